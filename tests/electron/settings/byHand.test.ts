// settings.json edited by hand while the app runs: taken over at once, told of with the place where it
// is wrong, and never overwritten beyond what was changed in a window.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SettingsStore } from '../../../electron/settings/settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../electron/settings/settingsSchema.ts';
import { changedText, changesBetween, readText } from '../../../electron/settings/settingsText.ts';
import { watchSettings } from '../../../electron/settings/settingsWatch.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { inWords } from '../../../words/said.ts';
import { Deferred } from '../../support/deferred.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let path: string;

beforeEach(() => {
  path = join(temporaryDirectory(), 'settings.json');
});

const text = (): string => readFileSync(path, 'utf8');
const open = (): SettingsStore => new SettingsStore(path, new Date());

const WRITTEN = `// Mine.
{
  "fontSize": 18, // for the beamer
  /* dark, always */ "theme": "dark",
  "later": [1, { "of": "a newer version" }],
}
`;

describe('what a person wrote', () => {
  it('is read with comments and a comma at the end', () => {
    writeFileSync(path, WRITTEN);
    const store = open();
    expect(store.get()).toEqual({ ...DEFAULT_SETTINGS, fontSize: 18, theme: 'dark' });
    expect(store.notice).toBeNull();
  });

  it('stays, but for what is changed in a window', () => {
    writeFileSync(path, WRITTEN);
    const store = open();
    store.set({ fontSize: 20 });
    expect(text()).toBe(WRITTEN.replace('18', '20'));
    store.set({ cursorBlink: true });
    expect(text()).toContain('// for the beamer');
    expect(text()).toContain('"of": "a newer version"');
    store.set({ cursorBlink: false, theme: 'system' });
    expect(text()).not.toMatch(/cursorBlink|"theme"/);
    expect(open().get()).toEqual({ ...DEFAULT_SETTINGS, fontSize: 20 });
  });

  it('may be lists and records, which are read again after a restart', () => {
    const lists = {
      ...{ keepColours: ['nord'], trustedSites: ['one.example'] },
      ...{ keys: { palette: ['Ctrl+Shift+9'], find: null } },
      clipboardHosts: { here: 'allow' as const },
    };
    open().set(lists);
    expect(open().get()).toEqual({ ...DEFAULT_SETTINGS, ...lists });
    open().set({ keepColours: [], keys: {}, trustedSites: [], clipboardHosts: {} });
    expect(JSON.parse(text())).toEqual({});
  });

  it('keeps the line breaks of Windows', () => {
    writeFileSync(path, '{\r\n  "fontSize": 18\r\n}\r\n');
    open().set({ theme: 'dark' });
    expect(text()).toBe('{\r\n  "fontSize": 18,\r\n  "theme": "dark"\r\n}\r\n');
  });

  it('isn’t undone by a change in a window that comes before it was noticed', () => {
    const store = open();
    writeFileSync(path, '{ "fontSize": 30 }');
    expect(store.set({ theme: 'dark' })).toMatchObject({ fontSize: 30, theme: 'dark' });
    expect(JSON.parse(text())).toEqual({ fontSize: 30, theme: 'dark' });
  });
});

