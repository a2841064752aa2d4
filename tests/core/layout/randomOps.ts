// Operations drawn by seed, as windows make them: mostly about what is there, sometimes about what
// isn't any more, and now and then with a name that is taken.
import { allPanes, allTabs, splitsIn } from '../../../core/layout/find.ts';
import type { Layout, Side } from '../../../core/layout/layout.ts';
import type { BesidePane, LayoutOp, TabPlace } from '../../../core/layout/layoutOp.ts';
import type { Random } from '../../support/random.ts';
import type { Pane } from '../../../core/layout/layout.ts';
import { pane, settings } from './layouts.ts';

const SIDES: readonly Side[] = ['left', 'right', 'up', 'down'];

export class RandomOps {
  readonly #random: Random;
  #made = 0;
  #layout: Layout = { windows: [], closed: [] };

  constructor(random: Random) {
    this.#random = random;
  }

  /** Who asks, and for what. */
  draw(layout: Layout): { asking: string; op: LayoutOp } {
    this.#layout = layout;
    const make = this.#random.pick(this.#makers);
    return { asking: this.#window(), op: make() };
  }

  get #makers(): (() => LayoutOp)[] {
    const { int, once } = this.#random;
    const opening = [
      () => this.#open(),
      () => this.#open(),
      () => this.#split(),
      () => this.#split(),
      () => this.#split(),
    ];
    return [
      ...(allPanes(this.#layout).length < 60 ? opening : []),
      () => ({ op: 'focus', pane: this.#pane() }),
      () => ({ op: 'show', tab: this.#tab() }),
      () => ({ op: 'belong', pane: this.#pane(), hostId: `h${int(5)}` }),
      () => ({ op: 'rename', tab: this.#tab(), title: once(2) ? null : `title ${int(3)}` }),
      () => ({ op: 'pin', tab: this.#tab(), on: once(2) }),
      () => ({ op: 'move-tab', tab: this.#tab(), to: this.#place() }),
      () => ({ op: 'merge-tab', tab: this.#tab(), to: this.#beside() }),
      () => ({ op: 'move-pane', pane: this.#pane(), to: this.#beside() }),
      () => ({
        op: 'move-pane',
        pane: this.#pane(),
        to: { ...this.#place(), tab: this.#name('t', this.#tab()) },
      }),
      () => ({ op: 'swap', pane: this.#pane(), with: this.#pane() }),
      () => this.#share(),
      () => ({ op: 'equalise', tab: this.#tab() }),
      () => ({ op: 'zoom', pane: this.#pane(), on: !once(3) }),
      () => this.#close(),
      () => this.#close(),
      () => ({ op: 'close-window', window: this.#window(), item: this.#item() }),
      () => this.#reopen(),
      () => this.#reopen(),
      () => this.#reopen(),
      () => ({ op: 'new-window', window: this.#name('w', this.#window()) }),
    ];
  }

  #open(): LayoutOp {
    const index = this.#random.once(2) ? null : this.#random.int(5);
    const added = this.#newPane();
    return { op: 'open', tab: this.#name('t', this.#tab()), pane: added, index };
  }

  #split(): LayoutOp {
    return { op: 'split', pane: this.#newPane(), to: this.#beside() };
  }

  /** Of a shell, or now and then the settings. */
  #newPane(): Pane {
    const id = this.#name('p', this.#pane());
    return this.#random.once(8) ? settings(id) : pane(id);
  }

  #share(): LayoutOp {
    const splits = allTabs(this.#layout).flatMap((tab) => splitsIn(tab.tree));
    if (splits.length === 0) return { op: 'share', split: 'gone', shares: [1, 1] };
    const { id, parts } = this.#random.pick(splits);
    const count = this.#random.once(10) ? parts.length + 1 : parts.length;
    const draw = (): number => this.#random.between(1, 1000) / this.#random.pick([1, 1000, 1e9]);
    return { op: 'share', split: id, shares: Array.from({ length: count }, draw) };
  }

  #close(): LayoutOp {
    const count = this.#random.pick([1, 1, 1, 2, 5]);
    const panes = Array.from({ length: count }, () => this.#pane());
    return { op: 'close', panes, item: this.#item() };
  }

  #reopen(): LayoutOp {
    const { closed } = this.#layout;
    return { op: 'reopen', item: closed.length > 0 ? this.#random.pick(closed).id : 'gone' };
  }

  #place(): TabPlace {
    const window = this.#random.once(4) ? this.#name('w', this.#window()) : this.#window();
    return { window, index: this.#random.int(5) };
  }

  #beside(): BesidePane {
    const splits = allTabs(this.#layout).flatMap((tab) => splitsIn(tab.tree));
    const taken = splits.length > 0 ? this.#random.pick(splits).id : 's';
    const split = this.#name('s', taken);
    return { beside: this.#pane(), side: this.#random.pick(SIDES), split };
  }

  #window(): string {
    return this.#one(this.#layout.windows);
  }

  #tab(): string {
    return this.#one(allTabs(this.#layout));
  }

  #pane(): string {
    return this.#one(allPanes(this.#layout));
  }

  #item(): string {
    return this.#name('c', this.#one(this.#layout.closed));
  }

  #one(things: readonly { id: string }[]): string {
    return things.length === 0 || this.#random.once(40) ? 'gone' : this.#random.pick(things).id;
  }

  /** A new one, or rarely one that is taken. */
  #name(kind: string, taken: string): string {
    return this.#random.once(30) ? taken : `${kind}${++this.#made}`;
  }
}
