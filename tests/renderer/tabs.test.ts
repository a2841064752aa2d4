/// <reference types="svelte" />
// The open tabs: their order and titles, which one is shown, and what closing asks first.
import { describe, expect, it } from 'vitest';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import { answered, makePanes, statusOf, windowOf } from './panesRig.ts';
import { otherWindows } from '../../renderer/lib/windowTitles.ts';
import { Deferred } from '../support/deferred.ts';

describe('the settings in a tab', () => {
  const settings = { kind: 'pane', id: 's', content: { kind: 'settings' } } as const;
  const open = { op: 'open', tab: 'tab-s', pane: settings, index: null } as const;

  it('are no shell, have a name of their own, and are closed without a question', async () => {
    const { tabs, panes, layout, open: openShells, titles, asked } = makePanes();
    await openShells('web');
    await layout.do(open);
    const tab = tabs.active!;
    expect(titles()).toEqual(['web', 'Settings']);
    expect([tabs.panesOf(tab), tabs.focusedIn(tab), panes.focused]).toEqual([[], undefined, null]);
    expect([tabs.showsSettings(tab), tabs.showsSettings(tabs.list[0]!)]).toEqual([true, false]);
    expect(panes.all).toHaveLength(1);
    asked.length = 0;
    await tabs.close(tab);
    expect(titles()).toEqual(['web']);
    expect(asked).toEqual(['layout:do']);
    expect(layout.closed.at(-1)!.tabs[0]!.tree).toEqual(settings);
  });

  it('stand beside a shell, and what ends it leaves them', async () => {
    const { tabs, panes, layout, open: openShells, closed } = makePanes();
    const [web] = await openShells('web');
    const to = { beside: web!.id, side: 'right', split: 'row' } as const;
    await layout.do({ op: 'split', pane: settings, to });
    expect(tabs.panesOf(tabs.active!)).toEqual([web]);
    expect(panes.placeOf(settings)).toMatchObject({ shown: true, focused: true, count: 2 });
    expect(tabs.title(tabs.active!)).toBe('Settings');
    await panes.close(web!);
    expect(closed).toEqual([web!.id]);
    expect(tabs.active!.tree).toEqual(settings);
    const beside = panes.openBeside(settings, 'down', { id: 'db', name: 'db', kind: 'ssh' });
    expect(tabs.panesOf(tabs.active!)).toEqual([beside]);
    await tabs.close(tabs.active!);
    expect(tabs.active).toBeNull();
  });

  it('are told of in other windows', async () => {
    const { layout } = makePanes();
    await layout.do(open);
    const [other] = otherWindows(layout.windows, 'window-2', () => 'a host');
    expect(other).toEqual({ id: 'window-1', title: 'Settings' });
  });
});

describe('titles of tabs', () => {
  it('begin as the name of the host, and a second one is numbered', async () => {
    const { open, titles } = makePanes();
    await open('web', 'db', 'web');
    expect(titles()).toEqual(['web', 'db', 'web (2)']);
  });

  it("keep the host's name before what a program calls itself, and are the user's before all", async () => {
    const { tabs, open, titles } = makePanes();
    const [pane] = await open('web');
    pane!.programTitle = 'vim';
    expect(titles()).toEqual(['web: vim']);
    tabs.rename(tabs.active!, 'notes');
    pane!.programTitle = 'bash';
    expect(titles()).toEqual(['notes']);
    tabs.rename(tabs.active!, '');
    expect(titles()).toEqual(['web: bash']);
  });

  it('do not say twice where a program is', async () => {
    const { open, titles } = makePanes();
    const [pane] = await open('web');
    pane!.programTitle = 'ann@laptop: ~/src'; // its first prompt: the shell's own name for its place
    expect(titles()).toEqual(['web: ~/src']);
    pane!.programTitle = 'ann@laptop';
    expect(titles()).toEqual(['web']);
    pane!.programTitle = 'ann@elsewhere: ~'; // by ssh from there
    expect(titles()).toEqual(['web: ann@elsewhere: ~']);
  });

  it('keep their numbers when others are closed, whatever programs call themselves', async () => {
    const { tabs, open, titles } = makePanes();
    const panes = await open('web', 'web', 'web');
    panes[2]!.programTitle = 'vim';
    expect(titles()).toEqual(['web', 'web (2)', 'web (3): vim']);
    await tabs.close(tabs.list[0]!);
    expect(titles()).toEqual(['web (2)', 'web (3): vim']);
    await open('web');
    expect(titles()).toEqual(['web (2)', 'web (3): vim', 'web']);
  });

  it('of one name given by the user are numbered, too', async () => {
    const { tabs, open, titles } = makePanes();
    await open('web', 'db');
    for (const tab of tabs.list) tabs.rename(tab, 'build');
    expect(titles()).toEqual(['build', 'build (2)']);
  });

  it('keep their numbers when a tab is moved', async () => {
    const { tabs, open, titles } = makePanes();
    await open('web', 'web');
    tabs.move(tabs.list[1]!, 0);
    expect(titles()).toEqual(['web (2)', 'web']);
  });

  it('are those of the focused pane where there are several', async () => {
    const { panes, open, titles } = makePanes();
    const [web] = await open('web');
    panes.split(web!, 'right', { id: 'db', name: 'db', kind: 'ssh' });
    expect(titles()).toEqual(['db']);
    panes.focus(web!);
    expect(titles()).toEqual(['web']);
  });
});

