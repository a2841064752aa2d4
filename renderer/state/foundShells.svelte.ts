// The shells of this computer, as far as they are known: looked for whenever somebody is about to
// choose one, and those of the last time shown meanwhile.
import type { Bridge, FoundShell } from '../../electron/ipc/contract.ts';

export class FoundShells {
  readonly #bridge: Bridge;
  #list = $state.raw<readonly FoundShell[] | null>(null);
  #chosen = $state<string | null>(null);
  #looking: Promise<readonly FoundShell[]> | null = null;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** The one that a new tab gets: what was chosen last, else the user's own; undefined for none. */
  get usual(): FoundShell | undefined {
    return this.#list?.find(({ id }) => id === this.#chosen) ?? this.#list?.[0];
  }

  /** It was chosen: the next new tab gets it, too. */
  chosen({ id }: FoundShell): void {
    this.#chosen = id;
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
