// Windows that do things at once, each on its copy, and a main process that decides: in the end all
// agree, and what a window did is never seen to come undone and come back.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { apply } from '../../core/layout/apply.ts';
import { allPanes, allTabs, splitIdsIn } from '../../core/layout/find.ts';
import type { Layout, Side } from '../../core/layout/layout.ts';
import { LayoutError } from '../../core/layout/layoutError.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { LayoutCopy } from '../../renderer/state/layoutCopy.ts';
import { eachSeed, type Random } from '../support/random.ts';

const WINDOWS = ['one', 'two'];
const SIDES: readonly Side[] = ['left', 'right', 'up', 'down'];
const START: Layout = {
  windows: WINDOWS.map((id) => ({ id, tabs: [], active: null })),
  closed: [],
};

let made = 0;
const fresh = (): string => `id-${++made}`;

/** Something that can be asked for as a window sees things; most of it makes sense. */
function randomOp(random: Random, layout: Layout): LayoutOp {
  const [panes, tabs] = [allPanes(layout), allTabs(layout)];
  const hostId = 'host';
  const newPane = () => ({
    ...{ kind: 'pane' as const, id: fresh() },
    content: { kind: 'shell' as const, hostId },
  });
  if (panes.length < 2 || random.once(6)) {
    return { op: 'open', tab: fresh(), pane: newPane(), index: random.int(3) || null };
  }
  const pane = random.pick(panes).id;
  const tab = random.pick(tabs).id;
  const beside = { beside: random.pick(panes).id, side: random.pick(SIDES), split: fresh() };
  const place = { window: random.pick(WINDOWS), index: random.int(4) };
  const splits = tabs.flatMap(({ tree }) => splitIdsIn(tree));
  const choices: LayoutOp[] = [
    { op: 'split', pane: newPane(), to: beside },
    { op: 'focus', pane },
    { op: 'show', tab },
    { op: 'rename', tab, title: random.once(2) ? fresh() : null },
    { op: 'move-tab', tab, to: place },
    { op: 'merge-tab', tab, to: beside },
    { op: 'move-pane', pane, to: beside },
    { op: 'move-pane', pane, to: { ...place, tab: fresh() } },
    { op: 'swap', pane, with: random.pick(panes).id },
    { op: 'equalise', tab },
    { op: 'zoom', pane, on: random.once(2) },
    { op: 'close', panes: [pane], item: fresh() },
    ...layout.closed.map(({ id }): LayoutOp => ({ op: 'reopen', item: id })),
    ...splits.map((split): LayoutOp => ({ op: 'share', split, shares: [0.3, 0.7] })),
  ];
  return random.pick(choices);
}

type Message = (copy: LayoutCopy) => void;
type Arrived = (copy: LayoutCopy, take: () => void, acts: boolean) => void;

/** The main process, and on the way from and to it what has not arrived yet. */
class Main {
  layout = START;
  readonly #random: Random;
  readonly #refuses: boolean;
  readonly #seen = new Map<string, number>();
  readonly asked = WINDOWS.map((): { op: LayoutOp; number: number }[] => []);
  readonly told = WINDOWS.map((): Message[] => []);

  constructor(random: Random, refuses: boolean) {
    this.#random = random;
    this.#refuses = refuses;
  }

