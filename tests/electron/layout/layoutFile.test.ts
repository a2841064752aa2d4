// What is open, on the disk: stored and read again, also when it is damaged, of another version, the
// disk refuses, or the process is killed at any moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it } from 'vitest';
import { faultsOf } from '../../../core/layout/faults.ts';
import { allPanes, panesIn } from '../../../core/layout/find.ts';
import { OPEN_LIMIT, PANE_LIMIT, WINDOW_LIMIT } from '../../../core/layout/layout.ts';
import { HOST_ID_LENGTH, TITLE_LENGTH } from '../../../core/layout/schemas.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { CLOSED_PANES } from '../../../electron/layout/closedItems.ts';
import { readLayout, type ReadLayout } from '../../../electron/layout/layoutFile.ts';
import { NOTHING_SAVED, type SavedLayout } from '../../../electron/layout/savedLayout.ts';
import { LatestFile } from '../../../electron/settings/latestFile.ts';
import { inWords } from '../../../words/said.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { paneOf, recordOf, savedLayout, tabOf } from './savedLayouts.ts';

const NOW = new Date('2026-05-04T03:02:01.000Z');
let folder: string;
let path: string;
let problems: unknown[];
let store: LatestFile<SavedLayout>;

beforeEach(() => {
  folder = temporaryDirectory();
  path = join(folder, 'tabs.json');
  problems = [];
  store = new LatestFile({
    ...{ path, clock: systemClock, delayMs: 0, onStored: () => undefined },
    onProblem: (error) => problems.push(error),
  });
});

const read = (): ReadLayout => readLayout(path, NOW);

function reading(content: unknown): ReadLayout {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return read();
}

