/// <reference types="svelte" />
// The open tabs: their order and titles, which one is shown, and what closing asks first.
import { describe, expect, it } from 'vitest';
import type {
  Bridge,
  BusyAnswer,
  SavedHost,
  ShellStatus,
  TabArrangement,
} from '../../electron/ipc/contract.ts';
import { Dialogs } from '../../renderer/state/dialogs.svelte.ts';
import { Hosts } from '../../renderer/state/hosts.svelte.ts';
import { ShellDesk, type MessageSource } from '../../renderer/state/shells.ts';
import type { Tab, TerminalHandle } from '../../renderer/state/tab.svelte.ts';
import { Tabs } from '../../renderer/state/tabs.svelte.ts';
import { kinds } from './kinds.ts';
import { told } from '../support/told.ts';

const HOSTS = ['web', 'db'].map((name) => ({ id: name, name, kind: 'ssh' }) as SavedHost);
const HANDLE = { attach: () => {} } as unknown as TerminalHandle;

function statusOf(shellId: string, hostId: string, state: ShellStatus['state']): ShellStatus {
  const words = { message: told(''), hint: null, exitCode: null, signal: null, rttMs: null };
  const retry = { kept: false, attempt: null, nextTryInMs: null, canReconnect: state === 'closed' };
  const counts = { pendingInput: 0, skippedBytes: 0, customTitle: null };
  const lags = { lag: null, echoMs: null, backlog: 0 };
  return { shellId, hostId, state, ...words, ...retry, ...counts, ...lags };
}

