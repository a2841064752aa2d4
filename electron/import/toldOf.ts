// Which of what can't come along belongs to which host: readers tell it by the host's name, of an ssh
// configuration by the line that it stands in.
import type { About, FoundHost, Unmapped } from './found.ts';

/** `line 27`, `line 27 (web, db)`; in a file that was included, its name goes before. */
const LINE = /^line (\d+)(?: \((.*)\))?$/;

export interface Told {
  /** By the places of the hosts. */
  readonly of: ReadonlyMap<number, readonly Unmapped[]>;
  /** What belongs to none of them. */
  readonly rest: readonly Unmapped[];
}

export function toldOf(
  hosts: readonly FoundHost[],
  unmapped: readonly Unmapped[],
  about: About = new Map(),
): Told {
  const byName = new Map<string, number>();
  hosts.forEach(({ name }, at) => byName.set(name, byName.get(name) ?? at));
  const byLine = linesOf(hosts);
  const of = new Map<number, Unmapped[]>();
  const rest: Unmapped[] = [];
  for (const one of unmapped) {
    const named = (about.get(one) ?? []).flatMap((name) => byName.get(name) ?? []);
    const owners = named.length > 0 ? named : ownersOf(one, byName, byLine);
    for (const at of owners) {
      const known = of.get(at);
      if (known) known.push(one);
      else of.set(at, [one]);
    }
    if (owners.length === 0) rest.push(one);
  }
  return { of, rest };
}

/** What is told of a line, and of hosts without names: only that line's own. */
export function lineOf({ where }: Unmapped): number | undefined {
  const line = LINE.exec(where)?.[1];
  return line === undefined ? undefined : Number(line);
}

function ownersOf(
  { where }: Unmapped,
  byName: ReadonlyMap<string, number>,
  byLine: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  const known = byName.get(where);
  if (known !== undefined) return [known];
  const [, line, names] = LINE.exec(where) ?? [];
  if (line === undefined || names === 'global' || names?.includes('…')) return [];
  if (names === undefined) return (byLine.get(Number(line)) ?? []).slice(0, 1);
  return names.split(', ').flatMap((name) => byName.get(name) ?? []);
}

function linesOf(hosts: readonly FoundHost[]): Map<number, number[]> {
  const all = new Map<number, number[]>();
  hosts.forEach(({ lines = [] }, at) => {
    for (const line of lines) {
      const known = all.get(line);
      if (known) known.push(at);
      else all.set(line, [at]);
    }
  });
  return all;
}
