// A file or a folder that somebody picked, read whole and within bounds before anything looks at it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { IMPORT_DEPTH, IMPORT_FILE_LIMIT, IMPORT_FILES, IMPORT_FOLDER_LIMIT } from './limits.ts';
import type { Looked } from './looked.ts';
import { decoded } from './text.ts';

export interface SourceFile {
  /** Below the folder that was picked, with `/` in between; of a single file its own name. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SourcePlace {
  readonly path: string;
  readonly sshFolder: string;
  /** The file is followed: what it includes is read wherever it lies, and all that is looked at is noted. */
  readonly looked?: Looked;
}

export class ImportSource {
  /** Of the file or folder that was picked, without where it lies. */
  readonly name: string;
  /** One, or those of a folder and the folders in it, in the order of their names. */
  readonly files: readonly SourceFile[];
  readonly isFolder: boolean;
  /** Where it lies, and the user's `~/.ssh`: what an ssh config includes is looked for there. */
  readonly place: SourcePlace;
  readonly #texts = new Map<SourceFile, string>();

  constructor(name: string, files: readonly SourceFile[], place: SourcePlace, isFolder = false) {
    this.name = name;
    this.files = files;
    this.place = place;
    this.isFolder = isFolder;
  }

  /** The only file; undefined of a folder. */
  get file(): SourceFile | undefined {
    return this.isFolder ? undefined : this.files[0];
  }

  /** Text of the only file, or of one of a folder; '' where there is none. Decoded once. */
  text(file = this.file): string {
    if (!file) return '';
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const text = decoded(file.bytes);
    this.#texts.set(file, text);
    return text;
  }
}

/** Reads what was picked. Throws a `PersonError` where that can't be, or is too large. */
export function openSource(picked: string, sshFolder: string, looked?: Looked): ImportSource {
  const full = path.resolve(picked);
  const place = { path: full, sshFolder, ...(looked && { looked }) };
  looked?.at(full);
  try {
    const info = statSync(full);
    const name = path.basename(full);
    if (info.isDirectory()) return new ImportSource(name, filesIn(full), place, true);
    if (!info.isFile()) throw new PersonError(say('import-no-file')); // a pipe would never end
    return new ImportSource(name, [readOne(full, name)], place);
  } catch (error) {
    throw readable(error);
  }
}

/** A file's bytes. Throws a `PersonError` where it is too large. */
function readOne(full: string, name: string): SourceFile {
  const { size } = statSync(full);
  if (size > IMPORT_FILE_LIMIT) {
    throw new PersonError(say('import-file-large', { file: name, most: '32 MiB' }));
  }
  return { name, bytes: readFileSync(full) };
}

/** Links are not followed: they may lead out of the folder, and in circles. */
function filesIn(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  let bytes = 0;
  const walk = (folder: string, below: string, depth: number): void => {
    if (depth > IMPORT_DEPTH) throw new PersonError(say('import-folder-deep', { file: below }));
    for (const entry of sorted(readdirSync(folder, { withFileTypes: true }))) {
      const [full, name] = [path.join(folder, entry.name), below + entry.name];
      if (entry.isDirectory()) walk(full, `${name}/`, depth + 1);
      if (!entry.isFile()) continue;
      const file = readOne(full, name);
      files.push(file);
      bytes += file.bytes.length;
      if (files.length > IMPORT_FILES || bytes > IMPORT_FOLDER_LIMIT) {
        throw new PersonError(say('import-folder-large'));
      }
    }
  };
  walk(root, '', 0);
  return files;
}

function sorted<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function readable(error: unknown): PersonError {
  if (error instanceof PersonError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  return new PersonError(say('import-not-read', { code }), { cause: error });
}
