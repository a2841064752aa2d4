// Imported schemes are kept once each, survive a restart, are forgotten and brought back; and what is wrong
// with one file costs no other.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOWLINE_DARK } from '../../../core/look/ours.ts';
import { importSchemes } from '../../../electron/look/importSchemes.ts';
import { SCHEMES_LIMIT } from '../../../electron/look/limits.ts';
import { SchemeStore } from '../../../electron/look/schemeStore.ts';
import { PersonError } from '../../../electron/personError.ts';
import { inEnglish, say } from '../../../words/said.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { EXPECTED, FILES } from './files.ts';

const NOW = new Date('2026-05-04T03:02:01Z');
const bytes = (text: string) => new TextEncoder().encode(text);
const { id: _, keeps: __, ...ours } = BOWLINE_DARK;

function storeIn(folder = temporaryDirectory()): { store: SchemeStore; again: () => SchemeStore } {
  const open = () => new SchemeStore(join(folder, 'schemes.json'), NOW);
  return { store: open(), again: open };
}

describe('a scheme', () => {
  it('is kept once, under an id that follows from what is in it', () => {
    const { store, again } = storeIn();
    const [first] = store.add([ours]);
    expect(store.add([ours])).toEqual([first]);
    expect(storeIn().store.add([ours])[0]!.id).toBe(first!.id);
    expect(again().all).toEqual([first]);
    expect(again().notice).toBeNull();
  });

  it('of the name of another gets a number', () => {
    const { store } = storeIn();
    const others = ['#111111', '#222222'].map((background) => ({ ...ours, background }));
    const names = store.add([ours, ...others]).map(({ name }) => name);
    expect(names).toEqual(['Bowline Dark', 'Bowline Dark 2', 'Bowline Dark 3']);
    expect(new Set(store.all.map(({ id }) => id)).size).toBe(3);
  });

  it('is forgotten, and brought back in the same run', () => {
    const { store, again } = storeIn();
    const [one] = store.add([ours]);
    store.forget(one!.id);
    store.forget(one!.id);
    expect(again().all).toEqual([]);
    store.restore(one!.id);
    expect(again().all).toEqual([one]);
    expect(() => store.restore(one!.id)).toThrow(PersonError);
  });

  it('too many is refused, and none of them is kept', () => {
    const { store, again } = storeIn();
    const many = Array.from({ length: SCHEMES_LIMIT + 1 }, (_, at) => ({ ...ours, name: `${at}` }));
    expect(() => store.add(many)).toThrow(/1000 imported schemes at most/);
    expect(again().all).toEqual([]);
  });
});

describe('files that are brought along', () => {
  it('are kept, known already, or refused each by its name', async () => {
    const { store } = storeIn();
    const [kitty, toml] = [FILES['Night.conf']!, FILES['Night.toml']!];
    await importSchemes(store, [{ name: 'a', bytes: bytes(kitty) }]);
    const came = await importSchemes(store, [
      { name: 'Night.conf', bytes: bytes(kitty) },
      { name: 'copy.conf', bytes: bytes(kitty) },
      { name: 'Other.toml', bytes: bytes(toml.split('[colors.bright]')[0]!) },
      { name: 'letter.txt', bytes: bytes('Dear all') },
      { name: 'locked', why: say('scheme-file-not-read', { code: 'EACCES' }) },
    ]);
    expect(came.known.map(({ name }) => name)).toEqual(['Night']);
    expect(came.added).toMatchObject([{ name: 'Other', background: EXPECTED.background }]);
    expect(came.madeBright).toEqual(['Other']);
    expect(came.refused.map(({ name, why }) => `${name}: ${inEnglish(why).slice(0, 27)}`)).toEqual([
      'letter.txt: This is no colour scheme th',
      'locked: The file could not be read ',
    ]);
  });
});
