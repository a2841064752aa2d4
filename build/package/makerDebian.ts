// Forge's maker of the Debian package, and what that leaves out: files below /usr/share that belong
// to the app. electron-installer-debian has no option for any, but builds from a folder that
// may be added to.
import path from 'node:path';
import type { MakerOptions } from '@electron-forge/maker-base';
import { debianArch, MakerDeb } from '@electron-forge/maker-deb';
import { Installer } from 'electron-installer-debian';
import { addLinuxShare, addPackageType } from './linuxShare.ts';

class DebianPackage extends Installer {
  // Not among the functions that fill the folder: those make the same folders at the same time.
  override async createContents(): Promise<void> {
    await super.createContents();
    await addLinuxShare(path.join(this.stagingDir, 'usr', 'share'), this.options.version);
    await addPackageType(path.join(this.stagingDir, 'usr'), 'deb');
  }
}

export class MakerDebian extends MakerDeb {
  override async make({ dir, makeDir, targetArch }: MakerOptions): Promise<string[]> {
    const folder = path.resolve(makeDir, 'deb', targetArch);
    await this.ensureDirectory(folder);
    const installer = new DebianPackage({
      ...this.config,
      arch: debianArch(targetArch),
      src: dir,
      dest: folder,
      rename: (dest) => path.join(dest, '<%= name %>_<%= version %>_<%= arch %>.deb'),
      logger: () => undefined,
    });
    await installer.generateDefaults();
    installer.generateOptions();
    await installer.createStagingDir();
    await installer.createContents();
    await installer.createPackage();
    await installer.movePackage();
    return installer.options.packagePaths;
  }
}