  /** Takes the next that a window asked for. */
  take(index: number): void {
    const next = this.asked[index]!.shift();
    if (!next) return;
    const { op, number } = next;
    const before = this.layout;
    this.#seen.set(WINDOWS[index]!, number);
    try {
      if (this.#refuses && this.#random.once(8)) throw new LayoutError({ code: 'layout-gone' });
      this.layout = apply(before, WINDOWS[index]!, op);
      // Nothing new: nobody need be told, but for who asked, and that only perhaps.
      if (this.layout !== before) this.#tellAll();
      else if (this.#random.once(2)) this.#tell(index);
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error;
      if (this.#random.once(2)) this.#tell(index);
      this.told[index]!.push((copy) => copy.refused(number));
    }
  }

  #tellAll(): void {
    for (const index of WINDOWS.keys()) this.#tell(index);
  }

  #tell(index: number): void {
    const { layout } = this;
    const seen = this.#seen.get(WINDOWS[index]!) ?? 0;
    this.told[index]!.push((copy) => copy.told(structuredClone(layout), seen));
  }
}

/** Lets so many windows do so many things in any order; `arrived` is called around each message. */
function play(random: Random, options: { acting: number; refuses: boolean; arrived?: Arrived }) {
  const { acting, refuses, arrived = (_copy, take) => take() } = options;
  const main = new Main(random, refuses);
  const copies = WINDOWS.map((own) => new LayoutCopy(own, START, 0));
  const act = (index: number): void => {
    const copy = copies[index]!;
    const op = randomOp(random, copy.layout);
    try {
      main.asked[index]!.push({ op, number: copy.do(op) });
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error;
    }
  };
  const hear = (index: number): void => {
    const message = main.told[index]!.shift();
    if (message) arrived(copies[index]!, () => message(copies[index]!), index < acting);
  };
  for (let turn = 0; turn < 120; turn++) {
    const steps = [() => act(random.int(acting)), () => main.take(random.int(2))];
    random.pick([...steps, () => hear(random.int(2))])();
  }
  for (const index of WINDOWS.keys()) {
    while (main.asked[index]!.length > 0) main.take(index);
  }
  for (const index of WINDOWS.keys()) while (main.told[index]!.length > 0) hear(index);
  return { main, copies };
}

describe('what windows show', () => {
  it('is the same in the end, as the main process has it', async () => {
    await eachSeed(60, (random) => {
      const { main, copies } = play(random, { acting: 2, refuses: true });
      for (const copy of copies) expect(copy.layout).toEqual(main.layout);
    });
  });

  it('never changes by news of what they did themselves', async () => {
    await eachSeed(40, (random) => {
      play(random, {
        ...{ acting: 1, refuses: false },
        arrived: (copy, take, acts) => {
          const before = copy.layout;
          take();
          if (acts) expect(copy.layout).toBe(before);
        },
      });
    });
  });

  it('is the same object wherever news say nothing new, and what they say where they do', async () => {
    await eachSeed(40, (random) => {
      play(random, {
        ...{ acting: 2, refuses: true },
        arrived: (copy, take) => {
          const { windows: before, closed } = copy.layout;
          take();
          const { windows, closed: now } = copy.layout;
          for (const one of windows) {
            const known = before.find((was) => isDeepStrictEqual(was, one));
            if (known) expect(one).toBe(known);
          }
          if (isDeepStrictEqual(now, closed)) expect(now).toBe(closed);
        },
      });
    });
  });
});

describe('an operation', () => {
  const open: LayoutOp = {
    ...{ op: 'open', tab: 't', index: null },
    pane: { kind: 'pane', id: 'p', content: { kind: 'shell', hostId: 'h' } },
  };

  it('is seen at once, and while older news come', () => {
    const copy = new LayoutCopy('one', START, 0);
    expect(copy.do(open)).toBe(1);
    copy.told(structuredClone(START), 0);
    expect(allPanes(copy.layout).map(({ id }) => id)).toEqual(['p']);
  });

  it('is undone where it is refused', () => {
    const copy = new LayoutCopy('one', START, 4);
    expect(copy.do(open)).toBe(5);
    copy.refused(5);
    expect(copy.layout).toEqual(START);
  });

  it('that makes no sense is refused here, and counts for nothing', () => {
    const copy = new LayoutCopy('one', START, 0);
    expect(() => copy.do({ op: 'show', tab: 'gone' })).toThrow(LayoutError);
    expect(copy.do(open)).toBe(1);
  });

  it('on what is another window’s is refused here', () => {
    const copy = new LayoutCopy('two', apply(START, 'one', open), 0);
    const to = { window: 'two', index: 0 };
    expect(() => copy.do({ op: 'move-tab', tab: 't', to })).toThrow(LayoutError);
    expect(copy.layout.windows.find(({ id }) => id === 'two')!.tabs).toEqual([]);
  });

  it('is dropped where another window has made it impossible', () => {
    const copy = new LayoutCopy('one', START, 0);
    copy.told(apply(START, 'one', open), copy.do(open));
    copy.do({ op: 'rename', tab: 't', title: 'mine' });
    copy.told(START, 1); // it was closed elsewhere
    expect(copy.layout).toEqual(START);
  });
});
