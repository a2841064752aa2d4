// A window's copy of the layout: as the main process told it last, and on top of that what this
// window has asked for since. So an operation is seen at once, and stays seen while older news come.
import { apply } from '../../core/layout/apply.ts';
import { LayoutError } from '../../core/layout/layoutError.ts';
import type { Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { sameParts } from '../lib/sameParts.ts';
import { mayDo } from '../../core/layout/mayDo.ts';
import { say } from '../../words/said.ts';

interface Asked {
  op: LayoutOp;
  number: number;
}

export class LayoutCopy {
  readonly #own: string;
  #confirmed: Layout;
  #asked: readonly Asked[] = [];
  #number: number;
  #shown: Layout;

  /** @param seen the number of the last operation of this window that is in it */
  constructor(own: string, layout: Layout, seen: number) {
    this.#own = own;
    this.#confirmed = this.#shown = layout;
    this.#number = seen;
  }

  /** What is to be shown. The same object for as long as nothing changes, and so are its parts. */
  get layout(): Layout {
    return this.#shown;
  }

  /**
   * Carries an operation out; the answer is its number, to ask the main process with. Throws a
   * `LayoutError` where it can't be done, and then there is nothing to ask.
   */
  do(op: LayoutOp): number {
    this.#shown = this.#applied(this.#shown, op);
    this.#asked = [...this.#asked, { op, number: ++this.#number }];
    return this.#number;
  }

  /**
   * It stands so in the main process, with all that this window asked for up to number `seen`. One
   * that it did is over with this, and not sooner: until then its effect would be missing here.
   */
  told(layout: Layout, seen: number): void {
    this.#confirmed = layout;
    this.#settle(({ number }) => number > seen);
  }

  /** The main process refused it: it is undone here, too. */
  refused(number: number): void {
    this.#settle((asked) => asked.number !== number);
  }

  #settle(isOpen: (asked: Asked) => boolean): void {
    this.#asked = this.#asked.filter(isOpen);
    const told = this.#asked.reduce((layout, { op }) => this.#with(layout, op), this.#confirmed);
    this.#shown = sameParts(this.#shown, told);
  }

  /** Without it where another window has made it impossible: the main process will refuse it, too. */
  #with(layout: Layout, op: LayoutOp): Layout {
    try {
      return this.#applied(layout, op);
    } catch (error) {
      if (error instanceof LayoutError) return layout;
      throw error;
    }
  }

  /** Refuses what main would: a pane of another window must not even be tried to be shown here. */
  #applied(layout: Layout, op: LayoutOp): Layout {
    if (!mayDo(layout, this.#own, op)) throw new LayoutError(say('layout-elsewhere'));
    return apply(layout, this.#own, op);
  }
}