/** Resolves when every answer under way has been taken. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

/** A main process in which every shell opens at once, and is in this state then. */
function makeTabs(state: ShellStatus['state'] = 'online') {
  const busy = new Map<string, BusyAnswer>();
  const closed: string[] = [];
  const detached: string[] = [];
  const survivors: ShellStatus[] = [];
  const arrangement: TabArrangement = { tabs: [], active: null };
  const asked: string[] = [];
  let made = 0;
  let tell: (status: ShellStatus) => void = () => {};
  const answers: Record<string, (id: string) => unknown> = {
    'shells:open': (hostId) => statusOf(`s${++made}`, hostId, state),
    'shells:attach': (id) => statusOf(id, 'web', 'online'),
    'shells:list': () => survivors,
    'tabs:arrangement': () => arrangement,
    'shells:detach': (id) => void detached.push(id),
    'shells:busy': (id) => busy.get(id) ?? { busy: false, program: '' },
    'shells:close': (id) => void closed.push(id),
  };
  const bridge = {
    call: async (name: string, ...args: string[]) => {
      asked.push(name);
      return answers[name]!(args[0] ?? '');
    },
    on: (name: string, listener: typeof tell) => {
      if (name === 'shell:status') tell = listener;
      return () => {};
    },
  } as unknown as Bridge;
  const source = { addEventListener: () => {} } as unknown as MessageSource;
  const dialogs = new Dialogs();
  const tabs = new Tabs(new ShellDesk(bridge, source), new Hosts(bridge, kinds, HOSTS), dialogs);
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
    detached,
    survivors,
    arrangement,
    asked,
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

describe('output that was skipped', () => {
  it('is news until its tab is looked at, and what is skipped later again', async () => {
    const { open, tell } = makeTabs();
    const [tab] = await open('web');
    const skipped = (skippedBytes: number): void =>
      tell({ ...statusOf('s1', 'web', 'online'), skippedBytes });
    skipped(500);
    expect(tab!.skippedUnseen).toBe(500);
    tab!.lookedAt();
    expect(tab!.skippedUnseen).toBe(0);
    skipped(700);
    expect(tab!.skippedUnseen).toBe(200);
    tab!.lookedAt();
    skipped(0); // another connection counts anew
    skipped(30);
    expect(tab!.skippedUnseen).toBe(30);
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

describe('closing the tab of a shell that can live on', () => {
  /** One tab on such a shell, in this state, whose closing has just been asked for. */
  async function asked(state: ShellStatus['state']) {
    const all = makeTabs();
    const [tab] = await all.open('web');
    all.tell({ ...statusOf('s1', 'web', 'online'), kept: true });
    all.tell({ ...statusOf('s1', 'web', state), kept: true });
    const closing = all.tabs.close(tab!);
    await answered();
    return { ...all, tab: tab!, closing };
  }

  it('asks even though nothing runs in it, and leaves it running when told so', async () => {
    const { tabs, tab, dialogs, closing, closed, detached } = await asked('online');
    expect(dialogs.current).toMatchObject({ name: 'leave-shells', tabs: [tab] });
    dialogs.answer('detach');
    await closing;
    expect({ closed, detached, left: tabs.list }).toEqual({
      closed: [],
      detached: ['s1'],
      left: [],
    });
    expect(tabs.running.on('web')).toBe(1);
    tabs.open(HOSTS[0]!, { how: 'running', session: 'abc' });
    expect(tabs.running.on('web')).toBe(0);
  });

  it('ends it when told so', async () => {
    const { dialogs, closing, closed, detached } = await asked('online');
    dialogs.answer('end');
    await closing;
    expect({ closed, detached }).toEqual({ closed: ['s1'], detached: [] });
  });

  it('keeps the tab when the answer is neither', async () => {
    const { tabs, tab, dialogs, closing, closed, detached } = await asked('online');
    dialogs.close();
    await closing;
    expect({ closed, detached, left: tabs.list }).toEqual({
      closed: [],
      detached: [],
      left: [tab],
    });
  });

  it('does not claim to end what cannot be reached when the answer comes', async () => {
    const { tell, dialogs, closing, closed, detached } = await asked('online');
    tell({ ...statusOf('s1', 'web', 'reconnecting'), kept: true });
    dialogs.answer('end');
    await closing;
    expect({ closed, detached }).toEqual({ closed: [], detached: ['s1'] });
  });

  it('asks too when its connection was given up', async () => {
    const { dialogs, tab } = await asked('failed');
    expect(dialogs.current).toMatchObject({ name: 'leave-shells', tabs: [tab] });
    expect(tab.programGone).toBe(false);
  });

  it('does not ask when it has ended', async () => {
    const { dialogs, closing, closed } = await asked('closed');
    await closing;
    expect(dialogs.current).toBeNull();
    expect(closed).toEqual(['s1']);
  });

  it('does not ask where no connection ever stood', async () => {
    const { tabs, tell, dialogs, open, closed } = makeTabs('connecting');
    const [tab] = await open('web');
    tell({ ...statusOf('s1', 'web', 'failed'), kept: true });
    await tabs.close(tab!);
    expect(dialogs.current).toBeNull();
    expect(closed).toEqual(['s1']);
  });

  it('asks once for several, and closes those that cannot live on', async () => {
    const { tabs, dialogs, open, tell, closed, detached } = makeTabs();
    await open('web', 'db');
    tell({ ...statusOf('s1', 'web', 'online'), kept: true });
    const closing = tabs.close(...tabs.list);
    await answered();
    dialogs.answer('detach');
    await closing;
    expect({ closed, detached }).toEqual({ closed: ['s2'], detached: ['s1'] });
  });
});

describe('a window that comes after another', () => {
  it('gets the tabs back in their order, with their names, and shows the same one', async () => {
    const { tabs, survivors, arrangement, titles } = makeTabs();
    const named = { ...statusOf('c', 'db', 'online'), customTitle: 'notes' };
    survivors.push(statusOf('a', 'web', 'online'), statusOf('b', 'gone', 'closed'), named);
    arrangement.tabs = ['c', 'b', 'a'].map((shellId) => ({ shellId, customTitle: null }));
    arrangement.active = 'b';
    await tabs.recover();
    expect(titles()).toEqual(['notes', 'Deleted host', 'web']);
    expect(tabs.active?.shellId).toBe('b');
    expect(tabs.arrangement).toEqual({
      tabs: [
        { shellId: 'c', customTitle: 'notes' },
        { shellId: 'b', customTitle: null },
        { shellId: 'a', customTitle: null },
      ],
      active: 'b',
    });
  });

  it('takes a shell over once its terminal stands, and never opens another for it', async () => {
    const { tabs, survivors, asked } = makeTabs();
    survivors.push(statusOf('old', 'web', 'online'));
    await tabs.recover();
    tabs.active?.mount(HANDLE);
    tabs.active?.mount(HANDLE);
    await answered();
    expect(asked.filter((name) => /open|attach/.test(name))).toEqual(['shells:attach']);
  });

  it('shows the first tab where it is not known which one was shown', async () => {
    const { tabs, survivors } = makeTabs();
    survivors.push(statusOf('a', 'web', 'online'), statusOf('b', 'db', 'online'));
    await tabs.recover();
    expect(tabs.active?.shellId).toBe('a');
  });
});
