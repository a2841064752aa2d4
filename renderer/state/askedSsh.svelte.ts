// What ssh says of a host that stands in a file: asked once, and looked through by typing.
import type { AskedSsh, Bridge } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { reason } from '../lib/bridge.ts';

export class AskedHost {
  readonly #bridge: Bridge;
  readonly #hostId: string;
  #answer = $state.raw<AskedSsh | null>(null);
  #error = $state('');
  typed = $state('');

  constructor(bridge: Bridge, hostId: string) {
    this.#bridge = bridge;
    this.#hostId = hostId;
  }

  /** Where commands are to be run for it, the main process asks first. */
  async ask(): Promise<void> {
    try {
      this.#answer = await this.#bridge.call('links:ask', this.#hostId);
    } catch (error) {
      this.#error = reason(error);
    }
  }

  get answer(): AskedSsh | null {
    return this.#answer;
  }

  /** Why there is no answer, or none that says anything; '' where there is. */
  get error(): string {
    return this.#error || inWords(this.#answer?.refused ?? null);
  }

  get isAsking(): boolean {
    return this.#answer === null && this.#error === '';
  }

  get shown(): AskedSsh['settings'] {
    const words = this.typed.toLowerCase().split(/\s+/).filter(Boolean);
    const all = this.#answer?.settings ?? [];
    return all.filter(({ name, value }) =>
      words.every((word) => `${name} ${value}`.toLowerCase().includes(word)),
    );
  }

  /** All of it, as ssh prints it. */
  get text(): string {
    return (this.#answer?.settings ?? []).map(({ name, value }) => `${name} ${value}`).join('\n');
  }
}
