// Names that become one at the target: by what Windows can't have, or where letters' case doesn't count.
// None of the files is lost, whatever the rule, and none holds the bytes of another.
import { expect, it } from 'vitest';
import type { MemoryAccess } from './memoryPlace.ts';
import { content, Rig } from './rig.ts';

const [ONE, OTHER] = [content(20_000, 1), content(20_000, 2)];
const WINDOWS = { to: { hostId: 'host', path: 'C:/host' } };

/** All of a folder that was there, in which names differ by case alone, lie by small letters. */
function withoutCase(access: MemoryAccess): void {
  const small = (path: string): string => path.toLowerCase();
  const { facts, open, rename, remove, makeFolder, makeLink, change, copy } = access;
  access.facts = (path) => facts.call(access, small(path));
  access.open = (path, wish) => open.call(access, small(path), wish);
  access.rename = (from, to, over) => rename.call(access, small(from), small(to), over);
  access.remove = (path) => remove.call(access, small(path));
  access.makeFolder = (path, mode) => makeFolder.call(access, small(path), mode);
  access.makeLink = (path, target) => makeLink.call(access, small(path), target);
  access.change = (path, what) => change.call(access, small(path), what);
  access.copy = (from, to) => copy.call(access, small(from), small(to));
}

function caseless(): Rig {
  const rig = new Rig();
  rig.onConnect = (access, hostId) => {
    if (hostId !== null) withoutCase(access);
  };
  return rig;
}

it.each(['replace', 'newer', 'skip', 'resume'] as const)(
  'of a folder that was there, where the rule is %s',
  async (onConflict) => {
    const rig = new Rig();
    rig.here.put('/here/all/a?', ONE);
    rig.here.put('/here/all/a|', OTHER);
    rig.host.folder('C:/host/all');
    const done = await rig.ended(rig.up(['all'], { ...WINDOWS, move: true, onConflict }));
    expect(done.state).toBe('done');
    expect(rig.host.bytes('C:/host/all/a_')).toEqual(ONE);
    expect(rig.host.bytes('C:/host/all/a_ (2)')).toEqual(OTHER);
    expect(rig.host.all('C:/host/all')).toHaveLength(2);
    expect(rig.here.all('/here')).toEqual([]);
  },
);

it('in folders whose names become one', async () => {
  const rig = new Rig();
  rig.host.folder('C:/host');
  rig.here.put('/here/all/a?/in/file', ONE);
  rig.here.put('/here/all/a|/in/file', OTHER);
  const wish = { ...WINDOWS, move: true, onConflict: 'replace' } as const;
  expect((await rig.ended(rig.up(['all'], wish))).state).toBe('done');
  expect(rig.host.bytes('C:/host/all/a_/in/file')).toEqual(ONE);
  expect(rig.host.bytes('C:/host/all/a_/in/file (2)')).toEqual(OTHER);
});

it('that were chosen themselves, too many for a transfer each', async () => {
  const rig = new Rig();
  rig.host.folder('C:/host');
  rig.here.put('/here/a?', ONE);
  rig.here.put('/here/a|', OTHER);
  const others = Array.from({ length: 30 }, (_, at) => `other${at}`);
  for (const name of others) rig.here.put(`/here/${name}`, 'x');
  const wish = { ...WINDOWS, move: true, onConflict: 'replace' } as const;
  expect((await rig.ended(rig.up(['a?', ...others, 'a|'], wish))).state).toBe('done');
  expect(rig.host.bytes('C:/host/a_')).toEqual(ONE);
  expect(rig.host.bytes('C:/host/a_ (2)')).toEqual(OTHER);
});

it('where letters’ case doesn’t count, in a folder that was there', async () => {
  const rig = caseless();
  rig.here.put('/here/all/Makefile', ONE);
  rig.here.put('/here/all/makefile', OTHER);
  rig.here.put('/here/all/Sub/file', 'one');
  rig.here.put('/here/all/sub/file', 'other');
  rig.host.put('/host/all/makefile', 'old');
  const wish = { move: true, onConflict: 'replace' } as const;
  expect((await rig.ended(rig.up(['all'], wish))).state).toBe('done');
  expect(rig.host.bytes('/host/all/makefile')).toEqual(ONE);
  expect(rig.host.bytes('/host/all/makefile (2)')).toEqual(OTHER);
  expect(rig.host.text('/host/all/sub/file')).toBe('one');
  expect(rig.host.text('/host/all/sub/file (2)')).toBe('other');
  expect(rig.host.all('/host/all')).toHaveLength(5);
});

it('but where it counts, each replaces its own', async () => {
  const rig = new Rig();
  rig.here.put('/here/all/Makefile', ONE);
  rig.here.put('/here/all/makefile', OTHER);
  rig.host.put('/host/all/Makefile', 'old');
  rig.host.put('/host/all/makefile', 'old, too');
  expect((await rig.ended(rig.up(['all'], { onConflict: 'replace' }))).state).toBe('done');
  expect(rig.host.bytes('/host/all/Makefile')).toEqual(ONE);
  expect(rig.host.bytes('/host/all/makefile')).toEqual(OTHER);
  expect(rig.host.all('/host/all')).toHaveLength(2);
});

it('that were chosen themselves, few enough for a transfer each', async () => {
  const rig = new Rig();
  rig.host.folder('C:/host');
  rig.here.put('/here/a?', ONE);
  rig.here.put('/here/b', 'b');
  rig.here.put('/here/a|', OTHER);
  const wish = { ...WINDOWS, from: { hostId: null, path: '/here' }, names: ['a?', 'b', 'a|'] };
  const ids = rig.desk.add([{ ...wish, move: false, onConflict: 'replace' }]);
  expect(ids).toHaveLength(2);
  for (const id of ids) expect((await rig.ended(id)).state).toBe('done');
  expect(rig.host.bytes('C:/host/a_')).toEqual(ONE);
  expect(rig.host.bytes('C:/host/a_ (2)')).toEqual(OTHER);
});