describe('the tab that is shown', () => {
  it('is the newest, then the neighbour of a closed one', async () => {
    const { tabs, open } = makePanes();
    await open('web', 'db', 'web');
    const [first, second, third] = tabs.list;
    expect(tabs.active).toBe(third);
    tabs.show(first!);
    await tabs.close(first!);
    expect(tabs.active?.id).toBe(second!.id);
    await tabs.close(second!, third!);
    expect(tabs.active).toBeNull();
  });

  it('is reached by its place, by steps round the ends, and 9 is the last', async () => {
    const { tabs, open } = makePanes();
    await open('web', 'db', 'web');
    const [first, , third] = tabs.list;
    tabs.step(1);
    expect(tabs.active?.id).toBe(first!.id);
    tabs.goTo(9);
    expect(tabs.active?.id).toBe(third!.id);
    tabs.goTo(7);
    expect(tabs.active?.id).toBe(third!.id);
  });

  it('stays shown when tabs move', async () => {
    const { tabs, open, titles } = makePanes();
    await open('web', 'db');
    tabs.moveActive(-1);
    expect(titles()).toEqual(['db', 'web']);
    expect(tabs.title(tabs.active!)).toBe('db');
    tabs.moveActive(-1); // it is the first already
    expect(titles()).toEqual(['db', 'web']);
  });
});

describe('the state that a tab tells of', () => {
  it('is that of the focused pane, unless another one fares worse', async () => {
    const { panes, tabs, open, tell } = makePanes();
    const [web] = await open('web');
    const db = panes.split(web!, 'right')!;
    tell(statusOf(web!.id, 'web', 'online'));
    expect(tabs.loudestIn(tabs.active!)).toBe(db); // which is being opened still
    tell(statusOf(web!.id, 'web', 'lagging'));
    expect(tabs.loudestIn(tabs.active!)).toBe(web);
  });
});

describe('news of a tab', () => {
  /** A tab that was looked at and left, an hour after its shell was there. */
  async function left() {
    const clock = { now: 0 };
    const rig = makePanes({ now: () => clock.now });
    const [web, db] = await rig.open('web', 'db');
    web!.lookedAt();
    clock.now = 3_600_000;
    web!.lookedAway();
    return { ...rig, clock, pane: web!, tab: rig.tabs.list[0]!, other: db! };
  }

  it('are output, the bell, a good end and questions, each by its own mark', async () => {
    const { tabs, pane, tab, tell } = await left();
    expect([tabs.news(tab), tabs.mark(tab)]).toEqual([null, 'online']);
    pane.printed();
    expect([tabs.news(tab), tabs.mark(tab)]).toEqual(['unseen', 'unseen']);
    pane.rang();
    expect(tabs.mark(tab)).toBe('bell');
    const asking = { message: { code: 'answer-awaited' as const } };
    tell({ ...statusOf(pane.id, 'web', 'authenticating'), ...asking });
    expect([tabs.news(tab), tabs.mark(tab)]).toEqual(['asks', 'asks']);
    tell({ ...statusOf(pane.id, 'web', 'closed'), exitCode: 0 });
    expect(tabs.mark(tab)).toBe('bell');
  });

  it('are over once it is looked at', async () => {
    const { tabs, pane, tab, tell } = await left();
    pane.printed();
    pane.rang();
    tell({ ...statusOf(pane.id, 'web', 'closed'), exitCode: 0 });
    pane.lookedAt();
    expect([tabs.news(tab), tabs.mark(tab)]).toEqual([null, 'ended']);
  });

  it('tell a good end from any other', async () => {
    const { tabs, pane, tab, tell } = await left();
    tell({ ...statusOf(pane.id, 'web', 'closed'), exitCode: 0 });
    expect(tabs.mark(tab)).toBe('finished');
    const other = await left();
    other.tell({ ...statusOf(other.pane.id, 'web', 'closed'), exitCode: 1 });
    expect(other.tabs.mark(other.tab)).toBe('ended');
  });

  it('are none to who looks at it, nor are greetings of a shell that was opened unseen', async () => {
    const { tabs, pane, tab, other, clock } = await left();
    pane.lookedAt();
    pane.printed();
    pane.rang();
    expect(tabs.news(tab)).toBeNull();
    const rig = makePanes({ now: () => clock.now });
    const [fresh] = await rig.open('web');
    clock.now += 1_000;
    fresh!.printed();
    expect(fresh!.news).toBeNull();
    clock.now += 5_000;
    fresh!.printed();
    expect(fresh!.news).toBe('unseen');
    expect(other.news).toBeNull();
  });
});

