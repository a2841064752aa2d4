// Every file of ours in the app's data folder: on a disk that is full at any moment it is the old
// one or the new one; damaged in any way it is set aside, told, and what is good in it kept.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { BOWLINE_DARK } from '../../../core/look/ours.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { readEditsFile } from '../../../electron/edits/editsFile.ts';
import { readFilesFile } from '../../../electron/files/filesFile.ts';
import { readLayout } from '../../../electron/layout/layoutFile.ts';
import { DATA_FILES, type DataFile } from '../../../electron/main/dataFiles.ts';
import { SchemeStore } from '../../../electron/look/schemeStore.ts';
import { Logger } from '../../../electron/main/logger.ts';
import { readPlaces } from '../../../electron/main/placesFile.ts';
import { LatestFile } from '../../../electron/settings/latestFile.ts';
import { SettingsStore } from '../../../electron/settings/settings.ts';
import { JoinedShells } from '../../../electron/sharing/joinedShells.ts';
import { emptyJournal, readJournal } from '../../../electron/transfers/journal.ts';
import { RunningFile } from '../../../electron/tunnels/runningFile.ts';
import { needs } from '../../support/needs.ts';
import { SmallDisk, whyNoSmallDisk } from '../../support/smallDisk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { UNFIT, type Unfit } from '../../support/unfitFiles.ts';
import { localDraft } from '../hosts/drafts.ts';
import { savedLayout } from '../layout/savedLayouts.ts';
import { inWords } from '../../../words/said.ts';

const NOW = new Date('2026-05-04T03:02:01Z');
const PAGE = 4096;
/** Pages left on the disk, at most: more than the largest of these files needs. */
const LEFT = 40;
/** States of several pages, so that the disk can run full in the middle of one. */
const LONG = 90;

/** One run of the app, as far as one file goes: stores states by number, and tells the latest. */
interface Run {
  /** Rejects when it could not be stored. */
  store(n: number): unknown;
  /** The number that is stored; undefined for none. */
  read(): number | undefined;
  notice: string;
}

const FILES: Record<DataFile, (folder: string) => Run> = {
  settings: (folder) => {
    const settings = new SettingsStore(at(folder, 'settings'), NOW);
    return {
      store: (n) => settings.set({ sidebarWidth: 200 + n }),
      read: () => settings.get().sidebarWidth - 200,
      notice: inWords(settings.notice),
    };
  },
  tabs: (folder) => {
    const { saved, notice } = readLayout(at(folder, 'tabs'), NOW);
    const titles = saved.windows.flatMap(({ tabs }) => tabs.map(({ title }) => title!));
    return {
      store: (n) => latest(at(folder, 'tabs'), savedLayout(LONG, `${n} ${'x'.repeat(60)}`)),
      read: () => numberIn(titles.map((title) => String(parseInt(title)))),
      notice: inWords(notice),
    };
  },
  tunnels: (folder) => {
    const file = new RunningFile(at(folder, 'tunnels'));
    const { running, notice } = file.read(NOW);
    return {
      store: (n) =>
        file.write(Array.from({ length: LONG * 3 }, (_, i) => `${n} ${i} ${'x'.repeat(40)}`)),
      read: () => numberIn(running.map((id) => String(parseInt(id)))),
      notice: inWords(notice),
    };
  },
  joined: (folder) => {
    const now = (): number => NOW.getTime();
    const joined = new JoinedShells({ path: at(folder, 'joined'), secretBox: plainBox, now });
    return {
      store: (n) => {
        joined.join({
          address: { kind: 'tcp', host: 'h.example.net', port: 1, tls: false },
          ...{ token: 't'.repeat(43), fingerprint: null, name: `${n}` },
          invitation: { id: n.toString(16).padStart(16, '0'), role: 'viewer' },
        });
      },
      read: () => (joined.list().length > 0 ? Number(joined.list().at(-1)!.name) : undefined),
      notice: inWords(joined.notice),
    };
  },
  schemes: (folder) => {
    const schemes = new SchemeStore(at(folder, 'schemes'), NOW);
    return {
      store: (n) => schemes.add([{ ...BOWLINE_DARK, name: `${n}` }]),
      read: () => (schemes.all.length > 0 ? Number(schemes.all.at(-1)!.name) : undefined),
      notice: inWords(schemes.notice),
    };
  },
  window: (folder) => {
    const { read, notice } = readPlaces(at(folder, 'window'), NOW);
    const stored = read.places.get('one');
    const placed = (n: number) => ({ one: { width: 600 + n, height: 600, maximized: false } });
    return {
      store: (n) => latest(at(folder, 'window'), { version: 2, places: placed(n) }),
      read: () => stored && stored.width - 600,
      notice: inWords(notice),
    };
  },
  files: (folder) => {
    const { state, notice } = readFilesFile(at(folder, 'files'), NOW);
    const bookmark = (n: number) => (_: unknown, i: number) => ({
      ...{ id: String(i), hostId: null, path: `/${'x'.repeat(60)}`, name: `${n}` },
    });
    return {
      store: (n) =>
        latest(at(folder, 'files'), {
          bin: [],
          bookmarks: Array.from({ length: LONG }, bookmark(n)),
        }),
      read: () => numberIn(state.bookmarks.map(({ name }) => name)),
      notice: inWords(notice),
    };
  },
  edits: (folder) => {
    const { edits, notice } = readEditsFile(at(folder, 'edits'), NOW);
    const base = { size: 1, changedAt: 1, sum: '0'.repeat(64) };
    const edit = (n: number) => (_: unknown, i: number) => ({
      ...{ id: `00000000-0000-0000-0000-${String(i).padStart(12, '0')}`, name: `${n}`, base },
      ...{ hostId: 'a', path: `/${'x'.repeat(60)}`, asRoot: false, savedAt: null },
    });
    return {
      store: (n) => latest(at(folder, 'edits'), { edits: Array.from({ length: LONG }, edit(n)) }),
      read: () => numberIn(edits.map(({ name }) => name)),
      notice: inWords(notice),
    };
  },
  transfers: (folder) => {
    const { found, notice } = readJournal(at(folder, 'transfers'), NOW);
    // Of several pages, as a long queue is; what it is of is its own tests' business.
    const leftovers = Array.from({ length: LONG }, () => 'x'.repeat(60));
    return {
      store: (n) =>
        latest(at(folder, 'transfers'), { ...emptyJournal(), limit: n, note: leftovers }),
      read: () => (found.limit === 0 ? undefined : found.limit),
      notice: inWords(notice),
    };
  },
  hosts: (folder) => hostsRun(folder),
  hostsCopy: (folder) => {
    const run = hostsRun(folder);
    // The copy is what a damaged file is restored from: read in its stead.
    return {
      ...run,
      read: () => {
        const elsewhere = temporaryDirectory();
        const copy = at(folder, 'hostsCopy');
        if (!names(folder).includes(basename(copy))) return undefined;
        writeFileSync(at(elsewhere, 'hostsCopy'), readFileSync(copy));
        return hostsRun(elsewhere).read();
      },
    };
  },
  log: (folder) => {
    const log = new Logger(at(folder, 'log'), () => NOW);
    return {
      store: (n) => log.info(`${n} ${'x'.repeat(3000)}`),
      read: () => {
        if (!names(folder).includes('logs')) return undefined;
        if (!names(join(folder, 'logs')).includes('main.log')) return undefined;
        const lines = readFileSync(at(folder, 'log'), 'utf8').split('\n');
        expect(lines.pop()).toBe(''); // no half line
        return lines.length > 0 ? Number(lines.at(-1)!.split(' ')[2]) : undefined;
      },
      notice: '',
    };
  },
};

