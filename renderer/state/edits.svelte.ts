// Files of hosts that are open in an editor here, as the window shows them. The main process owns them;
// each change comes as a whole. What stands between an edit and its host is told at once.
import type { Bridge, FileEdit, FilePlace } from '../../electron/ipc/contract.ts';
import type { Said } from '../../words/said.ts';

export interface EditsOptions {
  bridge: Bridge;
  /** Hears of one that can't be saved, or is another on its host by now. */
  trouble: (edit: FileEdit) => void;
}

export class Edits {
  readonly #bridge: Bridge;
  readonly #trouble: EditsOptions['trouble'];
  #list = $state.raw<readonly FileEdit[]>([]);
  #told = false;

  constructor({ bridge, trouble }: EditsOptions) {
    this.#bridge = bridge;
    this.#trouble = trouble;
    bridge.on('edits:changed', (edits) => this.#changed(edits));
  }

  /** Asks for those that there are. Never rejects: they are told when something changes. */
  async load(): Promise<void> {
    const edits = await this.#bridge.call('edits:list').catch(() => null);
    if (edits && !this.#told) this.#changed(edits);
  }

  get list(): readonly FileEdit[] {
    return this.#list;
  }

  byId(id: string): FileEdit | undefined {
    return this.#list.find((edit) => edit.id === id);
  }

  /** Opens a file of a host for editing; resolves with the edit's id. */
  open(place: FilePlace, asRoot: boolean): Promise<string> {
    return this.#bridge.call('edits:open', place, asRoot);
  }

  settle(id: string, which: 'mine' | 'theirs'): Promise<void> {
    return this.#bridge.call('edits:settle', id, which);
  }

  /** Answers why it isn't saved on its host, and stays; null where it is away. */
  close(id: string, how: 'save' | 'drop'): Promise<Said | null> {
    return this.#bridge.call('edits:close', id, how);
  }

  /** What was in trouble before the window was there is told by it, too: nothing else says so. */
  #changed(edits: readonly FileEdit[]): void {
    const before = this.#list;
    this.#told = true;
    this.#list = edits;
    for (const edit of edits) {
      const isNew = before.find(({ id }) => id === edit.id)?.state !== edit.state;
      if (isNew && (edit.state === 'conflict' || edit.state === 'failed')) this.#trouble(edit);
    }
  }
}
