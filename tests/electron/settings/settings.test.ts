// Settings come back as they were set, and a bad file costs only what is bad in it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { SettingsStore } from '../../../electron/settings/settings.ts';
import {
  aboutSettings,
  DEFAULT_SETTINGS,
  settingsChange,
} from '../../../electron/settings/settingsSchema.ts';
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
  expect(inWords(store.notice)).toBe(
    'settings.json, line 1, column 28: fontSize is 500; it may be 6 to 72. ' +
      'There are 2 problems more. What is right in it is in force; the file stays as it is.',
  );
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(stored);
  expect(readdirSync(join(path, '..'))).toEqual(['settings.json']);
});

it('are read as an editor of Windows leaves them', () => {
  writeFileSync(path, '\uFEFF{\r\n  "theme": "dark"\r\n}\r\n');
  const store = open();
  expect([store.get().theme, store.notice]).toEqual(['dark', null]);
});

it.each([18, 'bad'])('keep those of a newer version, where one is %j', (fontSize) => {
  writeFileSync(path, JSON.stringify({ fontSize, holograms: { on: true } }));
  open().set({ theme: 'dark' });
  const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
  expect(stored).toMatchObject({ theme: 'dark', holograms: { on: true } });
  expect(open().get()).not.toHaveProperty('holograms');
});

it.each(['', '{', 'null', '[]', '"dark"', '\0\0\0\0'])('survive a file that holds %j', (text) => {
  writeFileSync(path, text);
  const store = open();
  expect(store.get()).toEqual(DEFAULT_SETTINGS);
  expect(inWords(store.notice)).toMatch(/was damaged.*“settings\.json\.damaged-2026/);
  const aside = readdirSync(join(path, '..')).find((name) => name.includes('.damaged-'));
  expect(readFileSync(join(path, '..', aside!), 'utf8')).toBe(text);
});

it('of a host are its own, and go with what it has no more', () => {
  const store = open();
  store.set({ fontSize: 18 });
  store.setFor('a', { fontSize: 9, cursorShape: 'bar' });
  store.setFor('__proto__', { bell: 'off' });
  const { hosts } = open().get();
  expect(Object.entries(hosts)).toEqual([
    ['a', { fontSize: 9, cursorShape: 'bar' }],
    ['__proto__', { bell: 'off' }],
  ]);
  store.setFor('a', { fontSize: 9 });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ hosts: { a: { fontSize: 9 } } });
  expect([store.forget('a'), store.forget('a')]).toEqual([true, false]);
  store.setFor('__proto__', {});
  expect(readFileSync(path, 'utf8')).not.toContain('hosts');
  expect(open().get()).toEqual({ ...DEFAULT_SETTINGS, fontSize: 18 });
});

it.each(Object.keys(DEFAULT_SETTINGS).filter((name) => name !== 'hosts'))(
  '%s has what it may be, and a default that is that',
  (name) => {
    const value = DEFAULT_SETTINGS[name as keyof typeof DEFAULT_SETTINGS];
    expect(settingsChange().safeParse({ [name]: value }).success).toBe(true);
    expect(settingsChange().safeParse({ [name]: [{}] }).success).toBe(false);
    writeFileSync(path, JSON.stringify({ [name]: [{}] }));
    const told = inWords(open().notice);
    expect(told).toMatch(new RegExp(`column \\d+: ${name} is \\[\\{\\}\\]; it may be \\S+`));
    expect(told).not.toMatch(/undefined|null|at most 0/);
  },
);

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

it.each([
  [180, 200],
  [300, 300],
  [480, 420],
])('a sidebar of %i px, as earlier versions allowed it, has %i', (stored, width) => {
  writeFileSync(path, JSON.stringify({ sidebarWidth: stored }));
  expect(open().get().sidebarWidth).toBe(width);
  expect(open().notice).toBeNull();
});

const LIMITS = Object.entries(aboutSettings('').limits);

it('the window is told the limits of what counts as lag, and of more', () => {
  const lag = ['slowRoundTripMs', 'silenceSeconds', 'backlogKilobytes', 'pendingInputMs'];
  expect(LIMITS.map(([key]) => key)).toEqual(expect.arrayContaining([...lag, 'slowEchoMs']));
});

it.each(LIMITS)('%s has the limits that the window shows', (key, limits) => {
  const { min, max } = limits;
  const taken = (value: number): unknown => {
    const { success, data } = settingsChange().safeParse({ [key]: value });
    return success ? Object.values(data)[0] : null;
  };
  // A width that earlier versions allowed is brought within them; all else is refused.
  const beyond = key === 'sidebarWidth' ? [min, max] : [null, null];
  expect([min, max].map(taken)).toEqual([min, max]);
  expect([min - 1, max + 1].map(taken)).toEqual(beyond);
  const usual = DEFAULT_SETTINGS[key as keyof typeof DEFAULT_SETTINGS];
  expect(usual).toBeGreaterThanOrEqual(min);
  expect(usual).toBeLessThanOrEqual(max);
});