function hostsRun(folder: string): Run {
  const store = new HostStore({
    ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => NOW },
    warn: () => undefined,
  });
  onTestFinished(() => {
    try {
      store.close();
    } catch {
      // closed with the run
    }
  });
  return {
    store: (n) => {
      const id = store.list()[0]?.id ?? null;
      const result = store.save(localDraft({ name: `${n}` }), id);
      expect(result.ok).toBe(true);
    },
    read: () => (store.list().length > 0 ? Number(store.list()[0]!.name) : undefined),
    notice: inWords(store.notice),
  };
}

const ALL = Object.keys(DATA_FILES) as DataFile[];

describe('on a disk that runs full', () => {
  const missing = whyNoSmallDisk();
  let disk: SmallDisk;

  beforeEach((test) => {
    needs(missing, test);
    disk = new SmallDisk(512);
  });
  afterEach(() => disk.remove());

  it.each(ALL)('%s is the old one or the new one, and stored again later', async (file) => {
    const folder = disk.at('data');
    let [last, failures] = [1, 0];
    mkdirSync(folder);
    const open = (): Run => FILES[file](folder);
    await open().store(last);
    for (let pages = 0; pages < LEFT; pages++) {
      const run = open();
      disk.fill(pages * PAGE);
      const failed = await isRefused(run, last + 1);
      // As the next start finds it, on the disk that is full still.
      const found = open();
      expect([last, last + 1]).toContain(found.read());
      if (!failed && !QUIET.includes(file)) expect(found.read()).toBe(last + 1);
      expect(found.notice).toBe('');
      failures += failed || found.read() === last ? 1 : 0;
      disk.free();
      last += 2;
      await run.store(last);
      expect(open().read()).toBe(last);
      expect(drafts(folder)).toEqual([]);
    }
    expect(failures).toBeGreaterThan(0);
    expect(failures).toBeLessThan(LEFT);
  });
});

/** Stored beside something else, or of no use to refuse for: nothing is thrown. */
const QUIET: readonly DataFile[] = ['log', 'hostsCopy'];

