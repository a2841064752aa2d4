// Packaging: Forge copies the bundles into Electron and makes the .deb; electron-builder makes
// the other installers from the same folder. `npm run make` sets up and calls this.
import { chmod, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { compile } from './build/compile.ts';
import { completeApp, leaveOut, UNPACKED } from './build/package/contents.ts';
import { debianConfig } from './build/package/debian.ts';
import { electronZipDir } from './build/package/electronZip.ts';
import { FUSES } from './build/package/fuses.ts';
import { MACOS_INFO } from './build/package/macosInfo.ts';
import { MakerDebian } from './build/package/makerDebian.ts';
import { MakerElectronBuilder } from './build/package/makerElectronBuilder.ts';
import { MakerRpm } from './build/package/makerRpm.ts';
import { signing } from './build/package/signing.ts';
import { skip } from './build/package/skipped.ts';
import { TARGETS } from './build/package/targets.ts';
import { SYSTEM } from './core/system.ts';
import { APP_ID, LINK_SCHEME } from './electron/launch/systemIdentity.ts';

/** `win32-x64` and the like, as `npm run make` was told. */
const target = process.env.BOWLINE_MAKE_FOR ?? `${SYSTEM}-${process.arch}`;
const zipDir = await electronZipDir(target);

/** Where the installers end up, in one flat folder. */
const INSTALLERS = path.resolve('out/make');

async function moveIn(file: string): Promise<string> {
  const installer = path.join(INSTALLERS, path.basename(file));
  await rename(file, installer);
  return installer;
}

const config: ForgeConfig = {
  outDir: 'out/package', // not `out`: the packager leaves out the folder it writes to
  packagerConfig: {
    name: 'Bowline',
    executableName: 'bowline',
    appBundleId: APP_ID,
    icon: 'assets/icons/bowline',
    protocols: [{ name: 'Bowline link', schemes: [LINK_SCHEME] }],
    asar: { unpackDir: UNPACKED },
    ignore: leaveOut,
    prune: false, // what is not listed in `leaveOut` does not come along at all
    extendInfo: MACOS_INFO,
    ...signing(target.replace(/-.*/, '')),
    ...(zipDir ? { electronZipDir: zipDir } : {}),
  },
  // node-pty is N-API: the one that set-up compiled loads in Electron as it is.
  rebuildConfig: { ignoreModules: ['node-pty'] },
  plugins: [new FusesPlugin(FUSES)],
  makers: [
    new MakerDebian(debianConfig),
    new MakerRpm({}),
    ...TARGETS.filter(({ name }) => name !== 'deb' && name !== 'rpm').map(
      (target) => new MakerElectronBuilder({ target, onSkip: skip }),
    ),
  ],
  hooks: {
    generateAssets: () => compile(),
    packageAfterCopy: (_config, app, _version, platform, arch) =>
      completeApp(app, `${platform}-${arch}`),
    // The packager leaves the folder to its owner alone, so nobody else could start the app.
    postPackage: async (_config, { outputPaths }) => {
      for (const folder of outputPaths) await chmod(folder, 0o755);
    },
    postMake: async (_config, results) => {
      await mkdir(INSTALLERS, { recursive: true });
      for (const result of results) {
        result.artifacts = await Promise.all(result.artifacts.map(moveIn));
      }
      return results;
    },
  },
};

export default config;
