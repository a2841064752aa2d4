/// <reference types="svelte" />
// The panes of a window follow its layout: which come and go, where they stand, who has the keyboard,
// and what becomes of a terminal whose pane moved to another window.
import { describe, expect, it } from 'vitest';
import type { TerminalHandle } from '../../renderer/state/pane.svelte.ts';
import { LEAVING_MS } from '../../renderer/state/leaving.ts';
import { Deferred } from '../support/deferred.ts';
import { answered, makePanes, OWN, statusOf, windowOf } from './panesRig.ts';

const AWAY = { window: 'window-2', index: 0, tab: 'away' };

describe('a pane', () => {
  it('is asked for before its shell is opened, with the same id', async () => {
    const { asked, open } = makePanes();
    const [pane] = await open('web');
    expect(asked).toEqual(['layout:do', `shells:open ${pane!.id}`]);
  });

  it('opens beside another on the same host, and has the keyboard', async () => {
    const { panes, tabs, open } = makePanes();
    const [web] = await open('web');
    const beside = panes.split(web!, 'right')!;
    expect(beside.host).toEqual(web!.host);
    expect(panes.focused).toBe(beside);
    expect(tabs.panesOf(tabs.active!)).toEqual([web, beside]);
    expect(panes.placeOf(web!)).toMatchObject({ shown: true, focused: false, number: 1, count: 2 });
    expect(panes.placeOf(beside)!.rect).toEqual({ x: 0.5, y: 0, width: 0.5, height: 1 });
  });

  it('is not made where that is refused, and the reason is said', async () => {
    const { panes, open, refusals } = makePanes();
    const [web] = await open('web');
    await panes.close(web!);
    expect(panes.split(web!, 'right')).toBeNull();
    expect(refusals).toHaveLength(1);
    expect(panes.all).toEqual([]);
  });

  it('stays the same, in the same order, whatever is done with panes and tabs', async () => {
    const { layout, panes, tabs, open } = makePanes();
    const [a, b] = await open('web', 'db');
    const c = panes.split(a!, 'down')!;
    const all = [a, b, c];
    await layout.do({ op: 'swap', pane: a!.id, with: c.id });
    await layout.do({
      ...{ op: 'move-pane', pane: b!.id },
      to: { beside: a!.id, side: 'left', split: 's' },
    });
    await layout.do({ op: 'zoom', pane: b!.id, on: true });
    await layout.do({ op: 'move-pane', pane: c.id, to: { window: OWN, index: 0, tab: 't' } });
    expect(panes.all).toEqual(all);
    expect(tabs.list.map((tab) => tabs.panesOf(tab).length)).toEqual([1, 2]);
  });

  it('is seen only in the shown tab, and alone there while it is zoomed', async () => {
    const { layout, panes, tabs, open } = makePanes();
    const [a, b] = await open('web', 'db');
    const c = panes.split(b!, 'right')!;
    const shown = () => [a!, b!, c].map((pane) => panes.placeOf(pane)!.shown);
    expect(shown()).toEqual([false, true, true]);
    await layout.do({ op: 'zoom', pane: c.id, on: true });
    expect(shown()).toEqual([false, false, true]);
    expect(panes.placeOf(c)!.rect).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    tabs.goTo(1);
    expect(shown()).toEqual([true, false, false]);
  });

  it('asks for the keyboard only where it has not got it', async () => {
    const { panes, open, asked } = makePanes();
    const [web] = await open('web');
    const beside = panes.split(web!, 'right')!;
    const before = asked.length;
    panes.focus(beside);
    expect(asked).toHaveLength(before);
    panes.focus(web!);
    expect(panes.focused).toBe(web);
    expect(asked).toHaveLength(before + 1);
  });

  it('has its share while a border is dragged, before anybody is told of it', async () => {
    const { layout, panes, open } = makePanes();
    const [web] = await open('web');
    panes.split(web!, 'right');
    const { tree } = layout.active!;
    panes.dragged = { split: (tree as { id: string }).id, shares: [0.25, 0.75] };
    expect(panes.placeOf(web!)!.rect.width).toBe(0.25);
    panes.dragged = null;
    expect(panes.placeOf(web!)!.rect.width).toBe(0.5);
  });
});

describe('a host', () => {
  it('has the states of its panes in this window', async () => {
    const { layout, panes, open, tell } = makePanes();
    const [a, b] = await open('web', 'web');
    tell(statusOf(b!.id, 'web', 'lagging'));
    expect(panes.statusesOn('web').map(({ state }) => state)).toEqual(['online', 'lagging']);
    a!.mount(handed(new Promise(() => {})));
    await layout.do({ op: 'move-pane', pane: a!.id, to: AWAY });
    expect(panes.all).toContain(a);
    expect(panes.statusesOn('web').map(({ state }) => state)).toEqual(['lagging']);
  });
});

