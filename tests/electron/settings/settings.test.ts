// Settings come back as they were set, and a bad file costs only what is bad in it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { SettingsStore } from '../../../electron/settings/settings.ts';
import { DEFAULT_SETTINGS, settingsChange } from '../../../electron/settings/settingsSchema.ts';
import { LAG_LIMITS, type LagSetting } from '../../../renderer/state/settings.svelte.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';

let path: string;

beforeEach(() => {
  path = join(temporaryDirectory(), 'settings.json');
});

const NOW = new Date('2026-05-04T03:02:01Z');
const open = (file = path): SettingsStore => new SettingsStore(file, NOW);

it('begin as the defaults, without a file', () => {
  expect(open().get()).toEqual(DEFAULT_SETTINGS);
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

it('come back after a restart', () => {
  const store = open();
  const all = store.set({ theme: 'dark', fontSize: 18 });
  expect(all).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', fontSize: 18 });
  expect(open().get()).toEqual(all);
});

it('fall back one by one where they are bad', () => {
  const stored = { theme: 'dark', fontSize: 500, cursorBlink: 'yes', scrollback: -1, foreign: 1 };
  writeFileSync(path, JSON.stringify(stored));
  const store = open();
  expect(store.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  expect(inWords(store.notice)).toMatch(
    /Part of the file of your settings.*“settings\.json\.damaged-2026/,
  );
  const again = open();
  expect([again.get(), again.notice]).toEqual([store.get(), null]);
});

it('are read as an editor of Windows leaves them', () => {
  writeFileSync(path, '\uFEFF{\r\n  "theme": "dark"\r\n}\r\n');
  const store = open();
  expect([store.get().theme, store.notice]).toEqual(['dark', null]);
});

it.each([18, 'bad'])('keep those of a newer version, where one is %j', (fontSize) => {
  writeFileSync(path, JSON.stringify({ fontSize, ligatures: { on: true } }));
  open().set({ theme: 'dark' });
  const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
  expect(stored).toMatchObject({ theme: 'dark', ligatures: { on: true } });
  expect(open().get()).not.toHaveProperty('ligatures');
});

it.each(['', '{', 'null', '[]', '"dark"', '\0\0\0\0'])('survive a file that holds %j', (text) => {
  writeFileSync(path, text);
  const store = open();
  expect(store.get()).toEqual(DEFAULT_SETTINGS);
  expect(inWords(store.notice)).toMatch(/was damaged.*“settings\.json\.damaged-2026/);
  const aside = readdirSync(join(path, '..')).find((name) => name.includes('.damaged-'));
  expect(readFileSync(join(path, '..', aside!), 'utf8')).toBe(text);
});

it('stay as they were, and say so, when they can’t be stored', () => {
  const store = open(join(path, 'settings.json'));
  writeFileSync(path, 'a file where the folder should be');
  expect(() => store.set({ theme: 'dark' })).toThrow(/could not be stored/);
  expect(store.get()).toEqual(DEFAULT_SETTINGS);
});

it('are whole on the disk, with nothing left beside them', () => {
  open().set({ sidebarWidth: 300 });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ sidebarWidth: 300 });
  expect(readdirSync(join(path, '..'))).toEqual(['settings.json']);
});

it.each(Object.entries(LAG_LIMITS))('%s has the limits that the window shows', (key, limits) => {
  const { min, max } = limits;
  const accepts = (value: number): boolean => settingsChange.safeParse({ [key]: value }).success;
  expect([min - 1, min, max, max + 1].map(accepts)).toEqual([false, true, true, false]);
  expect(DEFAULT_SETTINGS[key as LagSetting]).toBeGreaterThanOrEqual(min);
  expect(DEFAULT_SETTINGS[key as LagSetting]).toBeLessThanOrEqual(max);
});
