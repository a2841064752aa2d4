// What has become of a tunnel, for its owner: where it listens, what went wrong last, and who is told
// of changes. The same whoever carries it; its state is the carrier's to know.
import type { Place } from './place.ts';
import type { TunnelState, TunnelTrouble } from './tunnel.ts';
import type { TunnelError } from './tunnelError.ts';

export class TunnelReport {
  /** Where it really listens; null unless it does. */
  listening: Place | null = null;
  readonly #today: () => number;
  readonly #listeners = new Set<() => void>();
  #error: TunnelTrouble | null = null;
  #failed = false;

  /** @param today milliseconds since 1970 */
  constructor(today: () => number) {
    this.#today = today;
  }

  get error(): TunnelTrouble | null {
    return this.#error;
  }

  /** Its state while nobody carries it. */
  get atRest(): TunnelState {
    return this.#failed ? 'failed' : 'stopped';
  }

  /** It is started or stopped: what went wrong before counts no more. */
  clear(): void {
    this.#failed = false;
    this.#error = null;
  }

  /** What keeps it, or a connection through it; null: nothing any more. */
  explain(error: TunnelError | null): void {
    if (!error) return void (this.#error = null);
    const { code, said: message, advice: hint, field } = error;
    this.#error = { code, message, hint, at: this.#today(), ...(field ? { field } : {}) };
  }

  /** It can't be had. */
  fail(error: TunnelError): void {
    this.#failed = true;
    this.explain(error);
  }

  subscribe(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => void this.#listeners.delete(onChange);
  }

  /** Something of it is another now. */
  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
