// Closed panes, tabs and windows come back, with the shells that were kept.
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CLOSED_LIMIT } from '../../../core/layout/layout.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { CLOSED_PANES, closedPanes } from '../../../electron/layout/closedItems.ts';
import type { KeptMemoryShell } from '../../support/memoryShell.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { told } from '../../support/told.ts';
import { agentHost } from '../shells/hosts.ts';
import { Run, SIZE, someHosts, stored } from './run.ts';
import { paneOf } from './savedLayouts.ts';

const CLOSED = 'The earlier shell ended when it was closed. This is a new one.';
let file: string;
let hosts: Map<string, StoredHost>;
let run: Run;

beforeEach(() => {
  file = join(temporaryDirectory(), 'tabs.json');
  hosts = someHosts();
  run = new Run({ file, hosts });
  run.open('stays');
});

const reopen = (item: string, window?: string): number => run.do({ op: 'reopen', item }, window);
const items = (): string[] => run.desk.layout.closed.map(({ id }) => id);

function notesOf(id: string): string[] {
  run.calls()['shells:attach'](id, SIZE.cols, SIZE.rows);
  return run.window().port.notes;
}

describe('what was closed', () => {
  it('comes back in its place, with its name, and a new shell that says so', async () => {
    run.open('a');
    run.open('z');
    run.do({ op: 'rename', tab: 'tab-a', title: 'mine' });
    const before = run.desk.layout.windows[0]!.tabs;
    await run.close(['a'], 'i');
    expect([run.panes, items()]).toEqual([[['stays', 'z']], ['i']]);
    reopen('i');
    expect(run.desk.layout.windows[0]!.tabs).toEqual(before);
    expect([notesOf('a'), run.unpaired, items()]).toEqual([[CLOSED], [], []]);
  });

  it('is taken up again where it was kept, also in a later run', async () => {
    run.split('k', 'stays', 'agent');
    const { session } = run.made[1]!.shell as KeptMemoryShell;
    await run.detach('k', 'i');
    await run.kill();
    expect(stored(file).shells).toMatchObject([{ shellId: 'stays' }, { shellId: 'k', session }]);
    run = new Run({ file, hosts });
    reopen('i');
    expect([run.panes, run.made.at(-1)!.session, notesOf('k')]).toEqual([
      ...[[['stays', 'k']], session, []],
    ]);
  });

  it('whose program was ended is known to be, also in a later run', async () => {
    run.open('k', 'agent');
    const { session } = run.made[1]!.shell as KeptMemoryShell;
    await run.close(['k'], 'i');
    await run.kill();
    expect(stored(file).shells.at(-1)).toMatchObject({ shellId: 'k', session, ended: true });
    run = new Run({ file, hosts });
    reopen('i');
    // Its last output is the agent's to show; that another one follows: shellManager.test.ts.
    expect([run.made.at(-1)!.session, notesOf('k')]).toEqual([session, []]);
  });

  it('can be had back while its shell is still closing', async () => {
    run.open('a');
    run.open('k', 'agent');
    const closing = [run.close(['a'], 'i'), run.detach('k', 'j')];
    reopen('i');
    reopen('j');
    await Promise.all(closing);
    expect([run.panes, run.unpaired]).toEqual([[['stays', 'k', 'a']], []]);
    expect(run.shells.statusOf(['a', 'k'])).toMatchObject([
      { state: 'online' },
      { state: 'online' },
    ]);
  });

  it('and whose shell nobody has closed yet goes on as it is', () => {
    run.open('a');
    run.do({ op: 'close', panes: ['a'], item: 'i' });
    reopen('i');
    expect([run.made.length, run.unpaired]).toEqual([2, []]);
  });

  it('comes back once', async () => {
    run.open('a');
    await run.close(['a'], 'i');
    reopen('i');
    expect(() => reopen('i')).toThrow('That can’t be opened again any more.');
    expect([run.made.length, run.unpaired]).toEqual([3, []]);
  });

  it('comes back to the window that asks where its own is gone', async () => {
    run.do({ op: 'new-window', window: 'other' });
    run.open('a', 'local', 'other');
    run.open('b', 'local', 'other');
    await run.close(['a'], 'i', 'other');
    await run.close(['b'], 'j', 'other');
    expect(run.panes).toEqual([['stays']]);
    reopen('i');
    expect(run.panes).toEqual([['stays', 'a']]);
  });

  it('is no shell that was never there, or that installs an agent', async () => {
    for (const id of ['never', 'installs']) {
      run.do({ op: 'open', tab: `tab-${id}`, pane: paneOf(id), index: null });
    }
    void run.calls()['hosts:installAgent']('installs', 'local', 80, 24);
    await run.close(['never', 'installs'], 'i');
    expect([run.panes, items()]).toEqual([[['stays']], []]);
  });

  it('is remembered thirty times', async () => {
    for (let n = 0; n < CLOSED_LIMIT + 5; n++) {
      run.open(`p${n}`);
      await run.close([`p${n}`], `i${n}`);
    }
    expect(items()).toEqual(Array.from({ length: CLOSED_LIMIT }, (_, n) => `i${n + 5}`));
    await run.store.saved();
    expect(stored(file).shells).toHaveLength(CLOSED_LIMIT + 1);
  });

  it('is no more than a file is to hold', async () => {
    for (let round = 0; round < 4; round++) {
      const ids = Array.from({ length: 150 }, (_, n) => `r${round}-${n}`);
      for (const id of ids) run.open(id);
      await run.close(ids, `i${round}`);
    }
    expect(items()).toEqual(['i2', 'i3']);
    expect(closedPanes(run.desk.layout.closed).length).toBeLessThanOrEqual(CLOSED_PANES);
    await run.store.saved();
    expect(stored(file)).toMatchObject({ closed: [{ id: 'i2' }, { id: 'i3' }] });
  });
});

