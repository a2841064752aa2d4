// A path that is judged must be the one that is used, though others may change its links between
// the two. On Linux it is opened once, and what was opened says where it lies and is used itself.
// Elsewhere the links are resolved first, which leaves a moment to whoever may change them.
import { closeSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SYSTEM } from '../system.ts';

/** Only finds a file, whatever it is; Node has no name for it. */
const O_PATH = 0o10000000;

export interface HeldPath {
  /** Where it lies in fact. */
  real: string;
  /** The path to use, until it is released. */
  usable: string;
  release(): void;
}

/** A socket that is there. Throws the system's error. */
export function holdSocket(path: string): HeldPath {
  if (SYSTEM !== 'linux') return unheld(realpathSync(path));
  return held(
    openSync(path, O_PATH),
    (real) => real,
    (usable) => usable,
  );
}

/** A place in a folder that is there; what is last in the path may not be. */
export function holdPlace(path: string): HeldPath {
  const name = basename(path);
  if (SYSTEM !== 'linux') return unheld(join(realpathSync(dirname(path)), name));
  const within = (folder: string): string => join(folder, name);
  return held(openSync(dirname(path), O_PATH), within, within);
}

function held(
  file: number,
  realOf: (opened: string) => string,
  usableOf: (opened: string) => string,
): HeldPath {
  const opened = `/proc/self/fd/${file}`;
  try {
    const real = realOf(readlinkSync(opened));
    let isOpen = true;
    const release = (): void => {
      if (isOpen) closeSync(file);
      isOpen = false;
    };
    return { real, usable: usableOf(opened), release };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function unheld(real: string): HeldPath {
  return { real, usable: real, release: () => undefined };
}