describe('a mistake in it', () => {
  const lines = (...all: string[]): string => all.join('\n');

  it.each([
    [
      lines('{', '  "theme": "dark",', '  "fontSize": 400', '}'),
      'line 3, column 15: fontSize is 400; it may be 6 to 72.',
    ],
    [
      '{"theme": "blue", "fontSize": 9}',
      'line 1, column 11: theme is "blue"; it may be system, light, dark.',
    ],
    [
      '{"scrollback": 1.5}',
      'line 1, column 16: scrollback is 1.5; it may be a whole number from 0 to 1000000.',
    ],
    ['{"cursorBlink": "yes"}', 'line 1, column 17: cursorBlink is "yes"; it may be true, false.'],
    ['{"hosts": {"a": {"fontSize": 1}}}', 'line 1, column 30: fontSize is 1; it may be 6 to 72.'],
    ['{"hosts": 7}', 'line 1, column 11: hosts is 7; it may be an object.'],
    [
      lines('{', '  "theme": "dark"', '  "fontSize": 9', '}'),
      'line 3, column 3: a comma is missing before this.',
    ],
    ['{"theme": "dark", "fontSize" 9}', 'line 1, column 30: a colon is missing before this.'],
    ['{"theme": "dark', 'line 1, column 11: this text has no closing quote.'],
    ['{"theme": "dark", /* open', 'line 1, column 19: this comment has no end.'],
  ])('%j is told: %s', (wrong, told) => {
    const store = open();
    writeFileSync(path, wrong);
    expect(inWords(store.reread().notice)).toMatch(`settings.json, ${told}`);
    expect(text()).toBe(wrong);
  });

  it('in one value leaves that as it was in force, and the others count', () => {
    const store = open();
    store.set({ fontSize: 20 });
    writeFileSync(path, '{ "fontSize": 400, "theme": "dark" }');
    const { settings, notice } = store.reread();
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, fontSize: 20, theme: 'dark' });
    expect(inWords(notice)).toMatch(/fontSize is 400/);
    store.set({ cursorBlink: true }); // what can be read can be changed, elsewhere in it
    expect(text()).toMatch(/"fontSize": 400,\s*"theme": "dark",\s*"cursorBlink": true/);
    store.set({ fontSize: 30 });
    expect(JSON.parse(text())).toMatchObject({ fontSize: 30 });
  });

  it.each([
    ['{ "trustedSites": "one.example" }', 'trustedSites is "one.example"; it may be a list.'],
    ['{ "keys": [] }', 'keys is []; it may be an object.'],
    ['{ "accent": "red" }', 'accent is "red"; it may be "scheme", or a colour such as "#0b67a3".'],
    ['{ "sidebarWidth": "wide" }', 'sidebarWidth is "wide"; it may be 200 to 420.'],
  ])('%j is told with what may be there: %s', (wrong, told) => {
    const store = open();
    writeFileSync(path, wrong);
    expect(inWords(store.reread().notice)).toContain(told);
    expect(store.get()).toEqual(DEFAULT_SETTINGS);
  });

  it('in its form leaves all as it was, refuses changes in words, and is over once it is mended', () => {
    const store = open();
    store.set({ fontSize: 20 });
    writeFileSync(path, '{ "fontSize": 30, "theme" }');
    const broken = store.reread();
    expect(broken.settings).toBeNull();
    expect(() => store.set({ fontSize: 9 })).toThrow(
      /^settings\.json, line 1, column \d+: a colon is missing before this\..*nothing can be changed here\.$/,
    );
    expect([text(), store.get().fontSize]).toEqual(['{ "fontSize": 30, "theme" }', 20]);
    expect(store.reread()).toEqual({ settings: null, notice: null }); // nothing new
    writeFileSync(path, '{ "fontSize": 30, "theme": "dark" }');
    const mended = store.reread();
    expect(inWords(mended.notice)).toBe('settings.json is in order again, and all of it in force.');
    expect(mended.settings).toMatchObject({ fontSize: 30, theme: 'dark' });
    store.set({ fontSize: 9 });
    expect(JSON.parse(text())).toEqual({ fontSize: 9, theme: 'dark' });
  });

  it('at the start is told as well, and what can be read counts', () => {
    writeFileSync(path, '{ "fontSize": 30, "theme" }');
    const store = open();
    expect(store.get()).toEqual({ ...DEFAULT_SETTINGS, fontSize: 30 });
    expect(inWords(store.notice)).toMatch(/^settings\.json, line 1, column/);
    expect(() => store.set({ fontSize: 9 })).toThrow(/nothing can be changed here/);
    expect(text()).toBe('{ "fontSize": 30, "theme" }');
  });

  it('of many characters, or with an escape in it, is shown short and clean', () => {
    const store = open();
    writeFileSync(path, `{ "theme": "${'x'.repeat(5_000)}\u202e" }`);
    expect(inWords(store.reread().notice).length).toBeLessThan(250);
  });
});

