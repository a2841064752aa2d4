// Every installer Bowline has, and where it can be built. Forge passes over those of other
// systems in silence; `npm run make` names them, with the reason.

export interface Target {
  /** electron-builder's name for it; `deb` is made by Forge's own maker. */
  name: 'deb' | 'tar.gz' | 'AppImage' | 'nsis' | 'dmg';
  platform: 'linux' | 'win32' | 'darwin';
  title: string;
}

export const TARGETS: readonly Target[] = [
  { name: 'deb', platform: 'linux', title: 'Debian package (.deb)' },
  { name: 'tar.gz', platform: 'linux', title: 'archive (.tar.gz)' },
  { name: 'AppImage', platform: 'linux', title: 'AppImage' },
  { name: 'nsis', platform: 'win32', title: 'Windows installer (NSIS)' },
  { name: 'dmg', platform: 'darwin', title: 'macOS disk image (DMG)' },
];

const SYSTEMS = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };

export function skippedElsewhere(): string[] {
  return TARGETS.filter(({ platform }) => platform !== process.platform).map(
    ({ title, platform }) => `${title}: it is built on ${SYSTEMS[platform]}`,
  );
}
