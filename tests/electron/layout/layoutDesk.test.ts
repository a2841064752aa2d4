// What windows ask of the one layout, and what all of them are told of it.
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { allPanes } from '../../../core/layout/find.ts';
import { faultsOf } from '../../../core/layout/faults.ts';
import { ORPHAN_GRACE_MS } from '../../../electron/layout/orphans.ts';
import type { KeptMemoryShell } from '../../support/memoryShell.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { Run, someHosts, stored } from './run.ts';

let file: string;
let clock: ManualClock;
let run: Run;

beforeEach(() => {
  file = join(temporaryDirectory(), 'tabs.json');
  clock = new ManualClock();
  run = new Run({ file, hosts: someHosts(), clock });
});

/** A second window, with one tab. */
function withOther(): void {
  run.open('a');
  run.open('b');
  run.do({ op: 'new-window', window: 'other' });
  run.open('c', 'local', 'other');
}

const toOther = { window: 'other', index: 9 };

it('gives the pane and its shell to the host as which an address was saved, for the next run too', async () => {
  const typed = 'ssh:address=web';
  const hosts = someHosts();
  await run.kill(); // it would write to the file, too
  for (const id of [typed, 'saved']) hosts.set(id, { id, ...sshDraft({ address: 'web' }) });
  run = new Run({ file, hosts, clock });
  run.open('a', typed);
  run.do({ op: 'belong', pane: 'a', hostId: 'saved' });
  expect(allPanes(run.desk.layout)).toMatchObject([{ id: 'a', content: { hostId: 'saved' } }]);
  expect(run.shells.record('a')).toMatchObject({ hostId: 'saved' });
  expect(() => run.do({ op: 'belong', pane: 'a', hostId: 'local' })).toThrow();
  expect(allPanes(run.desk.layout)).toMatchObject([{ content: { hostId: 'saved' } }]);
  await run.kill();
  const next = new Run({ file, hosts, clock });
  expect(next.shells.list()).toMatchObject([{ shellId: 'a', hostId: 'saved' }]);
});

describe('an operation', () => {
  it('is told to all windows, each with the number of its own that is in it', () => {
    withOther();
    const number = run.do({ op: 'rename', tab: 'tab-a', title: 'mine' });
    const { layout } = run.desk;
    expect(run.told()).toEqual({ layout, seen: number });
    expect(run.told('other')).toEqual({ layout, seen: 1 });
    expect(layout.windows[0]!.tabs[0]!.title).toBe('mine');
  });

  it('that changes nothing is answered to the window that asked, and to no other', () => {
    withOther();
    const before = run.window('other').told.length;
    const number = run.do({ op: 'show', tab: 'tab-b' });
    expect(run.told()!.seen).toBe(number);
    expect(run.window('other').told).toHaveLength(before);
  });

  it('that is refused says why, changes nothing, and counts as seen', () => {
    withOther();
    const { layout } = run.desk;
    for (const [op, why] of [
      [{ op: 'show', tab: 'gone' }, 'That is not there any more.'],
      [{ op: 'show', tab: 'tab-c' }, 'That is in another window now.'],
      [{ op: 'reopen', item: 'gone' }, 'That can’t be opened again any more.'],
    ] as const) {
      const seen = run.told()!.seen;
      expect(() => run.do(op)).toThrow(why);
      expect(run.told()).toEqual({ layout, seen: seen + 1 });
    }
    expect(run.desk.layout).toBe(layout);
  });

  it('of a window that is none is refused', () => {
    run.open('a');
    for (const op of [
      { op: 'new-window', window: 'n' },
      { op: 'reopen', item: 'i' },
      { op: 'open', tab: 't', pane: run.desk.layout.windows[0]!.tabs[0]!.tree, index: null },
    ]) {
      expect(() => run.do(op as never, 'stranger')).toThrow('That is not there any more.');
    }
  });

  it('is on the disk at once, whoever asked for it', async () => {
    withOther();
    run.do({ op: 'move-tab', tab: 'tab-a', to: toOther });
    await run.store.saved();
    expect({ ...stored(file), shells: [] }).toMatchObject(run.desk.layout);
    expect(stored(file).shells.map(({ shellId }) => shellId)).toEqual(['b', 'c', 'a']);
  });

  it('begins at 0 again for a page that begins', () => {
    run.open('a');
    run.open('b');
    const { layout } = run.desk;
    expect(run.calls()['layout:view']()).toEqual({ layout, seen: 0, own: run.first });
  });
});