describe('output that was skipped', () => {
  it('is news until its pane is looked at, and what is skipped later again', async () => {
    const { open, tell } = makePanes();
    const [pane] = await open('web');
    const skipped = (skippedBytes: number): void =>
      void tell({ ...statusOf(pane!.id, 'web', 'online'), skippedBytes });
    skipped(500);
    expect(pane!.skippedUnseen).toBe(500);
    pane!.lookedAt();
    expect(pane!.skippedUnseen).toBe(0);
    skipped(700);
    expect(pane!.skippedUnseen).toBe(200);
    pane!.lookedAt();
    skipped(0); // another connection counts anew
    skipped(30);
    expect(pane!.skippedUnseen).toBe(30);
  });
});

/** A terminal that is handed over when this resolves. */
function handed(over: Promise<void>): TerminalHandle {
  return { attach: () => {}, leaving: () => over } as unknown as TerminalHandle;
}

describe('a pane that moves to another window', () => {
  async function moved() {
    const all = makePanes();
    const over = new Deferred<void>();
    const [pane, other] = await all.open('web', 'db');
    pane!.mount(handed(over.promise));
    await all.layout.do({ op: 'move-pane', pane: pane!.id, to: AWAY });
    const back = () =>
      all.elsewhere({ ...{ op: 'move-pane', pane: pane!.id }, to: { ...AWAY, window: OWN } });
    return { ...all, pane: pane!, other, over, back };
  }

  it('keeps its terminal, out of sight, until it was handed over', async () => {
    const { panes, tabs, pane, other, over, closed, waits } = await moved();
    expect(tabs.list).toHaveLength(1);
    expect(panes.all).toEqual([pane, other]);
    expect(panes.placeOf(pane)).toBeUndefined();
    over.resolve();
    await answered();
    expect(panes.all).toEqual([other]);
    expect({ closed, waits }).toEqual({ closed: [], waits: [] });
  });

  it('keeps it no longer than a bound', async () => {
    const { panes, other, waits } = await moved();
    expect(waits.map(({ ms }) => ms)).toEqual([LEAVING_MS]);
    waits[0]!.run();
    expect(panes.all).toEqual([other]);
  });

  it('keeps one that is being handed over for as long as that takes', async () => {
    const { panes, pane, other, over, waits } = await moved();
    pane.handle!.isHandedOver = () => true;
    waits[0]!.run();
    expect(panes.all).toEqual([pane, other]);
    over.resolve();
    await answered();
    expect(panes.all).toEqual([other]);
  });

  it('goes on with it where it comes back before anybody asked for it', async () => {
    const { panes, pane, other, back, waits, asked } = await moved();
    back();
    expect(panes.all).toEqual([pane, other]);
    expect(panes.focused).toBe(pane);
    expect(waits).toEqual([]);
    expect(asked).not.toContain(`shells:attach ${pane.id}`);
  });

  it('is taken over anew where it comes back and its terminal is gone', async () => {
    const { panes, pane, other, over, back } = await moved();
    back();
    over.resolve();
    await answered();
    expect(panes.all.map(({ id }) => id)).toEqual([other!.id, pane.id]);
    expect(panes.all).not.toContain(pane);
  });

  it('is let go at once where it is closed there', async () => {
    const { panes, pane, other, elsewhere, closed } = await moved();
    elsewhere({ op: 'close', panes: [pane.id], item: 'item' });
    expect(panes.all).toEqual([other]);
    expect(closed).toEqual([]); // the other window does that
  });
});

describe('a pane that comes from another window', () => {
  it('is taken over, not opened', async () => {
    const { panes, elsewhere, asked } = makePanes({ window: windowOf(['a', 'web']) });
    elsewhere({ op: 'new-window', window: 'window-2' });
    elsewhere({
      ...{ op: 'open', tab: 't', index: null },
      pane: { kind: 'pane', id: 'x', content: { kind: 'shell', hostId: 'db' } },
    });
    await panes.recover();
    expect(panes.all.map(({ id }) => id)).toEqual(['a']);
    elsewhere({ op: 'move-pane', pane: 'x', to: { beside: 'a', side: 'up', split: 's' } });
    const pane = panes.get('x')!;
    expect(pane.host.name).toBe('db');
    pane.mount({ attach: () => {} } as unknown as TerminalHandle);
    await answered();
    expect(asked.at(-1)).toBe('shells:attach x');
  });
});
