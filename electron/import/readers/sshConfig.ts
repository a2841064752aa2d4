// OpenSSH's client configuration: ~/.ssh/config, or a folder that holds one. Nothing in it is run, no name is
// looked up, and nothing is read but what it includes from the ssh folder.
import { userInfo } from 'node:os';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Found, FoundHost } from '../found.ts';
import type { ImportFormat } from '../format.ts';
import { IMPORT_HOSTS } from '../limits.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { readConfig, type Config, type Piece, type Setting } from './ssh/config.ts';
import { hostOf } from './ssh/hosts.ts';
import { isCircle } from './ssh/jumps.ts';
import { keywordOf } from './ssh/keywords.ts';
import { sshLines } from './ssh/lines.ts';
import { leadsToItself, Reports } from './ssh/reports.ts';
import { Resolver, type Resolved } from './ssh/resolve.ts';

export interface FoundWithConfig extends Found {
  readonly config: Config;
  readonly localUser: string;
}

const OWN = ['host', 'match', 'include'];
/** Enough of a file to see what it is. */
const LINES_LOOKED_AT = 2_000;

export const sshConfig: ImportFormat = {
  word: 'OpenSSH',
  recognises: (source) => looksLikeOne(textOf(source)),
  read: (source) => readSshConfig(source),
};

function textOf(source: ImportSource): string {
  if (!source.isFolder) return source.text();
  return source.text(configIn(source));
}

function configIn({ files }: ImportSource): SourceFile | undefined {
  return files.find(({ name }) => name === 'config');
}

/** Most of its lines are OpenSSH's, one of them begins a block, and none of them is a head in brackets. */
function looksLikeOne(text: string): boolean {
  if (text.includes('\0')) return false;
  const lines = sshLines(text.slice(0, LINES_LOOKED_AT * 100)).slice(0, LINES_LOOKED_AT);
  // A name holds no comma; a row of a table that begins with “host” has several.
  const begins = ({ keyword, rest }: (typeof lines)[number]): boolean =>
    OWN.includes(keyword) && rest !== '' && !/,.*,/.test(rest);
  if (!lines.some(begins)) return false;
  if (lines.some((line) => /^\[[^\]]*\]$/.test(line.text))) return false;
  const known = lines.filter(({ keyword }) => OWN.includes(keyword) || keywordOf(keyword));
  return known.length >= lines.length * 0.6;
}

/**
 * `localUser`: whose ssh it is, for `Match user` and `Match localuser`. Throws a `PersonError` where it is
 * none at all, or too much.
 */
export function readSshConfig(source: ImportSource, localUser = whoAmI()): Found {
  const { hosts, unmapped, about } = readWithConfig(source, localUser);
  return { hosts, unmapped, ...(about && { about }) };
}

/** With the configuration itself, for whoever asks more of it. Throws as `readSshConfig` does. */
export function readWithConfig(source: ImportSource, localUser = whoAmI()): FoundWithConfig {
  if (source.isFolder && !configIn(source)) throw new PersonError(say('import-ssh-no-config'));
  const config = readConfig(source);
  const resolver = new Resolver(config.pieces, localUser);
  const all = namesIn(config).map((name) => resolver.resolve(name));
  const reports = new Reports(localUser);
  const hosts = foundIn(all.filter(isNamed), reports, new Places(config));
  if (hosts.length === 0 && config.unknown > 0 && !looksLikeOne(textOf(source))) {
    throw new PersonError(say('import-ssh-none'));
  }
  const told = reports.told(config, resolver.hasSecondPass);
  const { about } = reports;
  return { hosts, unmapped: [...config.unmapped, ...told], about, config, localUser };
}

function foundIn(all: readonly Resolved[], reports: Reports, places: Places): FoundHost[] {
  const hosts = new Map<string, FoundHost>();
  for (const resolved of all) {
    const jump = jumpOf(resolved);
    const isLoop = jump !== null && leadsToItself(resolved, jump);
    reports.add(resolved, isLoop);
    hosts.set(resolved.name, hostOf(resolved, isLoop ? null : jump, places.of(resolved)));
  }
  for (const resolved of all) {
    const isRound = isCircle(resolved.name, (name) => hosts.get(name)?.jump);
    if (isRound) reports.addCircle(resolved);
  }
  return [...hosts.values()];
}

function whoAmI(): string {
  try {
    return userInfo().username;
  } catch {
    return ''; // a user without an entry
  }
}

/** In the order of the file; a comma is part of a name, and ssh refuses it. */
function namesIn({ pieces }: Config): string[] {
  const names = new Set<string>();
  for (const piece of pieces) for (const name of namesOf(piece)) names.add(name);
  if (names.size > IMPORT_HOSTS) {
    throw new PersonError(say('import-too-many', { most: IMPORT_HOSTS }));
  }
  return [...names];
}

function namesOf({ block, begins }: Piece): readonly string[] {
  if (!begins || block.condition?.type !== 'host') return [];
  return [...block.condition.names].filter((name) => !name.includes(','));
}

/** Whether a line that names it holds for it: one that is included under another host may not. */
function isNamed({ name, blocks }: Resolved): boolean {
  return [...blocks].some(
    ({ condition }) => condition?.type === 'host' && condition.names.has(name),
  );
}

function jumpOf({ settings }: Resolved): readonly string[] | null {
  const setting = settings.get('proxy')?.[0];
  if (setting?.keyword.name !== 'ProxyJump') return null;
  return setting.value.length > 0 ? setting.value : null;
}

/** The lines of the file that was picked which make a host what it is. */
class Places {
  readonly #main: string;

  constructor({ pieces }: Config) {
    this.#main = pieces[0]?.block.place.file ?? '';
  }

  of({ name, settings, blocks }: Resolved): number[] {
    const lines = new Set<number>();
    const add = ({ place }: { place: Setting['place'] }): void => {
      if (place.file === this.#main && place.line > 0) lines.add(place.line);
    };
    for (const block of blocks) {
      if (block.condition?.type === 'host' && block.condition.names.has(name)) add(block);
    }
    for (const setting of [...settings.values()].flat()) {
      add(setting);
      add(setting.block);
    }
    return [...lines].toSorted((one, other) => one - other);
  }
}