const JSON_FILES = [
  ...(['settings', 'schemes', 'tabs', 'tunnels', 'joined', 'window'] as const),
  ...(['files', 'edits', 'transfers'] as const),
] as const;
const UNREADABLE: [string, string][] = [
  ['empty', ''],
  ['zeros', '\0'.repeat(500)],
  ['cut short', '{"version":1,"running":["a"],"tabs":[{"sh'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"text"'],
  ['bytes', '\u0000\uffff{'],
  ['of wrong fields', '{"version":1,"tabs":7,"running":{},"joined":null,"width":"x","theme":1}'],
];

/** Values that aren't right are a person's in that file, and told with their places: settings.test.ts. */
const unreadable = (file: DataFile) => (file === 'settings' ? UNREADABLE.slice(0, -1) : UNREADABLE);

describe.each(JSON_FILES)('%s, damaged,', (file) => {
  it.each(unreadable(file))('(%s) is set aside and told once', async (_, content) => {
    const folder = temporaryDirectory();
    const path = at(folder, file);
    writeFileSync(path, content);
    const { notice } = FILES[file](folder);
    expect(notice).toMatch(/^(The|Part of the) file of .* was damaged/);
    const aside = names(folder).filter((name) => name.startsWith(`${basename(path)}.damaged-`));
    expect(aside).toHaveLength(1);
    expect(notice).toContain(aside[0]);
    expect(readFileSync(join(folder, aside[0]!), 'utf8')).toBe(content);
    await FILES[file](folder).store(3);
    const again = FILES[file](folder);
    expect([again.read(), again.notice]).toEqual([3, '']);
  });

  it.each(Object.keys(UNFIT) as Unfit[])('or rather %s, doesn’t hold up the app', async (kind) => {
    const folder = temporaryDirectory();
    await UNFIT[kind](at(folder, file));
    expect(FILES[file](folder).notice).toMatch(/was damaged.*kept as/);
    await FILES[file](folder).store(4);
    expect(FILES[file](folder).read()).toBe(4);
  });
});

describe.each(['hosts', 'hostsCopy', 'log'] as const)('in the place of %s', (file) => {
  it.each(Object.keys(UNFIT) as Unfit[])('%s doesn’t hold up the app', async (kind) => {
    const folder = temporaryDirectory();
    mkdirSync(dirname(at(folder, file)), { recursive: true });
    await UNFIT[kind](at(folder, file));
    const run = FILES[file](folder);
    if (file === 'hosts') expect(run.notice).toMatch(/was damaged/);
    await run.store(5);
    if (file === 'hosts') expect(FILES[file](folder).read()).toBe(5);
  });
});

describe('one bad record among good ones', () => {
  it('costs no joined shell but itself', async () => {
    const folder = temporaryDirectory();
    const path = at(folder, 'joined');
    for (const n of [1, 2, 3]) await FILES.joined(folder).store(n);
    const stored = JSON.parse(readFileSync(path, 'utf8')) as { joined: object[] };
    stored.joined[1] = { ...stored.joined[1], member: 'short' };
    writeFileSync(path, JSON.stringify(stored));
    const { notice } = FILES.joined(folder);
    expect(notice).toMatch(/Part of the file of the shells you joined/);
    const joined = new JoinedShells({ path, secretBox: plainBox, now: () => NOW.getTime() });
    expect(joined.list().map(({ name }) => name)).toEqual(['1', '3']);
    expect(joined.notice).toBeNull();
  });

  it('costs no running tunnel but itself', () => {
    const path = at(temporaryDirectory(), 'tunnels');
    writeFileSync(path, JSON.stringify({ running: ['a', 7, 'b', null, ''] }));
    const { running, notice } = new RunningFile(path).read(NOW);
    expect(running).toEqual(['a', 'b']);
    expect(inWords(notice)).toMatch(/Part of the file of your running tunnels/);
  });
});

function at(folder: string, file: DataFile): string {
  return join(folder, DATA_FILES[file]);
}

async function latest(path: string, state: unknown): Promise<void> {
  let failure: unknown;
  const onProblem = (error: unknown): void => void (failure = error);
  const file = { path, clock: systemClock, delayMs: 0, onProblem, onStored: () => undefined };
  const latestFile = new LatestFile<unknown>(file);
  latestFile.save(state);
  await latestFile.saved();
  latestFile.close(state); // as the app does when it ends: this never throws
  if (failure) throw new Error('not stored', { cause: failure });
}

async function isRefused(run: Run, n: number): Promise<boolean> {
  try {
    await run.store(n);
    return false;
  } catch (error) {
    expect(String(error)).toMatch(/could not be stored|ENOSPC|not stored/);
    return true;
  }
}

function numberIn(numbers: string[]): number | undefined {
  const [first, ...others] = new Set(numbers);
  expect(others).toEqual([]);
  return first === undefined ? undefined : Number(first);
}

function names(folder: string): string[] {
  return readdirSync(folder);
}

function drafts(folder: string): string[] {
  return names(folder).filter((name) => name.includes('.draft') || name.includes('.damaged'));
}
