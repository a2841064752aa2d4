// Which copies of Bowline don't update themselves, and why: a package belongs to the
// system's package manager, and the unpacked app to whoever works on it.
import { say, type Said } from '../../words/said.ts';
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

const MANAGERS: Record<string, Said | undefined> = {
  deb: say('updates-by-apt'),
  rpm: say('updates-by-rpm'),
};

/** Null where a copy can update itself. */
export function whyNoUpdates(facts: CopyFacts): Said | null {
  if (!facts.packaged) return say('updates-of-sources');
  const manager = MANAGERS[facts.packageType.trim()];
  if (manager) return manager;
  if (!facts.hasAddress) return say('updates-without-address');
  if (facts.platform === 'linux' && !facts.appImage) return say('updates-by-unpacking');
  return facts.mayReplace ? null : say('updates-by-others');
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
