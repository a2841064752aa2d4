// A small text file of a host in the window's own editor: read from the copy here, and put back into it,
// from where it is saved as any editor's text is.
import type { Bridge, FileEdit } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { words } from '../../words/window.ts';
import type { Edits } from './edits.svelte.ts';

const say = words.fileDialogs.editor;

/** What takes the editor's place, and what is to be done where it stays. */
interface Leaving {
  go: () => void;
  stay: () => void;
}

export class TextEditing {
  readonly #bridge: Bridge;
  readonly #edits: Edits;
  readonly id: string;
  /** As it was read; null while it is. */
  text = $state.raw<string | null>(null);
  #changed = $state(false);
  error = $state('');
  /** Something would take its place while text in it isn't saved. */
  asking = $state(false);
  #leaving: Leaving | null = null;
  /** Changes to the text so far: what is typed while it is saved isn't. */
  #typings = 0;
  #reading = false;

  constructor(bridge: Bridge, edits: Edits, id: string) {
    [this.#bridge, this.#edits, this.id] = [bridge, edits, id];
  }

  /** It differs from what was read or saved last. Whoever may take the window away is told. */
  get changed(): boolean {
    return this.#changed;
  }

  set changed(is: boolean) {
    if (is === this.#changed) return;
    this.#changed = is;
    void this.#bridge.call('edits:typed', this.id, is).catch(() => undefined);
  }

  typed(): void {
    this.#typings++;
    this.changed = true;
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
    const typings = this.#typings;
    try {
      await this.#bridge.call('edits:write', this.id, text);
      if (typings === this.#typings) this.changed = false;
      this.error = '';
      return true;
    } catch (error) {
      this.error = `${say.notSaved}: ${reason(error)}`;
      return false;
    }
  }

  /** At once where all is saved; else it is asked, and one of both follows. */
  leave(go: () => void, stay: () => void = () => undefined): void {
    if (!this.changed) return go();
    this.#leaving?.stay();
    [this.#leaving, this.asking] = [{ go, stay }, true];
  }

  stay(): void {
    this.#answered()?.stay();
  }

  leaveUnsaved(): void {
    this.changed = false;
    this.#answered()?.go();
  }

  /** It stays where that can't be done, or somebody went on typing. */
  async saveAndLeave(text: string): Promise<void> {
    const leaving = this.#answered();
    const isSaved = await this.save(text);
    if (isSaved && !this.changed) leaving?.go();
    else leaving?.stay();
  }

  /** It is gone. */
  end(): void {
    this.changed = false;
    this.stay();
  }

  #answered(): Leaving | null {
    const leaving = this.#leaving;
    [this.#leaving, this.asking] = [null, false];
    return leaving;
  }
}
