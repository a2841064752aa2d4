// A small text file of a host in the window's own editor: read from the copy here, and put back into it,
// from where it is saved as any editor's text is.
import type { Bridge, FileEdit } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { words } from '../../words/window.ts';
import type { Edits } from './edits.svelte.ts';

const say = words.fileDialogs.editor;

export class TextEditing {
  readonly #bridge: Bridge;
  readonly #edits: Edits;
  readonly id: string;
  /** As it was read; null while it is. */
  text = $state.raw<string | null>(null);
  #changed = $state(false);
  /** Counts what was typed: what comes while something is saved isn't saved with it. */
  #typed = 0;
  error = $state('');
  #reading = false;

  constructor(bridge: Bridge, edits: Edits, id: string) {
    [this.#bridge, this.#edits, this.id] = [bridge, edits, id];
  }

  /** It differs from what was read or saved last. Whoever may take the window away is told. */
  get changed(): boolean {
    return this.#changed;
  }

  set changed(is: boolean) {
    if (is) this.#typed += 1;
    if (is === this.#changed) return;
    this.#changed = is;
    void this.#bridge.call('edits:typed', this.id, is).catch(() => undefined);
  }

  get edit(): FileEdit | undefined {
    return this.#edits.byId(this.id);
  }

  /** Reads the copy, once it is there. */
  async read(): Promise<void> {
    if (this.#reading || this.text !== null) return;
    this.#reading = true;
    try {
      this.text = await this.#bridge.call('edits:read', this.id);
      this.error = '';
    } catch (error) {
      this.error = reason(error);
    }
    this.#reading = false;
  }

  /** Whether it could be put into the copy; what becomes of that on the host is told with the edit. */
  async save(text: string): Promise<boolean> {
    const typed = this.#typed;
    try {
      await this.#bridge.call('edits:write', this.id, text);
      this.error = '';
      if (typed === this.#typed) this.changed = false;
      return true;
    } catch (error) {
      this.error = `${say.notSaved}: ${reason(error)}`;
      return false;
    }
  }
}