describe('going through tabs by their last use', () => {
  it('goes further back while the key is held, and begins anew from where it ended', async () => {
    const { tabs, open } = makePanes();
    await open('web', 'db', 'web');
    const [first, second, third] = tabs.list;
    tabs.show(first!);
    tabs.stepLastUsed(1);
    expect(tabs.active?.id).toBe(third!.id);
    tabs.stepLastUsed(1);
    expect(tabs.active?.id).toBe(second!.id);
    tabs.endSteps();
    tabs.stepLastUsed(1);
    expect(tabs.active?.id).toBe(first!.id);
    tabs.stepLastUsed(-1);
    expect(tabs.active?.id).toBe(second!.id);
  });
});

describe('closing a tab', () => {
  it('ends an idle shell without asking', async () => {
    const { tabs, closed, open } = makePanes();
    const [pane] = await open('web');
    await tabs.close(tabs.active!);
    expect(closed).toEqual([pane!.id]);
    expect(tabs.list).toEqual([]);
  });

  it('ends the shells of all its panes, and those of no other', async () => {
    const { panes, tabs, closed, open } = makePanes();
    const [, web] = await open('db', 'web');
    const beside = panes.split(web!, 'down')!;
    beside.mount({ attach: () => {} } as never);
    await answered();
    await tabs.close(tabs.active!);
    expect(closed).toEqual([web!.id, beside.id]);
    expect(tabs.list).toHaveLength(1);
  });

  it('asks while a program runs, and keeps the tab when the answer is no', async () => {
    const { tabs, dialogs, busy, closed, open } = makePanes();
    const [pane] = await open('web');
    const tab = tabs.active!;
    busy.set(pane!.id, { busy: true, program: 'vim' });
    const closing = tabs.close(tab);
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
    const { tabs, busy, closed, open, tell } = makePanes();
    const [pane] = await open('web');
    busy.set(pane!.id, { busy: true, program: 'vim' });
    tell(statusOf(pane!.id, 'web', 'closed'));
    await tabs.close(tabs.active!);
    expect(closed).toEqual([pane!.id]);
  });

  it('ends a shell whose opening had not been answered yet', async () => {
    const { panes, tabs, closed } = makePanes();
    const pane = panes.open({ id: 'web', name: 'web', kind: 'ssh' })!;
    pane.mount({ attach: () => {} } as never);
    await tabs.close(tabs.active!);
    await answered();
    expect(closed).toEqual([pane.id]);
  });

  it('ends it before it is had back, and not the one that comes back', async () => {
    const answers = new Deferred<void>();
    const { panes, tabs, layout, asked } = makePanes({ answers: answers.promise });
    const pane = panes.open({ id: 'web', name: 'web', kind: 'ssh' })!;
    pane.mount({ attach: () => {} } as never);
    const closing = tabs.close(tabs.active!);
    while (layout.closed.length === 0) await Promise.resolve();
    void layout.do({ op: 'reopen', item: layout.closed[0]!.id });
    panes.get(pane.id)!.mount({ attach: () => {} } as never);
    answers.resolve();
    await closing;
    await answered();
    const calls = asked.filter((call) => call.startsWith('shells:'));
    expect(calls.map((call) => call.split(' ')[0])).toEqual([
      'shells:open',
      'shells:close',
      'shells:attach',
    ]);
  });
});