describe('the layout that is stored', () => {
  it('is read again where it is as large as can be', async () => {
    const [host, title] = ['山'.repeat(HOST_ID_LENGTH), '山'.repeat(TITLE_LENGTH)];
    const tab = (id: string) => ({ ...tabOf(id, title), tree: paneOf(id, host) });
    const ids = (of: string, count: number) =>
      Array.from({ length: count }, (_, n) => `${of}-${n}`);
    const [open, gone] = [ids('open', OPEN_LIMIT), ids('closed', CLOSED_PANES)];
    const windows = [{ id: 'w', tabs: open.map(tab), active: 'tab-open-0' }];
    const shells = [...open, ...gone].map((id) => recordOf(id, { hostId: host }));
    const tabs = gone.map((id, index) => ({ ...tab(id), index, beside: null }));
    const closed = [{ id: 'item', tabs, window: 'gone', active: null, whole: true }];
    store.save({ ...NOTHING_SAVED, windows, closed, shells });
    await store.saved();
    expect(read().notice).toBeNull();
    expect([allPanes(read().saved).length, read().saved.closed]).toEqual([OPEN_LIMIT, closed]);
  });

  it('is read again as it was', async () => {
    const tree = {
      ...{ kind: 'split' as const, id: 's', axis: 'down' as const },
      parts: [
        { share: 0.3, tree: paneOf('a') },
        { share: 0.7, tree: paneOf('b', 'agent') },
      ],
    };
    const tab = { id: 't', title: 'build ✓', tree, focus: 'b', zoomed: true };
    const windows = [
      { id: 'left', tabs: [tab, tabOf('c')], active: 't' },
      { id: 'right', tabs: [], active: null },
    ];
    const closed = [
      {
        ...{ id: 'item', window: 'left', active: null, whole: false },
        tabs: [{ ...tabOf('d'), index: 1, beside: null }],
      },
    ];
    const waiting = [{ ...closed[0]!, id: 'w', tabs: [{ ...closed[0]!.tabs[0]!, ...tabOf('e') }] }];
    const shells = ['a', 'b', 'c', 'd', 'e'].map((id) => recordOf(id));
    shells[1] = recordOf('b', { hostId: 'agent', session: 'f'.repeat(32), endTold: true });
    const state = { version: 2 as const, windows, closed, waiting, shells, front: 'right' };
    store.save(state);
    await store.saved();
    expect(read()).toEqual({ saved: state, notice: null });
  });

  it('is none at first start', () => {
    expect(read()).toEqual({ saved: NOTHING_SAVED, notice: null });
  });

  it('is the latest of many changes', async () => {
    for (let n = 1; n <= 50; n++) store.save(savedLayout(n));
    await store.saved();
    expect(read().saved).toEqual(savedLayout(50));
  });

  it('is that of the end, whatever was being stored then', async () => {
    store.save(savedLayout(1));
    const before = store.saved();
    store.close(savedLayout(2));
    store.save(savedLayout(3));
    await before;
    expect(read().saved).toEqual(savedLayout(2));
  });

  it('can be read by nobody else', async () => {
    store.save(savedLayout(1));
    await store.saved();
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});

it('a disk that refuses is told, and the next save is tried all the same', async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  store.save(savedLayout(1));
  await store.saved();
  expect(problems).toHaveLength(1);
  rmSync(folder);
  mkdirSync(folder);
  expect(read().saved).toEqual(NOTHING_SAVED);
  store.close(savedLayout(2));
  expect(read().saved).toEqual(savedLayout(2));
});

describe('the file of an earlier Bowline', () => {
  const size = { cols: 100, rows: 30 };
  const first = { shellId: 'a', hostId: 'local', customTitle: 'mine', size };
  const second = { shellId: 'b', hostId: 'agent', session: 's', customTitle: null, size };
  const earlier = { version: 1, tabs: [first, second], active: 'b' };

  it('is one window of tabs of one pane, in their order, with their names', () => {
    const { saved, notice } = reading(earlier);
    expect(notice).toBeNull();
    const [{ tabs, active, id } = { tabs: [], active: '', id: '' }] = saved.windows;
    expect(tabs.map(({ title, tree, focus }) => [title, tree, focus])).toEqual([
      ['mine', paneOf('a'), 'a'],
      [null, paneOf('b', 'agent'), 'b'],
    ]);
    expect([active, saved.front]).toEqual([tabs[1]!.id, id]);
    expect(saved.shells).toEqual([
      recordOf('a', { size }),
      recordOf('b', { ...second, ...NAMELESS }),
    ]);
    expect(faultsOf(saved)).toEqual([]);
  });

  const NAMELESS = { customTitle: undefined };
  const many = Array.from({ length: 201 }, (_, n) => ({ ...first, shellId: `${n}` }));
  it.each<[string, object, string[]]>([
    ['a tab without a host', { ...earlier, tabs: [{ shellId: 'x' }, second] }, ['b']],
    ['a tab of no size', { ...earlier, tabs: [{ ...first, size: null }, second] }, ['b']],
    ['a tab twice', { ...earlier, tabs: [first, second, first] }, ['a', 'b']],
    ['no active tab at all', { ...earlier, active: 7 }, ['a', 'b']],
    ['too many tabs', { ...earlier, tabs: many }, many.slice(0, 200).map((tab) => tab.shellId)],
  ])('(%s) is used where it is good, and the user is told', (_, content, kept) => {
    const { saved, notice } = reading(content);
    expect(allPanes(saved).map(({ id }) => id)).toEqual(kept);
    expect(faultsOf(saved)).toEqual([]);
    expect(inWords(notice)).toMatch(/Part of the file of your open tabs was damaged/);
  });
});

describe('a file that can’t be used', () => {
  it.each<[string, string, RegExp]>([
    ['empty', '', /was damaged\. None of them/],
    ['noise', '\u0000\uffff{', /was damaged/],
    ['half of it', JSON.stringify(savedLayout(3)).slice(0, 100), /was damaged/],
    ['another kind of thing', '[]', /was damaged/],
    ['without windows', '{"version":2,"shells":[],"windows":7}', /was damaged/],
    ['with nothing of use', '{"version":2,"shells":[{}],"windows":[7]}', /was damaged/],
    ['without a host, of version 1', '{"version":1,"tabs":[{"shellId":"x"}]}', /was damaged/],
    ['of a newer version', '{"version":3,"panes":[]}', /is of a newer Bowline\. None of them/],
    ['of five megabytes', ' '.repeat(5_000_000), /was damaged/],
    ['as deep as a well', `{"version":2,"shells":[],"windows":${'['.repeat(200_000)}`, /damaged/],
  ])('(%s) is set aside, and the user is told where', (_, content, words) => {
    const { saved, notice } = reading(content);
    expect(saved).toEqual(NOTHING_SAVED);
    const [aside, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(aside).toMatch(/^tabs\.json\.damaged-2026-05-04/);
    expect(inWords(notice)).toMatch(words);
    expect(inWords(notice)).toContain(aside);
    expect(readFileSync(join(folder, aside!), 'utf8')).toBe(content);
  });
});

describe('of a file that is damaged in part', () => {
  const good = savedLayout(3);
  const [window] = good.windows as [SavedLayout['windows'][0]];
  const [first, second, third] = window.tabs as [(typeof window.tabs)[0], ...typeof window.tabs];
  const withTabs = (...tabs: unknown[]) => ({ ...good, windows: [{ ...window, tabs }] });
  const split = (...parts: unknown[]) => ({ kind: 'split', id: 's', axis: 'across', parts });
  const inSplit = (...parts: unknown[]) =>
    withTabs({ ...first, tree: split(...parts) }, ...window.tabs.slice(1));
  const wide = Array.from({ length: 200 }, (_, n) => ({ share: 1 / 200, tree: paneOf(`p${n}`) }));
  const ids = (count: number) => good.shells.slice(0, count).map(({ shellId }) => shellId);

  it.each<[string, object, string[]]>([
    ['a tab that is none', withTabs(first, 7, second, third), ids(3)],
    ['a tab twice', withTabs(first, second, third, first), ids(3)],
    ['a pane twice', withTabs(first, { ...second, tree: paneOf('shell-0') }, third), ids(3)],
    ['an active tab that isn’t there', { ...good, windows: [{ ...window, active: 'x' }] }, ids(3)],
    ['the focus on nothing', withTabs({ ...first, focus: 'x' }, second, third), ids(3)],
    ['a split of one part', inSplit({ share: 1, tree: paneOf('shell-0') }), ids(3)],
    ['a split of none', inSplit(), ids(3)],
    ['an unknown content', withTabs({ ...first, tree: { kind: 'film', id: 'f' } }, second), ids(3)],
    ['a shell’s record twice', { ...good, shells: [...good.shells, good.shells[0]] }, ids(3)],
    ['a window that is none', { ...good, windows: [null, window] }, ids(3)],
    ['no windows', { ...good, windows: [] }, ids(3)],
  ])('(%s) all is kept that can be, and the user is told', (_, content, kept) => {
    const { saved, notice } = reading(content);
    expect(
      allPanes(saved)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(kept);
    expect(faultsOf(saved)).toEqual([]);
    const [, aside] = readdirSync(folder).sort();
    expect(inWords(notice)).toMatch(/Part of the file of your open tabs was damaged/);
    expect(inWords(notice)).toContain(aside);
    for (const name of ['tabs.json', aside!]) {
      expect(readFileSync(join(folder, name), 'utf8')).toBe(JSON.stringify(content));
    }
  });

  it.each([0, -1, null, 'x', 1e308])('a share of %s is mended, and no pane lost', (share) => {
    const content = inSplit({ share, tree: paneOf('shell-0') }, { share: 1, tree: paneOf('more') });
    const { saved, notice } = reading(content);
    expect(allPanes(saved).map(({ id }) => id)).toContain('more');
    expect(faultsOf(saved)).toEqual([]);
    expect(inWords(notice)).toMatch(/Part of the file/);
  });

  it('200 panes in one tab are in several tabs, and a thousand windows in fewer', () => {
    const { saved } = reading({ ...good, shells: [], ...inWide });
    expect(allPanes(saved)).toHaveLength(OPEN_LIMIT);
    const counts = saved.windows[0]!.tabs.map(({ tree }) => panesIn(tree).length);
    expect(Math.max(...counts)).toBe(PANE_LIMIT);
    const windows = Array.from({ length: 1000 }, (_, n) => {
      const tabs = n % 10 ? [] : [tabOf(`w${n}`)];
      return { id: `w${n}`, tabs, active: tabs[0]?.id ?? null };
    });
    const many = reading({ ...good, windows, shells: [] }).saved;
    expect([many.windows.length, allPanes(many).length]).toEqual([WINDOW_LIMIT, 100]);
    expect([faultsOf(saved), faultsOf(many)]).toEqual([[], []]);
  });
  const inWide = { windows: [{ ...window, tabs: [{ ...first, tree: split(...wide) }] }] };

  it('a pane without a record is there, and nobody is troubled with that', () => {
    const { saved, notice } = reading({ ...good, shells: [] });
    expect([allPanes(saved).length, notice]).toEqual([3, null]);
  });

  it('a record without a pane gets a tab, as its program may be running', () => {
    const { saved } = reading({ ...good, shells: [...good.shells, recordOf('lost')] });
    expect(saved.windows[0]!.tabs.at(-1)).toMatchObject({ tree: paneOf('lost'), title: null });
    expect(saved.windows[0]!.active).toBe(window.active);
  });

  it('what was closed, and can’t be read, is missing without a word', () => {
    const { saved, notice } = reading({ ...good, closed: [7, { id: 'x' }], waiting: [null] });
    expect([saved.closed, saved.waiting, notice]).toEqual([[], [], null]);
  });
});

it('every stored state outlives a kill -9, wherever it strikes', async () => {
  for (const killAfter of [1, 2, 13, 40, 77]) {
    const stored = await storedUntilKilled(killAfter);
    const { saved, notice } = read();
    expect(notice).toBeNull();
    expect(allPanes(saved).length).toBeGreaterThanOrEqual(stored);
    expect(saved).toEqual(savedLayout(allPanes(saved).length));
  }
});

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
