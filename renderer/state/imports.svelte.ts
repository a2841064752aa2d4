// What an import leaves in the window when its dialog is gone: that it can be taken back; and where on
// this computer there is something to bring.
import type { Bridge, HostsFound, ImportDone } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import type { Notices } from './notices.svelte.ts';

export class Imports {
  readonly #bridge: Bridge;
  readonly #notices: Notices;
  #found = $state.raw<readonly HostsFound[] | null>(null);
  #looking: Promise<void> | null = null;
  /** Only the last one can be taken back. */
  #last = $state<string | null>(null);

  constructor(bridge: Bridge, notices: Notices) {
    this.#bridge = bridge;
    this.#notices = notices;
  }

  /** Null until it was looked for. */
  get found(): readonly HostsFound[] | null {
    return this.#found;
  }

  /** Reads what other tools keep on this computer; one look at a time. */
  async look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    await this.#looking;
  }

  /** Tells of one that is done, with a way to take it back. */
  tell({ id, added, changed, identities, secrets }: ImportDone): void {
    this.#last = id;
    const say = words.hostImport.told;
    const isAlone = added + changed === 0 && identities + secrets > 0;
    const text = isAlone ? say.logins(identities, secrets) : say.done(added, changed);
    const applies = () => this.#last === id;
    const action = { label: words.toasts.undo, run: () => void this.undo(), undoes: true, applies };
    this.#notices.toasts.show({ id: `import-${id}`, text, action });
  }

  /** Takes the last one back, once. */
  async undo(): Promise<void> {
    const id = this.#last;
    if (id === null) return;
    this.#last = null;
    const say = words.hostImport.told;
    try {
      await this.#bridge.call('import:undo', id);
      this.#notices.toasts.show({ id: `import-${id}`, text: say.undone });
    } catch (error) {
      this.#last ??= id;
      this.#notices.failed(say.notUndone, error);
    }
  }

  // Finding nothing, for whatever reason, leaves the choice of a file.
  async #look(): Promise<void> {
    try {
      this.#found = await this.#bridge.call('import:found');
    } catch {
      this.#found ??= [];
    }
  }
}
