// The connection panel: whether it is open, and what is asked of the main process while it is.
// Nothing is asked, and nothing measured for it, while it is closed.
import type { Bridge, LagReport } from '../../electron/ipc/contract.ts';

/** Bytes a second. */
export interface Rates {
  in: number;
  out: number;
}

/** As often as a person can read it, milliseconds. */
const EVERY_MS = 1_000;

/** Calls again and again until the returned function is called. */
export type Every = (action: () => void) => () => void;

const eachSecond: Every = (action) => {
  const timer = setInterval(action, EVERY_MS);
  return () => clearInterval(timer);
};

export class Details {
  readonly #bridge: Bridge;
  readonly #every: Every;
  #open = $state(false);
  #report = $state.raw<LagReport | null>(null);
  #rates = $state.raw<Rates | null>(null);

  constructor(bridge: Bridge, every: Every = eachSecond) {
    this.#bridge = bridge;
    this.#every = every;
  }

  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
  }

  /** The latest that is known; null before the first answer. */
  get report(): LagReport | null {
    return this.#report;
  }

  /** Null until two reports of the same connection tell them. */
  get rates(): Rates | null {
    return this.#rates;
  }

  toggle(): void {
    this.#open = !this.#open;
  }

  /** Asks now and each second how a shell lags; the returned function ends that. */
  watch(shellId: string): () => void {
    this.#report = this.#rates = null;
    let over = false;
    const ask = async (): Promise<void> => {
      // Closed meanwhile, or the window is on its way out: the last report stands.
      const report = await this.#bridge.call('shells:lag', shellId).catch(() => null);
      if (report && !over) this.#take(report);
    };
    void ask();
    const stop = this.#every(() => void ask());
    return () => {
      over = true;
      stop();
    };
  }

  #take(report: LagReport): void {
    this.#rates = ratesOf(this.#report, report);
    this.#report = report;
  }
}

function ratesOf(before: LagReport | null, now: LagReport): Rates | null {
  if (!before || now.at <= before.at || now.bytesIn < before.bytesIn) return null;
  const seconds = (now.at - before.at) / 1_000;
  return {
    in: (now.bytesIn - before.bytesIn) / seconds,
    out: Math.max(0, now.bytesOut - before.bytesOut) / seconds,
  };
}