describe('closing the tab of a shell that can live on', () => {
  /** One tab on such a shell, in this state, whose closing has just been asked for. */
  async function asked(state: ShellStatus['state']) {
    const all = makePanes();
    const [pane] = await all.open('web');
    const tell = (now: ShellStatus['state']) =>
      all.tell({ ...statusOf(pane!.id, 'web', now), kept: true });
    tell('online');
    tell(state);
    const tab = all.tabs.active!;
    const closing = all.tabs.close(tab);
    await answered();
    return { ...all, pane: pane!, tab, closing, tell };
  }

  it('asks even though nothing runs in it, and leaves it running when told so', async () => {
    const { panes, tabs, pane, dialogs, closing, closed, detached } = await asked('online');
    expect(dialogs.current).toMatchObject({ name: 'leave-shells', panes: [pane] });
    dialogs.answer('detach');
    await closing;
    expect({ closed, detached, left: tabs.list }).toEqual({
      closed: [],
      detached: [pane.id],
      left: [],
    });
    expect(panes.running.on('web')).toBe(1);
    panes.open({ id: 'web', name: 'web', kind: 'ssh' }, { how: 'running', session: 'abc' });
    expect(panes.running.on('web')).toBe(0);
  });

  it('ends it when told so', async () => {
    const { pane, dialogs, closing, closed, detached } = await asked('online');
    dialogs.answer('end');
    await closing;
    expect({ closed, detached }).toEqual({ closed: [pane.id], detached: [] });
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
    const { pane, tell, dialogs, closing, closed, detached } = await asked('online');
    tell('reconnecting');
    dialogs.answer('end');
    await closing;
    expect({ closed, detached }).toEqual({ closed: [], detached: [pane.id] });
  });

  it('asks too when its connection was given up', async () => {
    const { dialogs, pane } = await asked('failed');
    expect(dialogs.current).toMatchObject({ name: 'leave-shells', panes: [pane] });
    expect(pane.programGone).toBe(false);
  });

  it('does not ask when it has ended', async () => {
    const { pane, dialogs, closing, closed } = await asked('closed');
    await closing;
    expect(dialogs.current).toBeNull();
    expect(closed).toEqual([pane.id]);
  });

  it('does not ask where no connection ever stood', async () => {
    const { tabs, tell, dialogs, open, closed } = makePanes({ state: 'connecting' });
    const [pane] = await open('web');
    tell({ ...statusOf(pane!.id, 'web', 'failed'), kept: true });
    await tabs.close(tabs.active!);
    expect(dialogs.current).toBeNull();
    expect(closed).toEqual([pane!.id]);
  });

  it('asks once for several, and closes those that cannot live on', async () => {
    const { tabs, dialogs, open, tell, closed, detached } = makePanes();
    const [web, db] = await open('web', 'db');
    tell({ ...statusOf(web!.id, 'web', 'online'), kept: true });
    const closing = tabs.close(...tabs.list);
    await answered();
    dialogs.answer('detach');
    await closing;
    expect({ closed, detached }).toEqual({ closed: [db!.id], detached: [web!.id] });
  });
});

describe('a window that comes after another', () => {
  const window = windowOf(['c', 'db', 'notes'], ['b', 'gone'], ['a', 'web']);

  it('gets the tabs back in their order, with their names, and shows the same one', async () => {
    const survivors = ['a', 'b', 'c'].map((id) => statusOf(id, 'web', 'online'));
    const all = makePanes({ window: { ...window, active: 'tab-b' }, survivors });
    await all.panes.recover();
    expect(all.titles()).toEqual(['notes', 'Deleted host', 'web']);
    expect(all.panes.focused?.shellId).toBe('b');
    expect(all.panes.focused?.status.state).toBe('online');
  });

  it('takes a shell over once its terminal stands, and never opens another for it', async () => {
    const { panes, asked } = makePanes({ window });
    await panes.recover();
    panes.focused?.mount({ attach: () => {} } as never);
    panes.focused?.mount({ attach: () => {} } as never);
    await answered();
    expect(asked.filter((name) => /open|attach/.test(name))).toEqual(['shells:attach c']);
  });

  it('says of a shell that is not there any more why, and opens one in its place', async () => {
    const { panes, asked, lose } = makePanes({ window });
    lose('c');
    await panes.recover();
    const pane = panes.focused!;
    pane.mount({ attach: () => {} } as never);
    await answered();
    expect(pane.status).toMatchObject({ state: 'failed', canReconnect: true });
    expect(pane.shellId).toBeNull();
    await pane.reconnect();
    expect(asked.at(-1)).toBe('shells:open c');
    expect(pane.status.state).toBe('online');
  });
});
