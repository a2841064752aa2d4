// A folder while it is walked: whether it is made at the target, and what in it is still on its way.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import type { Twin } from './twins.ts';

export type FolderState =
  /** It was there before, or may have been. */
  | 'there'
  /** Nothing was in it when it was made. */
  | 'fresh'
  /** It can't be had there, and nothing in it is taken. */
  | 'failed';

export class Folder {
  /** Beneath where the transfer is from. */
  readonly names: readonly string[];
  readonly facts: FileFacts | null;
  readonly parent: Folder | null;
  /** Of all in it: it is joined with another of its name. */
  readonly twin: Twin;
  /** Whether it is there; set before anything in it is begun. */
  ready: Promise<FolderState> = Promise.resolve('there');
  /** Something of it stays where it was, so that it does, too. */
  kept = false;
  /** Nothing in it is to be walked. */
  skip = false;
  /** It counts among what is under way in its parent. */
  entered = false;
  #open = 0;
  #idle: (() => void)[] = [];

  constructor(
    names: readonly string[],
    facts: FileFacts | null,
    parent: Folder | null,
    twin: Twin = null,
  ) {
    this.names = names;
    this.facts = facts;
    this.parent = parent;
    this.twin = twin;
  }

  begin(): void {
    this.#open++;
  }

  end(): void {
    if (--this.#open > 0) return;
    for (const tell of this.#idle.splice(0)) tell();
  }

  /** All that was begun in it has ended. */
  async idle(): Promise<void> {
    if (this.#open > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  keep(): void {
    this.kept = true;
    this.parent?.keep();
  }
}
