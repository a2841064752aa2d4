// The shells of this computer, as far as they are known: looked for whenever somebody is about to
// choose one, and those of the last time shown meanwhile.
import type { Bridge, FoundShell } from '../../electron/ipc/contract.ts';

export class FoundShells {
  readonly #bridge: Bridge;
  #list = $state.raw<readonly FoundShell[] | null>(null);
  #looking: Promise<readonly FoundShell[]> | null = null;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Null until they were looked for once. */
  get list(): readonly FoundShell[] | null {
    return this.#list;
  }

  /** Looks for them; who asks meanwhile gets the same answer. Rejects in words. */
  look(): Promise<readonly FoundShell[]> {
    this.#looking ??= this.#bridge
      .call('shells:found')
      .then((found) => (this.#list = found))
      .finally(() => (this.#looking = null));
    return this.#looking;
  }
}
