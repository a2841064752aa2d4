/// <reference types="svelte" />
// The open tabs: their order and titles, which one is shown, and what closing asks first.
import { describe, expect, it } from 'vitest';
import type { Bridge, BusyAnswer, SavedHost, ShellStatus } from '../../electron/ipc/contract.ts';
import { Dialogs } from '../../renderer/state/dialogs.svelte.ts';
import { Hosts } from '../../renderer/state/hosts.svelte.ts';
import { ShellDesk, type MessageSource } from '../../renderer/state/shells.ts';
import type { Tab, TerminalHandle } from '../../renderer/state/tab.svelte.ts';
import { Tabs } from '../../renderer/state/tabs.svelte.ts';

const HOSTS = ['web', 'db'].map((name) => ({ id: name, name, kind: 'ssh' }) as SavedHost);
const HANDLE = { freshen: () => {}, attach: () => {} } as unknown as TerminalHandle;

function statusOf(shellId: string, hostId: string, state: ShellStatus['state']): ShellStatus {
  const words = { message: '', hint: '', exitCode: null, signal: null, rttMs: null };
  const retry = { kept: false, attempt: null, nextTryInMs: null, canReconnect: state === 'closed' };
  const counts = { pendingInput: 0, skippedBytes: 0, customTitle: null };
  return { shellId, hostId, state, ...words, ...retry, ...counts };
}

/** Resolves when every answer under way has been taken. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

/** A main process in which every shell opens at once. */
function makeTabs() {
  const busy = new Map<string, BusyAnswer>();
  const closed: string[] = [];
  const survivors: ShellStatus[] = [];
  let made = 0;
  let tell: (status: ShellStatus) => void = () => {};
  const answers: Record<string, (id: string) => unknown> = {
    'shells:open': (hostId) => statusOf(`s${++made}`, hostId, 'online'),
    'shells:attach': (id) => statusOf(id, 'web', 'online'),
    'shells:list': () => survivors,
    'shells:busy': (id) => busy.get(id) ?? { busy: false, program: '' },
    'shells:close': (id) => void closed.push(id),
  };
  const bridge = {
    call: async (name: string, ...args: string[]) => answers[name]!(args[0] ?? ''),
    on: (name: string, listener: typeof tell) => {
      if (name === 'shell:status') tell = listener;
      return () => {};
    },
  } as unknown as Bridge;
  const source = { addEventListener: () => {} } as unknown as MessageSource;
  const dialogs = new Dialogs();
  const tabs = new Tabs(new ShellDesk(bridge, source), new Hosts(bridge, HOSTS), dialogs);
  /** Opens shells and waits until main has answered. */
  const open = async (...names: string[]): Promise<Tab[]> => {
    const opened = names.map((name) => tabs.open({ id: name, name, kind: 'ssh' }));
    for (const tab of opened) tab.mount(HANDLE);
    await answered();
    return opened;
  };
  const titles = () => tabs.list.map((tab) => tabs.title(tab));
  return {
    tabs,
    dialogs,
    busy,
    closed,
    survivors,
    open,
    titles,
    tell: (s: ShellStatus) => tell(s),
  };
}

describe('titles of tabs', () => {
  it('begin as the name of the host, and a second one is numbered', async () => {
    const { open, titles } = makeTabs();
    await open('web', 'db', 'web');
    expect(titles()).toEqual(['web', 'db', 'web (2)']);
  });

  it("are the program's once it sets one, and the user's before all", async () => {
    const { open, titles } = makeTabs();
    const [tab] = await open('web');
    tab!.programTitle = 'vim';
    expect(titles()).toEqual(['vim']);
    tab!.rename('notes');
    tab!.programTitle = 'bash';
    expect(titles()).toEqual(['notes']);
    tab!.rename('');
    expect(titles()).toEqual(['bash']);
  });

  it('keep their numbers when a tab is moved', async () => {
    const { tabs, open, titles } = makeTabs();
    const [, second] = await open('web', 'web');
    tabs.move(second!, 0);
    expect(titles()).toEqual(['web (2)', 'web']);
  });
});

describe('the tab that is shown', () => {
  it('is the newest, then the neighbour of a closed one', async () => {
    const { tabs, open } = makeTabs();
    const [first, second, third] = await open('web', 'db', 'web');
    expect(tabs.active).toBe(third);
    tabs.activate(first!);
    await tabs.close(first!);
    expect(tabs.active).toBe(second);
    await tabs.close(second!, third!);
    expect(tabs.active).toBeNull();
  });

  it('is reached by its place, by steps round the ends, and 9 is the last', async () => {
    const { tabs, open } = makeTabs();
    const [first, , third] = await open('web', 'db', 'web');
    tabs.step(1);
    expect(tabs.active).toBe(first);
    tabs.goTo(9);
    expect(tabs.active).toBe(third);
    tabs.goTo(7);
    expect(tabs.active).toBe(third);
  });
});

describe('closing a tab', () => {
  it('ends an idle shell without asking', async () => {
    const { tabs, closed, open } = makeTabs();
    const [tab] = await open('web');
    await tabs.close(tab!);
    expect(closed).toEqual(['s1']);
  });

  it('asks while a program runs, and keeps the tab when the answer is no', async () => {
    const { tabs, dialogs, busy, closed, open } = makeTabs();
    const [tab] = await open('web');
    busy.set('s1', { busy: true, program: 'vim' });
    const closing = tabs.close(tab!);
    await answered();
    expect(dialogs.current).toMatchObject({
      name: 'close-shells',
      title: 'web',
      programs: ['vim'],
    });
    dialogs.close();
    await closing;
    expect(tabs.list).toEqual([tab]);
    expect(closed).toEqual([]);
  });

  it('does not ask about a shell that has ended', async () => {
    const { tabs, busy, closed, open, tell } = makeTabs();
    const [tab] = await open('web');
    busy.set('s1', { busy: true, program: 'vim' });
    tell(statusOf('s1', 'web', 'closed'));
    await tabs.close(tab!);
    expect(closed).toEqual(['s1']);
  });

  it('ends a shell whose opening had not been answered yet', async () => {
    const { tabs, closed } = makeTabs();
    const tab = tabs.open(HOSTS[0]!);
    tab.mount(HANDLE);
    await tabs.close(tab);
    await answered();
    expect(closed).toEqual(['s1']);
  });
});

it('a reloaded window gets its tabs back', async () => {
  const { tabs, survivors, titles } = makeTabs();
  survivors.push(statusOf('old-1', 'web', 'online'), statusOf('old-2', 'gone', 'closed'));
  await tabs.recover();
  expect(titles()).toEqual(['web', 'Deleted host']);
  tabs.active?.mount(HANDLE);
  await answered();
  expect(tabs.active?.shellId).toBe('old-1');
});