it('a file that is gone is one without settings, and another one counts at once', () => {
  const store = open();
  store.set({ fontSize: 20 });
  rmSync(path);
  expect(store.reread().settings).toEqual(DEFAULT_SETTINGS);
  writeFileSync(path, '{ "fontSize": 7 }');
  expect(store.reread().settings).toMatchObject({ fontSize: 7 });
});

describe('an edit is noticed', () => {
  /** Resolves with what is in force once that is `wanted`. */
  function noticed(store: SettingsStore, wanted: (settings: Settings) => boolean): Promise<void> {
    const done = new Deferred<void>();
    const stop = watchSettings({
      ...{ path, clock: systemClock },
      onChange: () => {
        store.reread();
        if (wanted(store.get())) done.resolve();
      },
      onTrouble: (error) => done.reject(error as Error),
    });
    onTestFinished(stop);
    return done.promise;
  }

  it('that is written in place', async () => {
    const store = open();
    const seen = noticed(store, ({ fontSize }) => fontSize === 33);
    writeFileSync(path, '{ "fontSize": 33 }');
    await seen;
  });

  it('that puts another file in its place, as editors do, again and again', async () => {
    const store = open();
    store.set({ fontSize: 20 });
    for (const fontSize of [31, 32]) {
      const seen = noticed(store, (now) => now.fontSize === fontSize);
      writeFileSync(`${path}.new`, JSON.stringify({ fontSize }));
      renameSync(`${path}.new`, path);
      await seen;
    }
  });

  it('or told of, where a folder can’t be watched', () => {
    const troubles: unknown[] = [];
    const stop = watchSettings({
      ...{ path: join(path, 'nowhere', 'settings.json'), clock: systemClock },
      onChange: () => expect.unreachable(),
      onTrouble: (error) => troubles.push(error),
    });
    stop();
    expect(troubles).toHaveLength(1);
  });
});

describe('by seed', () => {
  const NAMES = [
    'fontSize',
    'theme',
    'cursorBlink',
    'wordSeparators',
    'trustedSites',
    'keys',
  ] as const;
  const VALUES = {
    fontSize: [14, 9, 12.5],
    theme: ['system', 'dark', 'light'],
    cursorBlink: [false, true],
    wordSeparators: [DEFAULT_SETTINGS.wordSeparators, '', '"\\\u2028'],
    trustedSites: [[], ['a.example'], ['b"].example', 'a.example']],
    keys: [{}, { find: ['Ctrl+Shift+8', 'F5'] }, { find: null, palette: ['Ctrl+"'] }],
  };

  const drawn = (random: Random): Settings => {
    const own = NAMES.map((name) => [name, random.pick<unknown>(VALUES[name])]);
    const hosts = ['a', 'b"]']
      .filter(() => random.once(2))
      .map((id) => {
        const size = { fontSize: random.pick(VALUES.fontSize) };
        return [id, random.once(2) ? size : { ...size, bell: 'off' as const }] as const;
      });
    return { ...DEFAULT_SETTINGS, ...Object.fromEntries(own), hosts: Object.fromEntries(hosts) };
  };

  it('whatever is changed, in whichever order, is read again, and no comment goes', async () => {
    await eachSeed(60, (random) => {
      let now = DEFAULT_SETTINGS;
      let written = '{\n  // first\n  "later": { "x": [1] }, // last\n}\n';
      for (let step = 0; step < 15; step++) {
        const next = drawn(random);
        written = changedText(written, changesBetween(now, next));
        now = next;
        const read = readText(written, DEFAULT_SETTINGS);
        expect(read).toMatchObject({ settings: now, problems: [], broken: false });
        expect(written).toMatch(/\/\/ first[^]*"x": \[\s*1\s*\]/);
        expect(written).toContain('// last');
      }
    });
  });
});
