// The layout of one run of the app and of the next: what is stored of it, and how it comes back.
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { allPanes } from '../../../core/layout/find.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { MemoryPort } from '../../support/memoryPort.ts';
import type { KeptMemoryShell } from '../../support/memoryShell.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { told } from '../../support/told.ts';
import { agentHost } from '../shells/hosts.ts';
import { Run, SIZE, someHosts, stored } from './run.ts';
import { savedLayout } from './savedLayouts.ts';

const NEW_SHELL = 'The earlier shell ended with the app. This is a new one.';

let file: string;
let hosts: Map<string, StoredHost>;

beforeEach(() => {
  file = join(temporaryDirectory(), 'tabs.json');
  hosts = someHosts();
});

const start = (more: { restore?: boolean; takeUp?: boolean } = {}): Run =>
  new Run({ file, hosts, ...more });

/** A run of the app, killed after `use`, and the next one. */
async function after(use: (run: Run) => void | Promise<void>): Promise<{ first: Run; next: Run }> {
  const first = start();
  await use(first);
  await first.kill();
  return { first, next: start() };
}

function attach(run: Run, id: string, size = SIZE): MemoryPort {
  run.calls()['shells:attach'](id, size.cols, size.rows);
  return run.window().port;
}

describe('a run after a kill -9', () => {
  it('has the windows with their tabs, trees, names, sizes and focus', async () => {
    const { first, next } = await after((run) => {
      run.open('a');
      run.split('b', 'a', 'agent');
      run.do({ op: 'share', split: 'split-b', shares: [0.25, 0.75] });
      run.open('c', 'agent');
      run.do({ op: 'new-window', window: 'other' });
      run.do({ op: 'move-pane', pane: 'c', to: { window: 'other', index: 0, tab: 'tab-c' } });
      run.open('d', 'local', 'other');
      run.do({ op: 'rename', tab: 'tab-d', title: 'mine ✓' }, 'other');
      run.do({ op: 'show', tab: 'tab-c' }, 'other');
      run.do({ op: 'zoom', pane: 'a', on: true });
      run.desk.toFront('other');
    });
    expect(next.desk.layout).toEqual(first.desk.layout);
    expect(next.panes).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect([next.desk.front, next.restored]).toEqual(['other', { lost: 0, waiting: 0 }]);
    const listed = next.calls('other')['shells:list']();
    expect(listed.map(({ shellId }) => shellId)).toEqual(['c', 'd']);
  });

  it('takes up the shell that was kept, and not one of the same kind', async () => {
    const { first, next } = await after((run) => run.open('a', 'agent'));
    expect(next.made[0]!.session).toBe((first.made[0]!.shell as KeptMemoryShell).session);
    expect(attach(next, 'a').notes).toEqual([]);
  });

  it('knows of a shell whose end was announced', async () => {
    const { next } = await after((run) => {
      run.open('a', 'agent');
      run.open('b', 'agent');
      (run.made[1]!.shell as KeptMemoryShell).announceEnd();
    });
    // The one of the shown tab is taken up first.
    expect(next.made.map(({ shell }) => (shell as KeptMemoryShell).endTold)).toEqual([true, false]);
  });

  it('takes up first what is seen first: in the window in front, its shown tab, its keyboard', async () => {
    const { first, next } = await after((run) => {
      run.open('a', 'agent');
      run.open('b', 'agent');
      run.split('c', 'b', 'agent');
      run.open('d', 'agent');
      run.do({ op: 'new-window', window: 'other' });
      run.open('e', 'agent', 'other');
      run.open('f', 'agent', 'other');
      run.do({ op: 'show', tab: 'tab-b' });
      run.desk.toFront('other');
    });
    const sessions = first.made.map(({ shell }) => (shell as KeptMemoryShell).session);
    const order = next.made.map(({ session }) => 'abcdef'[sessions.indexOf(session!)]);
    expect(order).toEqual(['f', 'e', 'c', 'b', 'a', 'd']);
  });

  it('opens what could not be kept anew, and says so', async () => {
    const { next } = await after((run) => run.open('a'));
    expect(next.made).toHaveLength(1);
    expect(attach(next, 'a').notes).toEqual([NEW_SHELL]);
  });

  it('opens shells at their last size', async () => {
    const { next } = await after((run) => {
      run.open('a');
      run.window().port.send({ type: 'resize', cols: 132, rows: 50 });
    });
    await next.made[0]!.shell.write(Buffer.from('stty size\r'));
    const port = attach(next, 'a', { cols: 132, rows: 50 });
    await port.until(() => port.text.includes('50 132\r\n'));
  });

  it('opens the shell of a pane that had none yet', async () => {
    const { next } = await after((run) => {
      const pane = {
        kind: 'pane' as const,
        id: 'a',
        content: { kind: 'shell' as const, hostId: 'agent' },
      };
      run.do({ op: 'open', tab: 't', pane, index: null });
    });
    expect([next.panes, next.unpaired, next.made[0]!.hostId]).toEqual([[['a']], [], 'agent']);
  });

  it('tells how many are lost with their hosts', async () => {
    const { next } = await after((run) => {
      run.open('a');
      run.split('b', 'a', 'agent');
      run.open('c', 'agent');
      hosts.delete('agent');
    });
    expect([next.restored, next.panes]).toEqual([{ lost: 2, waiting: 0 }, [['a']]]);
    await next.store.saved();
    expect(allPanes(stored(file)).map(({ id }) => id)).toEqual(['a']);
  });

  it('remembers the panes of a host that can’t be used, until it can be again', async () => {
    const first = start();
    first.open('a', 'agent');
    first.open('b');
    first.split('c', 'b', 'agent');
    first.do({ op: 'rename', tab: 'tab-a', title: 'far' });
    first.open('d', 'agent');
    first.do({ op: 'focus', pane: 'b' });
    const before = first.desk.layout;
    await first.kill();
    hosts.set('agent', { ...agentHost(), problem: told('It can’t be read.') });
    const next = start();
    expect(next.restored).toEqual({ lost: 0, waiting: 3 });
    expect(next.panes).toEqual([['b']]);
    await next.quit();
    const another = start();
    expect([another.restored.waiting, another.panes]).toEqual([3, [['b']]]);
    another.open('more');
    another.do({ op: 'show', tab: 'tab-b' });
    await another.quit();

    hosts.set('agent', agentHost());
    const later = start();
    expect(later.restored).toEqual({ lost: 0, waiting: 0 });
    expect(later.panes).toEqual([['a', 'b', 'c', 'd', 'more']]);
    const tabs = later.desk.layout.windows[0]!.tabs;
    expect([...tabs.slice(0, 3)]).toEqual(before.windows[0]!.tabs);
    expect(later.desk.layout.windows[0]!.active).toBe('tab-b');
    expect(later.made.filter(({ session }) => session !== undefined)).toHaveLength(3);
    await later.store.saved();
    expect(stored(file).waiting).toEqual([]);
  });

  it('has neither closed nor detached panes', async () => {
    const { next } = await after(async (run) => {
      for (const [id, host] of [['a'], ['b', 'agent'], ['c']] as const) run.open(id, host);
      await run.close(['a'], 'i');
      await run.detach('b', 'j');
    });
    expect(next.panes).toEqual([['c']]);
  });

  it('has no pane in which an agent was being installed', async () => {
    const { next } = await after((run) => {
      run.open('a');
      const pane = {
        kind: 'pane' as const,
        id: 'i',
        content: { kind: 'shell' as const, hostId: 'local' },
      };
      run.do({ op: 'open', tab: 't', pane, index: null });
      void run.calls()['hosts:installAgent']('i', 'local', 80, 24);
    });
    expect(next.panes).toEqual([['a']]);
  });

  it('goes on from the tabs of an earlier Bowline', () => {
    const size = { cols: 100, rows: 30 };
    const tabs = [{ shellId: 'a', hostId: 'agent', session: 's', customTitle: 'mine', size }];
    writeFileSync(file, JSON.stringify({ version: 1, tabs, active: 'a' }));
    const run = start();
    expect([run.notice, run.panes, run.made[0]!.session]).toEqual(['', [['a']], 's']);
    expect(run.desk.layout.windows[0]!.tabs[0]).toMatchObject({ title: 'mine' });
  });
});

