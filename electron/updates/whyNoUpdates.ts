// Which copies of Bowline don't update themselves, and why, in words: a package belongs to the
// system's package manager, and the unpacked app to whoever works on it.
import { isAbsolute, relative } from 'node:path/posix';

/** Beside the app's archive in a .deb or .rpm: which of them it came with. */
export const PACKAGE_FILE = 'package-type';

export interface CopyFacts {
  platform: NodeJS.Platform;
  /** It runs from its sources otherwise. */
  packaged: boolean;
  /** What the package file says; '' where there is none. */
  packageType: string;
  /** Path of the AppImage that it runs from; undefined elsewhere. */
  appImage: string | undefined;
  /** The AppImage's folder can be written to; true elsewhere. */
  mayReplace: boolean;
  hasAddress: boolean;
}

const MANAGERS: Record<string, string | undefined> = {
  deb: 'It is updated by your system’s package manager: apt upgrade bowline',
  rpm: 'It is updated by your system’s package manager: dnf upgrade bowline, or zypper update bowline',
};

/** '' where a copy can update itself. */
export function whyNoUpdates(facts: CopyFacts): string {
  if (!facts.packaged) return 'This copy runs from its sources: it is updated with them.';
  const manager = MANAGERS[facts.packageType.trim()];
  if (manager) return manager;
  if (!facts.hasAddress) return 'This copy was built without an update address.';
  if (facts.platform === 'linux' && !facts.appImage)
    return 'This copy was unpacked from an archive: to update it, unpack a newer one.';
  if (!facts.mayReplace)
    return 'You have no permission to replace its AppImage: whoever put that there updates it.';
  return '';
}

/**
 * The AppImage that this process runs from; undefined elsewhere. What was started from a terminal
 * that is an AppImage itself has that one's variables, and must not replace it.
 */
export function ownAppImage(env: NodeJS.ProcessEnv, execPath: string): string | undefined {
  const { APPIMAGE: image, APPDIR: mounted } = env;
  if (!image || !mounted || !isAbsolute(image)) return undefined;
  const inside = relative(mounted, execPath);
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : image;
}
