// What is open, on the disk: stored and read again, also when it is damaged, the disk refuses,
// or the process is killed at any moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { LatestFile } from '../../../electron/settings/latestFile.ts';
import {
  NO_TABS,
  readTabs,
  type ReadTabs,
  type SavedTab,
  type SavedTabs,
} from '../../../electron/tabs/tabFile.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { savedTab, savedTabs } from './savedTabs.ts';
import { inWords } from '../../../words/said.ts';

const NOW = new Date('2026-05-04T03:02:01.000Z');
let folder: string;
let path: string;
let problems: unknown[];
let store: LatestFile<SavedTabs>;

beforeEach(() => {
  folder = temporaryDirectory();
  path = join(folder, 'tabs.json');
  problems = [];
  store = new LatestFile({
    ...{ path, clock: systemClock, delayMs: 0, onStored: () => undefined },
    onProblem: (error) => problems.push(error),
  });
});

const read = (): ReadTabs => readTabs(path, NOW);

describe('the tabs that are stored', () => {
  it('are read again as they were', async () => {
    const session = 'a'.repeat(32);
    const tabs = [savedTab(1, { session, customTitle: 'build ✓' }), savedTab(2)];
    const state = { version: 1 as const, tabs, active: 'shell-2' };
    store.save(state);
    await store.saved();
    expect(read()).toEqual({ saved: state, notice: null });
  });

  it('are none at first start', () => {
    expect(read()).toEqual({ saved: NO_TABS, notice: null });
  });

  it('are the latest of many changes', async () => {
    for (let n = 1; n <= 50; n++) store.save(savedTabs(n));
    await store.saved();
    expect(read().saved).toEqual(savedTabs(50));
  });

  it('are those of the end, whatever was being stored then', async () => {
    store.save(savedTabs(1));
    const before = store.saved();
    store.close(savedTabs(2));
    store.save(savedTabs(3));
    await before;
    expect(read().saved).toEqual(savedTabs(2));
  });

  it('can be read by nobody else', async () => {
    store.save(savedTabs(1));
    await store.saved();
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});

it.each([
  ['of a newer version', '{"version":2,"panes":[]}', /is of a newer Bowline\. None of them/],
  ['damaged', '{"version":1,"tabs":', /was damaged\. None of them/],
])('a file that is %s is called so, and kept aside', (_, text, words) => {
  writeFileSync(path, text);
  expect(inWords(read().notice)).toMatch(words);
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
    text,
  ]);
});

it('a disk that refuses is told, and the next save is tried all the same', async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  store.save(savedTabs(1));
  await store.saved();
  expect(problems).toHaveLength(1);
  rmSync(folder);
  mkdirSync(folder);
  expect(read().saved).toEqual(NO_TABS);
  store.close(savedTabs(2));
  expect(read().saved).toEqual(savedTabs(2));
});

describe('a damaged file', () => {
  const half = JSON.stringify(savedTabs(3)).slice(0, 100);
  const nameless = JSON.stringify({ ...savedTabs(1), tabs: [{ shellId: 'x' }] });
  it.each<[string, string]>([
    ['empty', ''],
    ['noise', '\u0000\uffff{'],
    ['half of it', half],
    ['another kind of thing', '[]'],
    ['of a later version', JSON.stringify({ ...savedTabs(1), version: 2 })],
    ['with a tab without a host', nameless],
    ['of five megabytes', ' '.repeat(5_000_000)],
  ])('(%s) is set aside, and the user is told where', (_, content) => {
    writeFileSync(path, content);
    const { saved, notice } = read();
    expect(saved).toEqual(NO_TABS);
    const [aside] = readdirSync(folder);
    expect(aside).toMatch(/^tabs\.json\.damaged-2026-05-04/);
    expect(inWords(notice)).toContain(aside);
    expect(readFileSync(join(folder, aside!), 'utf8')).toBe(content);
  });
});

describe('of a file that is damaged in part', () => {
  const good = savedTabs(3);
  const [first, second, third] = good.tabs as [SavedTab, SavedTab, SavedTab];
  it.each<[string, object, SavedTab[]]>([
    ['a tab without a host', { ...good, tabs: [first, { shellId: 'x' }, third] }, [first, third]],
    ['a tab of no size', { ...good, tabs: [{ ...first, size: null }, second] }, [second]],
    ['a tab twice', { ...good, tabs: [first, second, first] }, [first, second]],
    ['no active tab at all', { ...good, active: 7 }, good.tabs],
    ['more tabs than can be open', savedTabs(201), savedTabs(200).tabs],
  ])('(%s) the good tabs are kept, and the user is told', (_, content, kept) => {
    writeFileSync(path, JSON.stringify(content));
    const { saved, notice } = read();
    expect(saved.tabs).toEqual(kept);
    const [, aside] = readdirSync(folder).sort();
    expect(inWords(notice)).toMatch(/Part of the file of your open tabs was damaged/);
    expect(inWords(notice)).toContain(aside);
    for (const name of ['tabs.json', aside!]) {
      expect(readFileSync(join(folder, name), 'utf8')).toBe(JSON.stringify(content));
    }
  });
});

it('every stored state outlives a kill -9, wherever it strikes', async () => {
  for (const killAfter of [1, 2, 13, 40, 77]) {
    const stored = await storedUntilKilled(killAfter);
    const { saved, notice } = read();
    expect(notice).toBeNull();
    expect(saved.tabs.length).toBeGreaterThanOrEqual(stored);
  }
}, 60_000);

/** The last state that a process had stored when it was killed. */
async function storedUntilKilled(killAfter: number): Promise<number> {
  const args = [join(import.meta.dirname, 'saver.ts'), path, '120'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let stored = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    stored = Number(line);
    if (stored === killAfter) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return stored;
}