describe('two windows at once', () => {
  it('move the same tab: the second is told where it is, and nothing is lost', () => {
    withOther();
    run.do({ op: 'move-tab', tab: 'tab-a', to: toOther });
    expect(() => run.do({ op: 'move-tab', tab: 'tab-a', to: { window: 'n', index: 0 } })).toThrow(
      'That is in another window now.',
    );
    run.do({ op: 'move-tab', tab: 'tab-a', to: { window: 'third', index: 0 } }, 'other');
    expect(run.panes).toEqual([['b'], ['c'], ['a']]);
    expect([run.unpaired, faultsOf(run.desk.layout)]).toEqual([[], []]);
    expect(run.made).toHaveLength(3);
  });

  it('move a pane, and what it was to stand beside', () => {
    withOther();
    run.split('a2', 'a');
    run.do({ op: 'move-tab', tab: 'tab-c', to: { window: run.first, index: 0 } }, 'other');
    const beside = { beside: 'c', side: 'left' as const, split: 's' };
    run.do({ op: 'move-pane', pane: 'a2', to: beside });
    expect(run.panes).toEqual([['a2', 'c', 'a', 'b']]);
    expect(run.unpaired).toEqual([]);
  });
});

describe('a window that goes', () => {
  it('ends what can’t live on, leaves the rest, and can be had back', async () => {
    withOther();
    run.open('d', 'agent', 'other');
    const [, , c, d] = run.made.map(({ shell }) => shell);
    await run.desk.windowClosed('other');
    expect([run.panes, run.unpaired, run.left]).toEqual([[['a', 'b']], [], ['c', 'd']]);
    expect([c!.state.signal, (d as KeptMemoryShell).detached]).toEqual(['SIGHUP', true]);
    run.do({ op: 'reopen', item: run.desk.layout.closed[0]!.id });
    expect(run.panes).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(run.desk.layout.windows[1]!.id).toBe('other');
    expect(run.made.at(-1)!.session).toBe((d as KeptMemoryShell).session);
    expect([run.unpaired, run.problems]).toEqual([[], []]);
  });

  it('may ask for that itself, but for the last one', async () => {
    withOther();
    run.do({ op: 'close-window', window: 'other', item: 'i' }, 'other');
    expect([run.panes, run.left]).toEqual([[['a', 'b']], ['c']]);
    const last = { op: 'close-window' as const, window: run.first, item: 'j' };
    expect(() => run.do(last)).toThrow('This is the last window.');
    await run.desk.windowClosed(run.first);
    expect(run.panes).toEqual([['a', 'b']]);
    expect(run.unpaired).toEqual([]);
  });

  it('names the programs that would be ended', async () => {
    withOther();
    run.made[2]!.shell.foreground = () => Promise.resolve('vim');
    expect(await run.desk.busyProgramsOf('other')).toEqual(['vim']);
    expect(await run.desk.busyProgramsOf(run.first)).toEqual([]);
  });

  it('that was emptied may still say what becomes of its last shell', async () => {
    withOther();
    await run.close(['c'], 'i', 'other');
    expect([run.panes, run.left, run.unpaired]).toEqual([[['a', 'b']], [], []]);
  });
});

describe('a shell whose pane is gone', () => {
  const orphaned = (): void => {
    run.open('a');
    run.open('k', 'agent');
    run.open('b');
    run.do({ op: 'close', panes: ['a', 'k'], item: 'i' });
    expect(run.unpaired).toEqual(['a', 'k']);
  };
  const isLeft = async (): Promise<void> => {
    await expect.poll(() => run.unpaired).toEqual([]);
    expect(run.left).toEqual(['a', 'k']);
    expect((run.made[1]!.shell as KeptMemoryShell).detached).toBe(true);
    expect(run.made[0]!.shell.state.signal).toBe('SIGHUP');
  };

  it('is left when its window begins anew', async () => {
    orphaned();
    run.calls()['layout:view']();
    await isLeft();
  });

  it('is left when its window’s page is gone', async () => {
    orphaned();
    run.desk.pageGone('another');
    expect(run.left).toEqual([]);
    run.desk.pageGone(run.first);
    await isLeft();
  });

  it('is left after a while in any case', async () => {
    orphaned();
    clock.advance(ORPHAN_GRACE_MS - 1);
    expect(run.left).toEqual([]);
    clock.advance(1);
    await isLeft();
  });

  it('is not left where it has a pane again, or was closed', async () => {
    orphaned();
    run.do({ op: 'reopen', item: 'i' });
    await run.close(['a'], 'j');
    clock.advance(ORPHAN_GRACE_MS);
    expect([run.left, run.unpaired, clock.waiting]).toEqual([[], [], 0]);
    expect(run.made).toHaveLength(3);
  });
});
