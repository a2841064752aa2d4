// A drag from its start to its end: within a window, to another one, out of all, and called off.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { BEAT_MS, PaneDrag } from '../../renderer/state/paneDrag.svelte.ts';

/** What a browser carries: only types can be read before it is let go. */
class Carried {
  readonly #data = new Map<string, string>();
  effectAllowed = '';
  get types(): string[] {
    return [...this.#data.keys()];
  }
  setData(type: string, text: string): void {
    this.#data.set(type, text);
  }
  getData(type: string): string {
    return this.#data.get(type) ?? '';
  }
}

const tab = (id: string) => ({
  ...{ id: `tab ${id}`, title: null, focus: id, zoomed: false },
  tree: { kind: 'pane' as const, id, content: { kind: 'shell' as const, hostId: 'h' } },
});
const layout: Layout = {
  windows: [
    { id: 'one', tabs: [tab('a'), tab('b')], active: 'tab a' },
    { id: 'two', tabs: [tab('c')], active: 'tab c' },
  ],
  closed: [],
};

let time: number;
let timers: { at: number; run: () => void }[];
let ops: LayoutOp[];
/** What was asked for, in order: windows' places, and operations. */
let order: string[];
const point = { x: 1210, y: 860 };
/** The windows that did these. */
let asked: string[];
let one: PaneDrag;
let two: PaneDrag;
let data: Carried;

function pass(ms: number): void {
  time += ms;
  const due = timers.filter(({ at }) => at <= time);
  timers = timers.filter(({ at }) => at > time);
  for (const { run } of due) run();
}

function windowOf(own: string, other: () => PaneDrag): PaneDrag {
  return new PaneDrag({
    layout: {
      own,
      layout,
      do: (op) => (ops.push(op), order.push(op.op), asked.push(own), Promise.resolve()),
    },
    place: (window, at) => order.push(`${window} at ${at.x},${at.y}`),
    takeKeyboard: () => order.push(`keyboard to ${own}`),
    tell: (news) => other().heard(news),
    later(ms, run) {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
  });
}

beforeEach(() => {
  [time, timers, ops, order, asked, data] = [1000, [], [], [], [], new Carried()];
  one = windowOf('one', () => two);
  two = windowOf('two', () => one);
  one.start({ kind: 'tab', id: 'tab a' }, data);
  one.entered(data);
});

describe('within a window', () => {
  it('is known from its start, lands once, and is gone', () => {
    expect([one.own, one.over]).toEqual([{ kind: 'tab', id: 'tab a' }, 'tab']);
    one.dropped({ pane: 'b', zone: 'left' });
    one.ended(true, point);
    pass(BEAT_MS);
    expect([one.own, one.over]).toEqual([null, null]);
    expect(ops).toMatchObject([{ op: 'merge-tab', tab: 'tab a', to: { beside: 'b' } }]);
  });

  it('ends without a trace when it is called off there', () => {
    one.left(); // browsers say so even then
    one.ended(true, point);
    pass(BEAT_MS);
    expect([one.own, order]).toEqual([null, []]);
  });

  it('ends without a trace also where the window stood still meanwhile', () => {
    one.left();
    time += 500; // the timers are as late as all else
    one.ended(true, point);
    pass(BEAT_MS);
    expect([one.own, order]).toEqual([null, []]);
  });

  it('isn’t taken for one that goes on, where its end was never told', () => {
    one.pressed();
    expect([one.own, one.over]).toEqual([null, null]);
  });
});

describe('over another window', () => {
  beforeEach(() => {
    one.left();
    two.entered(data);
  });

  it('is of a kind, and only that is known', () => {
    expect([two.over, two.own, one.over]).toEqual(['tab', null, null]);
  });

  it.each(['before', 'after'])('lands there once, if its end is told %s', (when) => {
    if (when === 'before') one.ended(false, point);
    two.dropped({ gap: 1 });
    if (when === 'after') one.ended(false, point);
    pass(BEAT_MS);
    expect(ops).toEqual([{ op: 'move-tab', tab: 'tab a', to: { window: 'two', index: 1 } }]);
    expect(asked).toEqual(['one']); // whose it is
  });

  it('brings the keyboard along, once', () => {
    two.dropped({ gap: 1 });
    expect(order).toEqual(['move-tab', 'keyboard to two']);
    expect([two.arrived(), two.arrived(), one.arrived()]).toEqual([true, false, false]);
  });

  it('isn’t had by a window that says so when nothing is dragged any more', () => {
    one.ended(false, point);
    pass(BEAT_MS);
    two.dropped({ gap: 1 });
    expect(ops).toEqual([]);
  });

  it('isn’t had by a window that says so while it is over this one', () => {
    two.left();
    one.entered(data);
    two.dropped({ gap: 1 });
    expect(ops).toEqual([]);
  });
});

describe('outside of all windows', () => {
  beforeEach(() => {
    pass(500);
    one.left();
    pass(500);
  });

  it.each([false, true])('makes a window (place known wrongly: %s)', (inside) => {
    one.ended(inside, point);
    expect(ops).toEqual([]);
    pass(BEAT_MS);
    expect(ops).toEqual([
      { op: 'move-tab', tab: 'tab a', to: { window: expect.any(String), index: 0 } },
    ]);
  });

  it('asks for the new window’s place, where it was let go, before the window', () => {
    one.ended(false, point);
    pass(BEAT_MS);
    const [op] = ops;
    const made = op && 'to' in op && 'window' in op.to ? op.to.window : '';
    expect(order).toEqual([`${made} at 1210,860`, 'move-tab']);
  });

  it('makes none where Escape is let go right after', () => {
    one.ended(false, point);
    one.escaped();
    pass(BEAT_MS);
    expect(ops).toEqual([]);
  });

  it('makes none where another window says meanwhile that it landed there', () => {
    one.ended(false, point);
    two.dropped({ pane: 'c', zone: 'up' });
    pass(BEAT_MS);
    expect(ops).toMatchObject([{ op: 'merge-tab', to: { beside: 'c', side: 'up' } }]);
  });
});

it('what others drag here is left to them', () => {
  one.dropped({ pane: 'a', zone: 'left' }); // onto itself: it is over

  const file = new Carried();
  file.setData('Files', '');
  two.entered(file);
  expect(two.over).toBeNull();
  const forged = new Carried();
  forged.setData('application/x-bowline-pane', 'a');
  two.entered(forged);
  two.dropped({ gap: 0 });
  one.ended(true, point);
  pass(BEAT_MS);
  expect(ops).toEqual([]);
});