it('with the setting off there is one empty window, and what was closed can be had back', async () => {
  const first = start();
  first.open('a', 'agent');
  first.open('b');
  await first.close(['b'], 'i');
  first.do({ op: 'new-window', window: 'other' });
  first.desk.toFront('other');
  await first.kill();
  const next = start({ restore: false });
  expect(next.desk.layout.windows).toEqual([{ id: 'other', tabs: [], active: null }]);
  expect(next.made).toEqual([]);
  next.do({ op: 'reopen', item: 'i' });
  expect([next.panes, next.unpaired]).toEqual([[['b']], []]);
});

it('nothing is stored before it has been taken up', async () => {
  const first = start();
  first.open('a');
  await first.kill();
  const before = readFileSync(file, 'utf8');
  hosts.delete('local');
  const next = start({ takeUp: false });
  expect(next.panes).toEqual([['a']]); // so that the windows can be opened
  next.desk.toFront('other');
  await next.quit();
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('leaving ends what can’t be kept, leaves the rest running, and remembers both', async () => {
  const first = start();
  first.open('a');
  first.open('b', 'agent');
  await first.quit();
  const [local, kept] = first.made.map(({ shell }) => shell);
  expect(local!.state.signal).toBe('SIGHUP');
  expect((kept as KeptMemoryShell).detached).toBe(true);
  expect(stored(file).shells.map(({ shellId }) => shellId)).toEqual(['a', 'b']);
});

it('a file that was mended is stored mended, and the user is told once', async () => {
  writeFileSync(
    file,
    JSON.stringify({ ...savedLayout(2), windows: [null, ...savedLayout(2).windows] }),
  );
  const run = start();
  expect(run.notice).toMatch(/Part of the file/);
  await run.kill();
  expect(start().notice).toBe('');
});
