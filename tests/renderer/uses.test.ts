// What was used comes first: kept by the browser, which may hold anything.
import { expect, it } from 'vitest';
import { nextScope, mostOf, readTyped, withoutSign } from '../../renderer/lib/paletteScope.ts';
import { Uses } from '../../renderer/lib/uses.ts';

const HOUR = 3_600_000;

function stored(initial: string | null = null) {
  const kept: { text: string | null } = { text: initial };
  const storage = {
    getItem: () => kept.text,
    setItem: (_: string, text: string) => void (kept.text = text),
  };
  return { kept, storage };
}

it('the later and the oftener, the more points', () => {
  const { storage } = stored();
  let now = 1_000 * HOUR;
  const uses = new Uses(storage, () => now);
  uses.used('host:a');
  for (const _ of [1, 2, 3]) uses.used('host:b');
  now += 48 * HOUR;
  uses.used('host:c');
  const {
    'host:a': a = 0,
    'host:b': b = 0,
    'host:c': c = 0,
  } = new Uses(storage, () => now).weights();
  expect(b).toBeGreaterThan(a);
  expect(c).toBeGreaterThan(a);
  expect(uses.all().get('host:b')).toEqual([3, 1_000 * HOUR]);
});

it('only so many are kept', () => {
  const { storage } = stored();
  const uses = new Uses(storage, () => 0);
  for (let at = 0; at < 400; at++) uses.used(`host:${at}`);
  expect(uses.all().size).toBe(300);
  expect(uses.all().has('host:399')).toBe(true);
});

it.each(['', '{', '{"a":1}', '[1,["x"],["y",[1]],["z",["1",2]],[3,[1,2]]]', '[["ok",[1,null]]]'])(
  'what is broken counts as nothing: %s',
  (text) => {
    const { storage } = stored(text);
    const uses = new Uses(storage, () => 0);
    expect(uses.weights()).toEqual({});
    uses.used('host:a');
    expect([...uses.all().keys()]).toEqual(['host:a']);
  },
);

it('a storage that refuses, or none, loses nothing else', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  };
  for (const storage of [full, null]) {
    const uses = new Uses(storage);
    uses.used('host:a');
    expect(uses.weights()).toEqual({});
  }
});

it('a sign says where to look; Tab goes round', () => {
  expect(readTyped('>split', 'hosts')).toEqual({ scope: 'commands', text: 'split' });
  expect(readTyped(' @ web', 'everything')).toEqual({ scope: 'hosts', text: 'web' });
  expect(readTyped('#prod web', 'everything')).toEqual({ scope: 'tags', text: 'prod web' });
  expect(readTyped(':', 'everything')).toEqual({ scope: 'tabs', text: '' });
  expect(readTyped('web:22', 'settings')).toEqual({ scope: 'settings', text: 'web:22' });
  expect(nextScope('everything', -1)).toBe('settings');
  expect(nextScope('settings', 1)).toBe('everything');
  expect(withoutSign('>split')).toBe('split');
  expect(withoutSign('a>b')).toBe('a>b');
  const most = Object.values(mostOf('everything', 'x')).reduce((sum, one) => sum + one, 0);
  expect(most).toBe(50);
  expect(mostOf('tabs', 'x')).toEqual({ tabs: 50 });
});
