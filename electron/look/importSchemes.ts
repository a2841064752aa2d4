// Files that somebody brings along, one after the other: what was good in each is kept, and of the
// rest it is told what is wrong with it.
import { setImmediate } from 'node:timers/promises';
import { say, type Said } from '../../words/said.ts';
import type { GivenFile, ImportedSchemes } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { readSchemes, type ReadFile } from './readSchemes.ts';
import type { SchemeStore } from './schemeStore.ts';

/** A file, or why there is none. */
export type FoundFile = GivenFile | { name: string; why: Said };

/**
 * Rejects with a `PersonError` where what was good can't be kept. Hundreds of files hold up nobody: each is
 * taken and read in a turn of its own.
 */
export async function importSchemes(
  store: SchemeStore,
  files: Iterable<FoundFile>,
): Promise<ImportedSchemes> {
  const read: ReadFile[] = [];
  for (const file of files) {
    read.push(readOne(file));
    await setImmediate();
  }
  const before = new Set(store.all.map(({ id }) => id));
  const kept = [...new Set(store.add(read.flatMap(({ schemes }) => schemes)))];
  return {
    added: kept.filter(({ id }) => !before.has(id)),
    known: kept.filter(({ id }) => before.has(id)),
    refused: read.flatMap(({ refused }) => refused),
    madeBright: read.flatMap(({ madeBright }) => madeBright),
  };
}

function readOne(file: FoundFile): ReadFile {
  const nothing = { schemes: [], madeBright: [] };
  if ('why' in file) return { ...nothing, refused: [file] };
  try {
    const read = readSchemes(file.name, file.bytes);
    const refused = read.refused.map(({ name, why }) => ({ name: `${file.name}: ${name}`, why }));
    return { ...read, refused };
  } catch (error) {
    // Whatever a parser of a library throws over a file, it is the file.
    const why = error instanceof PersonError ? error.said : say('scheme-none');
    return { ...nothing, refused: [{ name: file.name, why }] };
  }
}
