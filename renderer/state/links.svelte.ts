// The ssh configs that folders follow, as this window knows them. The main process reads the files; how it is
// with each comes as an event.
import type { Bridge, LinkState } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';

export class Links {
  readonly #bridge: Bridge;
  #list = $state.raw<readonly LinkState[]>([]);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('links:changed', (list) => (this.#list = list));
  }

  /** Asks how it is; from then on it is told. */
  async load(): Promise<void> {
    this.#list = await this.#bridge.call('links:list');
  }

  get list(): readonly LinkState[] {
    return this.#list;
  }

  /** Of a folder; undefined where it follows no file. */
  of(folder: string | null): LinkState | undefined {
    return this.#list.find((link) => link.folder === folder);
  }

  /** What is wrong with a folder's file, in words; '' where nothing is. */
  trouble(folder: string | null): string {
    return inWords(this.of(folder)?.trouble ?? null);
  }
}
