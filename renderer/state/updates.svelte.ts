// How it stands with a newer Bowline, as the main process tells it, and what the user can do about it.
import type { Bridge, UpdateState } from '../../electron/ipc/contract.ts';

export class Updates {
  readonly #bridge: Bridge;
  #state = $state.raw<UpdateState>() as UpdateState;

  constructor(bridge: Bridge, initial: UpdateState) {
    this.#bridge = bridge;
    this.#state = initial;
    bridge.on('updates:changed', (state) => (this.#state = state));
  }

  get state(): UpdateState {
    return this.#state;
  }

  check(): Promise<void> {
    return this.#bridge.call('updates:check');
  }

  download(): Promise<void> {
    return this.#bridge.call('updates:download');
  }

  later(): Promise<void> {
    return this.#bridge.call('updates:later');
  }

  restart(): Promise<void> {
    return this.#bridge.call('updates:restart');
  }
}
