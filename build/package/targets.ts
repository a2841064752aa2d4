// Every installer Bowline has, and on which systems it can be built. Forge passes over those of
// other systems in silence; `npm run make` names them, with the reason.

export type System = 'linux' | 'win32' | 'darwin';

export interface Target {
  /** electron-builder's name for it; `deb` and `rpm` are made by makers of Forge's kind. */
  name: 'deb' | 'rpm' | 'tar.gz' | 'AppImage' | 'nsis' | 'dmg' | 'zip';
  platform: System;
  title: string;
  /** Where its tools run. */
  builtOn: readonly System[];
}

export const TARGETS: readonly Target[] = [
  { name: 'deb', platform: 'linux', title: 'Debian package (.deb)', builtOn: ['linux'] },
  { name: 'rpm', platform: 'linux', title: 'RPM package (.rpm)', builtOn: ['linux'] },
  { name: 'tar.gz', platform: 'linux', title: 'archive (.tar.gz)', builtOn: ['linux'] },
  { name: 'AppImage', platform: 'linux', title: 'AppImage', builtOn: ['linux'] },
  // On Linux and macOS electron-builder runs its last step under a Wine that it downloads.
  {
    name: 'nsis',
    platform: 'win32',
    title: 'Windows installer (NSIS)',
    builtOn: ['win32', 'linux', 'darwin'],
  },
  { name: 'dmg', platform: 'darwin', title: 'macOS disk image (DMG)', builtOn: ['darwin'] },
  // A disk image is for people; what macOS updates an app from is an archive of it.
  { name: 'zip', platform: 'darwin', title: 'macOS archive for updates', builtOn: ['darwin'] },
];

export const SYSTEMS: Record<System, string> = {
  linux: 'Linux',
  win32: 'Windows',
  darwin: 'macOS',
};

export interface Plan {
  make: Target[];
  /** Words for each that isn't made here: what it is, why, and what to do where. */
  skipped: string[];
}

function command(platform: System, here: System): string {
  return platform === here ? 'npm run make' : `npm run make -- --platform ${platform}`;
}

function reason({ title, platform, builtOn }: Target): string {
  const systems = builtOn.map((name) => SYSTEMS[name]).join(' or ');
  return `${title}: it is built on ${systems}; run "${command(platform, builtOn[0]!)}" there`;
}

/**
 * @param platform what to build for
 * @param here the system that builds
 * @param only the name of the one target that is wanted
 */
export function planFor(platform: System, here: System, only?: string): Plan {
  const wanted = TARGETS.filter((target) => target.platform === platform);
  const asked = wanted.filter(({ name }) => only === undefined || name === only);
  const others = TARGETS.filter((target) => target.platform !== platform);
  return {
    make: asked.filter(({ builtOn }) => builtOn.includes(here)),
    skipped: [
      ...asked.filter(({ builtOn }) => !builtOn.includes(here)).map(reason),
      ...others.map(
        (target) => `${target.title}: it was not asked for (${command(target.platform, here)})`,
      ),
    ],
  };
}
