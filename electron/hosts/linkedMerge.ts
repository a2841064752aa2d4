// What becomes of the hosts of a folder that follows a file, when the file is read: those that are new, those
// that say something else now, those that are gone from it and those that are back. A host is who it is by
// its alias; what a person added to it is no business of the file, and isn't seen here. Pure.
import { cleanLine } from '../../core/text/clean.ts';
import { NAME_LENGTH, nameKey } from './hostDraft.ts';
import { freeName } from './hostNames.ts';

/** What a file says of a host, as the fields of its kind. */
export type Told = Readonly<
  Record<'address' | 'user' | 'port' | 'identityFile' | 'jumpHost' | 'proxyCommand', string>
>;

export interface HostInFile {
  /** Unique in the file; capitals count. */
  readonly alias: string;
  readonly told: Told;
}

export interface KnownHost extends HostInFile {
  readonly id: string;
  readonly name: string;
  /** It was missing when the file was read last. */
  readonly isGone: boolean;
}

export interface Named<Host> {
  readonly host: Host;
  readonly name: string;
  readonly told: Told;
}

export interface LinkedChanges {
  readonly added: readonly Named<HostInFile>[];
  /** Of those that were there, only those that the file says something else of. */
  readonly changed: readonly Named<KnownHost>[];
  readonly back: readonly Named<KnownHost>[];
  readonly gone: readonly KnownHost[];
}

export function merged(file: readonly HostInFile[], known: readonly KnownHost[]): LinkedChanges {
  const inFile = new Map(file.map((host) => [host.alias, host]));
  const byAlias = new Map(known.map((host) => [host.alias, host]));
  const staying = known.filter(({ alias, isGone }) => !isGone && inFile.has(alias));
  const names = new Names(staying);
  const changed = staying.flatMap((host) => {
    const { told } = inFile.get(host.alias)!;
    return isSame(host.told, told) ? [] : [{ host, name: host.name, told }];
  });
  const back: Named<KnownHost>[] = [];
  const added: Named<HostInFile>[] = [];
  for (const host of inFile.values()) {
    const was = byAlias.get(host.alias);
    const { told } = host;
    if (!was) added.push({ host, name: names.give(host.alias), told });
    else if (was.isGone) back.push({ host: was, name: names.give(host.alias), told });
  }
  const gone = known.filter(({ alias, isGone }) => !isGone && !inFile.has(alias));
  return { added, changed, back, gone };
}

export function isNothing({ added, changed, back, gone }: LinkedChanges): boolean {
  return [added, changed, back, gone].every(({ length }) => length === 0);
}

/** A host is called as its alias; where that is another's name in small letters, with a number. */
class Names {
  readonly #taken: Set<string>;

  constructor(staying: readonly KnownHost[]) {
    this.#taken = new Set(staying.map(({ name }) => nameKey(name)));
  }

  give(alias: string): string {
    const { free } = freeName(cleanLine(alias, NAME_LENGTH) || '…', (name) =>
      this.#taken.has(nameKey(name)),
    );
    this.#taken.add(nameKey(free));
    return free;
  }
}

function isSame(one: Told, other: Told): boolean {
  return Object.keys(other).every((key) => one[key as keyof Told] === other[key as keyof Told]);
}
