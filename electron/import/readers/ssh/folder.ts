// The ssh folder, from which a configuration includes others: on the disk, or the one that was picked.
// Nothing outside of it is read, unless the file is one that is followed.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../../../words/said.ts';
import { PersonError } from '../../../personError.ts';
import { IMPORT_FILE_LIMIT, IMPORT_FILES, IMPORT_FOLDER_LIMIT } from '../../limits.ts';
import { checkPlain } from '../../plainConfig.ts';
import type { Looked } from '../../looked.ts';
import type { ImportSource } from '../../source.ts';
import { decoded } from '../../text.ts';
import { matchesGlob } from './glob.ts';

export interface SshFolder {
  /** Files and folders in a folder of it ('' is itself); [] where there is none. */
  list(folder: string): readonly string[];
  /** Undefined: there is no such file, or it can't be read. */
  read(file: string): string | undefined;
}

export function folderOf(source: ImportSource): SshFolder {
  const { sshFolder, looked } = source.place;
  return source.isFolder ? picked(source) : onDisk(sshFolder, looked);
}

function picked(source: ImportSource): SshFolder {
  const files = new Map(source.files.map((file) => [file.name, file]));
  const folders = new Map<string, Set<string>>();
  for (const name of files.keys()) {
    const parts = name.split('/');
    parts.forEach((part, at) => {
      const folder = parts.slice(0, at).join('/');
      const known = folders.get(folder) ?? new Set();
      folders.set(folder, known.add(part));
    });
  }
  return {
    list: (folder) => [...(folders.get(folder) ?? [])],
    read: (name) => {
      const file = files.get(name);
      return file && source.text(file);
    },
  };
}

/** Each file is read once, however often it is included. Throws a `PersonError` where all are too large. */
function onDisk(root: string, looked?: Looked): SshFolder {
  const texts = new Map<string, string | undefined>();
  let bytes = 0;
  const at = (name: string): string => {
    const full = path.resolve(root, name);
    looked?.at(full);
    return full;
  };
  const read = (name: string): string | undefined => {
    const full = at(name);
    const content = tried(() => contentOf(full));
    if (looked) checkFollowed(full, content);
    bytes += content?.length ?? 0;
    if (bytes > IMPORT_FOLDER_LIMIT) throw new PersonError(say('import-folder-large'));
    return content && decoded(content);
  };
  return {
    list: (folder) => tried(() => readdirSync(at(folder))) ?? [],
    read: (name) => {
      if (!texts.has(name)) texts.set(name, read(name));
      return texts.get(name);
    },
  };
}

/** ssh reads it, whatever it is; so it is to be known. Throws a `PersonError` where it isn't. */
function checkFollowed(full: string, content: Uint8Array | undefined): void {
  if (content) return checkPlain(content, full);
  const info = tried(() => statSync(full));
  if (!info || info.isDirectory()) return;
  throw new PersonError(say('link-include-unreadable', { file: full }));
}

function contentOf(full: string): Uint8Array | undefined {
  const info = statSync(full);
  const isGood = info.isFile() && info.size <= IMPORT_FILE_LIMIT; // a pipe would never end
  return isGood ? readFileSync(full) : undefined;
}

function tried<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined; // it isn't there, or isn't ours: ssh says nothing of it either
  }
}

/** The path below the ssh folder that an Include means; undefined: one outside of it. */
export function belowFolder(written: string, sshFolder: string): string | undefined {
  const home = /^(?:~|%d|\$\{HOME\}|\$HOME)[\\/]\.ssh(?:[\\/]|$)/;
  let below = written.replaceAll('\\', '/').replace(home, '');
  if (/^(?:[~/%$]|[A-Za-z]:)/.test(below)) {
    const root = `${sshFolder.replaceAll('\\', '/')}/`;
    if (!below.startsWith(root)) return undefined;
    below = below.slice(root.length);
  }
  const clean = path.posix.normalize(below);
  return clean.startsWith('../') || clean === '..' || clean === '.' ? undefined : clean;
}

/** The path that an Include means outside of the ssh folder; undefined where only ssh can tell. */
export function outsideFolder(written: string, sshFolder: string): string | undefined {
  const home = /^(?:~|%d|\$\{HOME\})(?=\/|$)/;
  const full = written.replaceAll('\\', '/').replace(home, path.dirname(sshFolder));
  if (/^~|[%$]/.test(full)) return undefined;
  return path.resolve(sshFolder, full).replaceAll('\\', '/');
}

/** Files that a path with * ? and [ ] names, in the order of their names. */
export function filesNamed(pattern: string, folder: SshFolder): string[] {
  if (!/[*?[]/.test(pattern)) return [pattern];
  const isAbsolute = pattern.startsWith('/');
  let found = [isAbsolute ? '/' : ''];
  for (const part of pattern.slice(isAbsolute ? 1 : 0).split('/')) {
    found = found.flatMap((base) => {
      const below = (name: string): string =>
        base === '' || base === '/' ? base + name : `${base}/${name}`;
      if (!/[*?[]/.test(part)) return [below(part)];
      const names = folder.list(base).filter((name) => matchesGlob(name, part));
      return names.map(below);
    });
    found.length = Math.min(found.length, IMPORT_FILES); // links may lead in circles
  }
  return found.toSorted((one, other) => (one < other ? -1 : 1));
}
