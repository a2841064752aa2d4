// A Forge maker of the RPM package: as the Debian one, by the same authors' tool, which wants
// `rpmbuild`. Forge's own has no release for Forge 8.
import path from 'node:path';
import type { MakerOptions } from '@electron-forge/maker-base';
import { MakerBase } from '@electron-forge/maker-base';
import type { ForgePlatform } from '@electron-forge/shared-types';
import { Installer } from 'electron-installer-redhat';
import { SYSTEM } from '../../core/system.ts';
import { addLinuxShare, addPackageType } from './linuxShare.ts';
import { rpmOptions } from './rpm.ts';

const ARCHS: Record<string, string | undefined> = { x64: 'x86_64', arm64: 'aarch64' };

class RpmPackage extends Installer {
  override async createContents(): Promise<void> {
    await super.createContents();
    await addLinuxShare(path.join(this.stagingDir, 'BUILD/usr/share'), this.options.version);
    await addPackageType(path.join(this.stagingDir, 'BUILD/usr'), 'rpm');
  }
}

export class MakerRpm extends MakerBase<object> {
  override name = 'rpm';
  override defaultPlatforms: ForgePlatform[] = ['linux'];
  override requiredExternalBinaries = ['rpmbuild'];

  override isSupportedOnCurrentPlatform(): boolean {
    return SYSTEM === 'linux';
  }

  override async make({ dir, makeDir, targetArch }: MakerOptions): Promise<string[]> {
    const arch = ARCHS[targetArch];
    if (!arch) throw new Error(`There is no RPM package for ${targetArch}.`);
    const folder = path.resolve(makeDir, 'rpm', targetArch);
    await this.ensureDirectory(folder);
    const installer = new RpmPackage({
      options: rpmOptions(),
      arch,
      src: dir,
      dest: folder,
      rename: (dest) => path.join(dest, '<%= name %>-<%= version %>.<%= arch %>.rpm'),
      logger: () => undefined,
    });
    await installer.generateDefaults();
    installer.generateOptions();
    await installer.generateScripts();
    await installer.createStagingDir();
    await installer.createContents();
    await installer.createPackage();
    await installer.movePackage();
    return installer.options.packagePaths;
  }
}
