// The state of one shell: told to whoever listens, at each change and never after its end.
import { isDeepStrictEqual } from 'node:util';
import type { ShellState } from '../shell.ts';
import { say } from '../../words/said.ts';

export type StateListener = (state: ShellState) => void;

const initial: ShellState = {
  state: 'connecting',
  message: say('connecting'),
  hint: null,
  exitCode: null,
  signal: null,
  rttMs: null,
  lag: null,
  pendingInput: 0,
  canReconnect: false,
  kept: false,
  attempt: null,
  nextTryInMs: null,
  skippedBytes: 0,
};

export class StateCell {
  readonly #listeners = new Set<StateListener>();
  #current: ShellState = initial;

  get current(): ShellState {
    return this.#current;
  }

  /** True once `closed` or `failed`; nothing changes any more. */
  get ended(): boolean {
    return this.#current.state === 'closed' || this.#current.state === 'failed';
  }

  /** Changes some of the state; what isn't named stays. */
  set(change: Partial<ShellState>): void {
    if (this.ended) return;
    const next = { ...this.#current, ...change };
    if (isDeepStrictEqual(next, this.#current)) return;
    this.#current = next;
    for (const listener of [...this.#listeners]) listener(this.#current);
  }

  subscribe(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
