// What becomes of a folder's hosts when its file is read: whatever the file says, it is what the folder shows,
// and a host stays who it is by its alias.
import { describe, expect, it } from 'vitest';
import { nameKey } from '../../../electron/hosts/hostDraft.ts';
import {
  isNothing,
  merged,
  type HostInFile,
  type KnownHost,
  type LinkedChanges,
} from '../../../electron/hosts/linkedMerge.ts';
import { eachSeed, type Random } from '../../support/random.ts';

const told = (address: string): HostInFile['told'] => ({
  ...{ address, user: '', port: '', identityFile: '', jumpHost: '', proxyCommand: '' },
});
const inFile = (alias: string, address = alias): HostInFile => ({ alias, told: told(address) });
const known = (alias: string, change: Partial<KnownHost> = {}): KnownHost => ({
  ...{ ...inFile(alias), id: `id-${alias}`, name: alias, isGone: false },
  ...change,
});

describe('what a file says', () => {
  it('adds, changes, hides and brings back, and leaves all else alone', () => {
    const was = [
      known('same'),
      known('moved'),
      known('gone'),
      known('away', { isGone: true }),
      known('still-away', { isGone: true }),
    ];
    const changes = merged(
      [inFile('new'), inFile('same'), inFile('moved', '10.0.0.2'), inFile('away')],
      was,
    );
    expect(changes.added).toEqual([{ host: inFile('new'), name: 'new', told: told('new') }]);
    expect(changes.changed.map(({ host, told: now }) => [host.id, now.address])).toEqual([
      ['id-moved', '10.0.0.2'],
    ]);
    expect(changes.back.map(({ host }) => host.id)).toEqual(['id-away']);
    expect(changes.gone.map(({ id }) => id)).toEqual(['id-gone']);
  });

  it('that it has said before changes nothing', () => {
    expect(isNothing(merged([inFile('a'), inFile('b')], [known('b'), known('a')]))).toBe(true);
  });

  it('names hosts as their aliases, with a number where small letters make them one', () => {
    const { added } = merged([inFile('Web'), inFile('web'), inFile('wEB')], []);
    expect(added.map(({ name }) => name)).toEqual(['Web', 'web 2', 'wEB 3']);
    const later = merged([inFile('web'), inFile('WEB')], [known('web', { name: 'web 2' })]);
    expect(later.added.map(({ name }) => name)).toEqual(['WEB']);
  });

  it('has no name that can’t be shown', () => {
    const { added } = merged([inFile('\u202e'), inFile('x'.repeat(500))], []);
    expect(added.map(({ name }) => name.length)).toEqual([1, 100]);
  });
});

/** As the store does it. */
function applied(was: readonly KnownHost[], changes: LinkedChanges): KnownHost[] {
  const byId = new Map(was.map((host) => [host.id, host]));
  for (const host of changes.gone) byId.set(host.id, { ...host, isGone: true, name: '' });
  for (const { host, name, told: now } of [...changes.changed, ...changes.back]) {
    byId.set(host.id, { ...host, name, told: now, isGone: false });
  }
  for (const { host, name } of changes.added) {
    byId.set(`id-${byId.size}`, { ...host, id: `id-${byId.size}`, name, isGone: false });
  }
  return [...byId.values()];
}

function anyFile(random: Random): HostInFile[] {
  const aliases = ['a', 'A', 'b', 'B', 'ä', 'Ä', 'a 2', 'A 2', '北京', '\u200ba'];
  const some = aliases.filter(() => random.once(2));
  const at = random.int(some.length + 1);
  return [...some.slice(at), ...some.slice(0, at)].map((alias) =>
    inFile(alias, random.pick(['x', 'y'])),
  );
}

it('over any number of readings, the folder shows what the file says, each name once, ids for good', async () => {
  await eachSeed(300, (random) => {
    let hosts: KnownHost[] = [];
    const ids = new Map<string, string>();
    for (let reading = 0; reading < 12; reading++) {
      const file = anyFile(random);
      hosts = applied(hosts, merged(file, hosts));
      const shown = hosts.filter(({ isGone }) => !isGone);
      const facts = (all: readonly HostInFile[]): string[] =>
        all.map(({ alias, told: now }) => `${alias}=${now.address}`).toSorted();
      expect(facts(shown)).toEqual(facts(file));
      expect(new Set(shown.map(({ name }) => nameKey(name))).size).toBe(shown.length);
      for (const { alias, id } of hosts) {
        expect(ids.get(alias) ?? id).toBe(id);
        ids.set(alias, id);
      }
      expect(isNothing(merged(file, hosts))).toBe(true);
    }
  });
});
