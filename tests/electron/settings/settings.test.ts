// Settings come back as they were set, and a bad file costs only what is bad in it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { SettingsStore } from '../../../electron/settings/settings.ts';
import { DEFAULT_SETTINGS, settingsChange } from '../../../electron/settings/settingsSchema.ts';
import { LAG_LIMITS, type LagSetting } from '../../../renderer/state/settings.svelte.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let path: string;

beforeEach(() => {
  path = join(temporaryDirectory(), 'settings.json');
});

it('begin as the defaults, without a file', () => {
  expect(new SettingsStore(path).get()).toEqual(DEFAULT_SETTINGS);
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

it('come back after a restart', () => {
  const store = new SettingsStore(path);
  const all = store.set({ theme: 'dark', fontSize: 18 });
  expect(all).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', fontSize: 18 });
  expect(new SettingsStore(path).get()).toEqual(all);
});

it('fall back one by one where they are bad', () => {
  const stored = { theme: 'dark', fontSize: 500, cursorBlink: 'yes', scrollback: -1, foreign: 1 };
  writeFileSync(path, JSON.stringify(stored));
  expect(new SettingsStore(path).get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
});

it.each(['', '{', 'null', '[]', '"dark"', '\0\0\0\0'])('survive a file that holds %j', (text) => {
  writeFileSync(path, text);
  expect(new SettingsStore(path).get()).toEqual(DEFAULT_SETTINGS);
});

it('stay as they were, and say so, when they can’t be stored', () => {
  const store = new SettingsStore(join(path, 'settings.json'));
  writeFileSync(path, 'a file where the folder should be');
  expect(() => store.set({ theme: 'dark' })).toThrow(/could not be stored/);
  expect(store.get()).toEqual(DEFAULT_SETTINGS);
});

it('are whole on the disk, with nothing left beside them', () => {
  new SettingsStore(path).set({ sidebarWidth: 300 });
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
