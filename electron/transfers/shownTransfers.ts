// Transfers that the queue shows and that others run: they are on no disk, and what can be done with them
// is to stop them.
import type { Transfer } from '../ipc/fileTypes.ts';

/** Of ended ones so many are listed, the newest. */
const MOST_ENDED = 100;

export interface ShownTransfer {
  readonly id: string;
  readonly ended: boolean;
  view(): Transfer;
  stop(): void;
}

export class ShownTransfers {
  #all: ShownTransfer[] = [];

  get running(): boolean {
    return this.#all.some(({ ended }) => !ended);
  }

  /** Bytes a second of those that run, from this computer and to it. */
  rates(): { up: number; down: number } {
    const rate = (views: Transfer[]): number =>
      views.reduce((sum, one) => sum + (one.rate ?? 0), 0);
    const [up, down] = [this.views().filter(isUp), this.views().filter((one) => !isUp(one))];
    return { up: rate(up), down: rate(down) };
  }

  add(one: ShownTransfer): void {
    const ended = this.#all.filter(({ ended: isOver }) => isOver);
    const gone = new Set(ended.slice(0, Math.max(0, ended.length - MOST_ENDED + 1)));
    this.#all = [...this.#all.filter((other) => !gone.has(other)), one];
  }

  views(): Transfer[] {
    return this.#all.map((one) => one.view());
  }

  stop(ids: readonly string[]): void {
    for (const one of this.#all) if (ids.includes(one.id)) one.stop();
  }

  clear(): void {
    this.#all = this.#all.filter(({ ended }) => !ended);
  }
}

function isUp({ from }: Transfer): boolean {
  return from.hostId === null;
}
