// Damaged files are kept beside their place, for whoever wants to look: under a dated name, and
// only so many of them, so that a disk that damages files isn't filled by them as well.
import { linkSync, lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { removeFile } from './draft.ts';
import { syncFolder } from './wholeFile.ts';
import { renameOver } from './renameOver.ts';

/** Of each file; beyond them the oldest goes. */
export const KEPT_ASIDE = 5;

/** `hosts` and `.db` for `hosts.damaged-DATE.db`; without an ending the date stands last. */
export interface AsideName {
  stem: string;
  ending: string;
  stamp: string;
}

/**
 * Moves what lies at `path`, file or not, to a name that says when it was found damaged; the
 * journal of a database goes with it.
 * Returns that path. Throws the system's error.
 */
export function setAside(path: string, date: Date, name = asideName(path, date)): string {
  return moveAside(path, name, (from, to) => {
    renameOver(from, to);
    const journal = lstatSync(`${from}-journal`, { throwIfNoEntry: false });
    if (journal) renameOver(`${from}-journal`, `${to}-journal`);
    syncFolder(dirname(path));
  });
}

/** Like `setAside`, but the file stays in place, too: part of it is good. */
export function keepAside(path: string, date: Date): string {
  return moveAside(path, asideName(path, date), (from, to) => {
    try {
      linkSync(from, to);
    } catch {
      renameOver(from, to); // a file system without hard links
    }
  });
}

function asideName(path: string, date: Date): AsideName {
  const stamp = date.toISOString().replace(/[:.]/g, '-');
  return { stem: basename(path), ending: '', stamp };
}

function moveAside(
  path: string,
  { stem, ending, stamp }: AsideName,
  move: (from: string, to: string) => void,
): string {
  const folder = dirname(path);
  const [prefix, kept] = [`${stem}.damaged-`, stampsIn(folder, stem, ending)];
  const name = `${prefix}${nextStamp(kept, stamp)}${ending}`;
  move(path, join(folder, name));
  for (const old of kept.slice(0, Math.max(0, kept.length + 1 - KEPT_ASIDE))) {
    removeFile(join(folder, `${prefix}${old}${ending}`));
    removeFile(join(folder, `${prefix}${old}${ending}-journal`)); // a database's
  }
  return join(folder, name);
}

/** Oldest first. */
function stampsIn(folder: string, stem: string, ending: string): string[] {
  const prefix = `${stem}.damaged-`;
  const isOne = (name: string): boolean =>
    name.startsWith(prefix) && name.endsWith(ending) && !name.endsWith('-journal');
  const stamps = readdirSync(folder)
    .filter(isOne)
    .map((name) => name.slice(prefix.length, name.length - ending.length));
  return stamps.sort(new Intl.Collator('en', { numeric: true }).compare);
}

// Several on one day are numbered on, also when the first of them are gone already.
function nextStamp(kept: readonly string[], stamp: string): string {
  const last = kept.findLast((one) => one === stamp || one.startsWith(`${stamp}-`));
  if (last === undefined) return stamp;
  return `${stamp}-${Number(last.slice(stamp.length + 1) || 1) + 1}`;
}
