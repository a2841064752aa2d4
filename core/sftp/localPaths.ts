// Paths of this computer as its system takes them, and what a file's status says of it.
import type { Stats } from 'node:fs';
import type { AccountNames } from './accountNames.ts';
import type { FileFacts, FileKind } from './fileAccess.ts';
import { badName } from './fileProblems.ts';
import { bytesOf } from './pathText.ts';

/** Bytes, so that no name is lost; on Windows there are none that aren't text. */
export type NativePath = Buffer | string;

/** Streams, wildcards, and what Windows drops or takes for a device. */
const UNFIT_ON_WINDOWS = /[\u0000-\u001f<>:"|?*\\]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Throws `bad-name` of a path that isn't absolute, or that no file here can have. */
export function nativePath(path: string, platform: NodeJS.Platform): NativePath {
  if (platform === 'win32') return windowsPath(path);
  if (!path.startsWith('/')) throw badName(path);
  return bytesOf(path);
}

function windowsPath(path: string): string {
  const [, root, rest] = /^([A-Za-z]:\/|\/\/[^/]+\/[^/]+\/?)(.*)$/.exec(path) ?? [];
  if (root === undefined || rest === undefined) throw badName(path);
  for (const part of rest.split('/')) {
    if (part !== '.' && part !== '..' && UNFIT_ON_WINDOWS.test(part)) throw badName(path);
  }
  return path;
}

/** As the system wrote it, in our way of writing. */
export function ownPath(path: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export function kindOf(thing: Kinds): FileKind {
  if (thing.isFile()) return 'file';
  if (thing.isDirectory()) return 'folder';
  return thing.isSymbolicLink() ? 'link' : 'other';
}

export function factsOf(stats: Stats, names: AccountNames, platform: NodeJS.Platform): FileFacts {
  const posix = platform !== 'win32';
  return {
    kind: kindOf(stats),
    size: stats.size,
    changedAt: Math.floor(stats.mtimeMs),
    readAt: Math.floor(stats.atimeMs),
    mode: posix ? stats.mode & 0o7777 : null,
    uid: posix ? stats.uid : null,
    gid: posix ? stats.gid : null,
    owner: posix ? names.user(stats.uid) : null,
    group: posix ? names.group(stats.gid) : null,
  };
}

/** Of something of which no more than its kind is to be had. */
export function bareFacts(kind: FileKind): FileFacts {
  const nothing = { size: null, changedAt: null, readAt: null, mode: null };
  return { kind, ...nothing, uid: null, gid: null, owner: null, group: null };
}
