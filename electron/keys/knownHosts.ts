// The known_hosts files of this computer: shown, looked through by ssh-keygen, and changed by it alone.
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { readBeginning } from '../../core/files/readFile.ts';
import { cleanText } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import type {
  KeyPicture,
  KnownHost,
  KnownHostHit,
  KnownHosts,
  KnownHostsFile,
} from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { eachOf } from './eachOf.ts';
import { readKeyLine } from './keyLines.ts';
import { readKnownLine, removalName } from './knownHostsText.ts';
import { runTool, type Tools } from './sshTool.ts';

export interface KnownPlace {
  path: string;
  /** As a person knows it. */
  shown: string;
  /** It is everybody's, and nothing is changed in it here. */
  ofSystem?: boolean;
}

export interface KnownPlaces extends Tools {
  files: readonly KnownPlace[];
}

const MEGABYTE = 1024 * 1024;
const MOST_MB = 16;
const MOST_LINES = 50_000;
/** Read at once, so that whoever else waits has his turn. */
const SLICE = 250;
/** Names are looked for by a program each. */
export const MOST_NAMES = 200;

/** All lines that say something. A file that isn't there has none, and isn't listed. */
export async function listKnownHosts(places: KnownPlaces): Promise<KnownHosts> {
  const files: KnownHostsFile[] = [];
  const hosts: KnownHost[] = [];
  for (const [at, place] of places.files.entries()) {
    const read = readFileOf(place);
    files.push({
      path: place.path,
      shown: place.shown,
      fixed: await whyFixed(place),
      says: read.says,
    });
    await addLines(read.text, at, hosts, files[at]!);
  }
  return { files, hosts };
}

async function addLines(
  text: string,
  file: number,
  hosts: KnownHost[],
  of: KnownHostsFile,
): Promise<void> {
  const lines = text.split('\n');
  if (lines.length > MOST_LINES) of.says ??= say('known-hosts-many', { most: MOST_LINES });
  for (let at = 0; at < Math.min(lines.length, MOST_LINES); at++) {
    if (at % SLICE === 0) await new Promise(setImmediate);
    const read = readKnownLine(lines[at]!, at + 1);
    if (!read) continue;
    hosts.push({
      ...read,
      id: `${file}:${read.line}`,
      file,
      removedBy: of.fixed ? null : removalName(read),
    });
    // What the file is broken by keeps ssh-keygen from changing anything in it.
    if (read.problem) of.fixed ??= say('known-hosts-bad-lines', { line: read.line });
  }
}

interface ReadFile {
  text: string;
  says: Said | null;
}

function readFileOf({ path }: KnownPlace): ReadFile {
  try {
    const most = MOST_MB * MEGABYTE;
    const bytes = readBeginning(path, most + 1);
    const says = bytes.byteLength > most ? say('known-hosts-large', { most: MOST_MB }) : null;
    return { text: bytes.toString('utf8', 0, most), says };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { text: '', says: null };
    const why = error instanceof SaidError ? error.said : (error as Error).message;
    return { text: '', says: say('known-hosts-unreadable', { why }) };
  }
}

/** ssh-keygen puts another file in its place, so a file that is closed in itself would be replaced, too. */
async function whyFixed({ path, shown, ofSystem }: KnownPlace): Promise<Said | null> {
  if (ofSystem) return say('known-hosts-of-system');
  try {
    const real = await realpath(path);
    const { mode } = await stat(real);
    await access(real, constants.W_OK);
    return (mode & 0o200) === 0 ? say('known-hosts-read-only', { file: shown }) : null;
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isGone ? null : say('known-hosts-read-only', { file: shown });
  }
}

/** The lines that have the keys of each of these names, also where they are hashed: those that can be removed by it. */
export async function findKnown(
  names: readonly string[],
  places: KnownPlaces,
): Promise<KnownHostHit[]> {
  const asked = names
    .slice(0, MOST_NAMES)
    .flatMap((name) => places.files.map((_, file) => ({ name, file })));
  const found = await eachOf(asked, ({ name, file }) => findIn(name, file, places));
  return found.flat();
}

async function findIn(name: string, file: number, places: KnownPlaces): Promise<KnownHostHit[]> {
  // It would be an option, or a pattern of which ssh-keygen knows nothing.
  if (name === '' || name.startsWith('-')) return [];
  const { out } = await runTool('ssh-keygen', ['-F', name, '-f', places.files[file]!.path], places);
  return foundLines(out).map((line) => ({ name, file, line }));
}

/** `# Host NAME found: line 4 `; what an authority's or a revoked key is told by stands behind it. */
export function foundLines(out: string): number[] {
  return [...out.matchAll(/^# Host .* found: line (\d+)\s*$/gm)].map(([, line]) => Number(line));
}

/**
 * Removes all lines of a name from a file, which are those in `lines`, as the person has seen them.
 * Answers with the path of ssh-keygen's copy of the file as it was. Rejects with a `PersonError`.
 */
export async function removeKnown(
  { name, file, lines }: { name: string; file: number; lines: readonly number[] },
  places: KnownPlaces,
): Promise<string> {
  const place = places.files[file];
  if (!place) throw new PersonError(say('known-hosts-changed'));
  const fixed = await whyFixed(place);
  if (fixed) throw new PersonError(fixed);
  const there = await findIn(name, file, places);
  if (there.length === 0) throw new PersonError(say('known-hosts-none', { name }));
  if (there.map(({ line }) => line).join() !== [...lines].join()) {
    throw new PersonError(say('known-hosts-changed'));
  }
  // Through a link ssh-keygen would put a file in the link's place.
  const real = await realpath(place.path);
  const { code, said } = await runTool('ssh-keygen', ['-R', name, '-f', real], places);
  if (code !== 0) throw new PersonError(whyNotRemoved(said));
  return `${real}.old`;
}

function whyNotRemoved(said: string): Said {
  const bad = /:(\d+): invalid line/.exec(said);
  if (bad) return say('known-hosts-bad-lines', { line: Number(bad[1]) });
  const words = cleanText(said, 2_000).split('\n').at(-1) ?? '';
  return say('tool-failed', { tool: 'ssh-keygen', words });
}

/** The key of a line, as ssh-keygen shows it. Rejects with a `PersonError` where there is none. */
export async function knownPicture(
  { file, line }: { file: number; line: number },
  places: KnownPlaces,
): Promise<KeyPicture> {
  const place = places.files[file];
  const text = place ? (readFileOf(place).text.split('\n')[line - 1] ?? '') : '';
  const key = /(?:^|\s)((?:ssh-|ecdsa-|sk-)\S+\s+[A-Za-z0-9+/=]+)/.exec(text)?.[1];
  if (key === undefined) throw new PersonError(say('known-hosts-changed'));
  return pictureOf(key, places);
}

/** `key`: a public key, as its file has it. */
export async function pictureOf(key: string, tools: Tools): Promise<KeyPicture> {
  const run = { input: `${key}\n` };
  const { out, code } = await runTool('ssh-keygen', ['-l', '-v', '-f', '-'], tools, run);
  const [first = '', ...art] = out.split('\n').filter((row) => row !== '');
  const fingerprint = readKeyLine(first)?.fingerprint;
  if (code !== 0 || fingerprint === undefined) throw new PersonError(say('known-hosts-changed'));
  return { fingerprint, art };
}