describe('where a host', () => {
  beforeEach(async () => {
    run.open('a');
    run.split('k', 'a', 'agent');
    run.open('l', 'agent');
    await run.close(['a', 'k'], 'both');
    await run.close(['l'], 'one');
  });
  const unusable = () => hosts.set('agent', { ...agentHost(), problem: told('It can’t be read.') });

  it('is gone, that is said, and it isn’t offered again', () => {
    hosts.delete('agent');
    expect(() => reopen('one')).toThrow('This host has been deleted meanwhile.');
    expect([run.panes, items(), run.told()!.layout.closed.length]).toEqual([
      ...[[['stays']], ['both'], 1],
    ]);
  });

  it('can’t be used, that is said, and it can be had later', () => {
    unusable();
    expect(() => reopen('one')).toThrow('It can’t be read.');
    expect([run.panes, items()]).toEqual([[['stays']], ['both', 'one']]);
    hosts.set('agent', agentHost());
    reopen('one');
    expect([run.panes, run.unpaired]).toEqual([[['stays', 'l']], []]);
  });

  it('of some of it is gone, or can’t be used, the rest comes back', () => {
    unusable();
    reopen('both');
    expect([run.panes, run.unpaired, items()]).toEqual([[['stays', 'a']], [], ['both', 'one']]);
    expect(closedPanes(run.desk.layout.closed)).toEqual(['k', 'l']);
    expect(run.said).toEqual([[run.first, expect.stringMatching(/^Some of it was not opened/)]]);
    hosts.set('agent', agentHost());
    reopen('both');
    expect([run.panes, run.unpaired]).toEqual([[['stays', 'k', 'a']], []]);
  });
});

describe('the settings', () => {
  const pane = { kind: 'pane', id: 's', content: { kind: 'settings' } } as const;
  const tabs = (): string[] => run.desk.layout.windows[0]!.tabs.map(({ id }) => id);

  it('come back as any pane, also in a later run, and have no shell', async () => {
    run.do({ op: 'open', tab: 'tab-s', pane, index: 0 });
    expect([tabs(), run.desk.panesOf('window-1'), run.desk.homeOf('s')]).toEqual([
      ...[['tab-s', 'tab-stays'], ['stays'], undefined],
    ]);
    expect(() => run.desk.paneFor('window-1', 's', 'local')).toThrow('not there any more');
    run.do({ op: 'close', panes: ['s'], item: 'i' });
    expect([tabs(), items(), run.left]).toEqual([['tab-stays'], ['i'], []]);
    await run.kill();
    expect(stored(file).shells.map(({ shellId }) => shellId)).toEqual(['stays']);
    run = new Run({ file, hosts });
    expect(run.notice).toBe('');
    reopen('i');
    expect([tabs(), run.made.length, items()]).toEqual([['tab-s', 'tab-stays'], 1, []]);
    await run.kill();
    run = new Run({ file, hosts });
    expect([tabs(), run.restored, run.notice]).toEqual([
      ...[['tab-s', 'tab-stays'], { lost: 0, waiting: 0 }, ''],
    ]);
  });

  it('stay beside a shell whose host is gone', async () => {
    const to = { beside: 'stays', side: 'right', split: 'row' } as const;
    run.do({ op: 'split', pane, to });
    await run.kill();
    hosts.delete('local');
    run = new Run({ file, hosts });
    expect(run.desk.layout.windows[0]!.tabs.map(({ tree }) => tree)).toEqual([pane]);
    expect(run.restored).toEqual({ lost: 1, waiting: 0 });
  });

  it('move to another window of their own, and no other window may take them', () => {
    run.do({ op: 'open', tab: 'tab-s', pane, index: null });
    const to = { window: 'w2', index: 0 };
    run.do({ op: 'move-tab', tab: 'tab-s', to });
    expect(run.desk.layout.windows.map(({ tabs: all }) => all.length)).toEqual([1, 1]);
    expect(() => run.do({ op: 'focus', pane: 's' }, 'window-1')).toThrow('another window');
  });
});
