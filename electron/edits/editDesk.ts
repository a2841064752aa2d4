// The files of hosts that are edited here, of all windows; their copies, and what is remembered of them.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Hold } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import type { FileHosts } from '../files/fileHosts.ts';
import { nameOf } from '../files/filePaths.ts';
import { shownName } from '../files/fileRow.ts';
import type { FileEdit, FilePlace } from '../ipc/fileTypes.ts';
import { PersonError } from '../personError.ts';
import { StartError } from '../programs/command.ts';
import type { WindowRef } from '../window.ts';
import { Edit } from './edit.ts';
import type { EditedFile } from './editedFile.ts';
import { MOST_EDITS, type EditRecord } from './editsFile.ts';
import { HostFile } from './hostFile.ts';
import { LocalCopy } from './localCopy.ts';

export interface EditDeskOptions {
  hosts: Pick<FileHosts, 'accessOf' | 'take' | 'onReady'>;
  /** Has a folder for each, that nobody else enters. */
  folder: string;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** A file as root has it. Throws a `PersonError` where there is no way to be root. */
  asRoot: (wish: { hostId: string | null; path: string; draft: string }) => EditedFile;
  /** Opens it in the editor of the settings; does nothing where that is the built-in one. */
  startEditor: (path: string, failed: (error: StartError) => void) => void;
  store: (edits: EditRecord[]) => void;
  /** Told of all of them when one is another than before. */
  tell: (edits: FileEdit[]) => void;
  warn: (error: unknown) => void;
}

const NOTHING_YET = { size: 0, changedAt: null, sum: '0'.repeat(64) };

interface Open {
  edit: Edit;
  /** Keeps the way to its host, for the next save. */
  hold?: Hold<unknown> | undefined;
  /** Its copy is here. Rejects where it can't be had. */
  fetched: Promise<void>;
}

export class EditDesk {
  readonly #options: EditDeskOptions;
  readonly #all = new Map<string, Open>();
  /** Ids of those with text in the editor of a window that isn't even in the copy here. */
  readonly #typed = new Map<WindowRef, Set<string>>();

  constructor(options: EditDeskOptions) {
    this.#options = options;
    options.hosts.onReady((hostId) => {
      for (const { edit } of this.#all.values()) {
        if (edit.record.hostId === hostId) edit.reached();
      }
    });
  }

  get list(): FileEdit[] {
    return [...this.#all.values()].map(({ edit }) => edit.view);
  }

  /** Those of an earlier run of the app. */
  takeUp(records: readonly EditRecord[]): void {
    for (const record of records) {
      try {
        const edit = this.#make(record);
        this.#all.set(record.id, { edit, fetched: Promise.resolve() });
        edit.takeUp();
      } catch (error) {
        this.#options.warn(error); // a host that is gone: its copy stays where it is
      }
    }
  }

  /** Its id, once it is here and its editor was started; one that is open already is shown again. */
  async open(place: FilePlace, asRoot: boolean): Promise<string> {
    const known = [...this.#all.values()].find(({ edit }) => isOf(edit, place, asRoot));
    const { edit, fetched } = known ?? this.#begin(place, asRoot);
    await fetched; // an editor that begins without a copy would save an empty one
    this.#openEditor(edit);
    return edit.record.id;
  }

  /** Throws a `PersonError` where there is none. */
  of(id: string): Edit {
    const open = this.#all.get(id);
    if (!open) throw new PersonError(say('edit-gone'));
    return open.edit;
  }

  /** `theirs` over text that somebody types isn't taken: a `PersonError` says so. */
  settle(id: string, which: 'mine' | 'theirs'): Promise<void> {
    const edit = this.of(id);
    if (which === 'theirs' && this.#isTyped(id)) throw new PersonError(say('edit-typed-still'));
    return edit.settle(which);
  }

  /** Why something of it isn't saved on its host, and it stays; null where it is away. */
  async close(id: string, how: 'save' | 'drop'): Promise<Said | null> {
    const open = this.#all.get(id);
    if (!open) return null;
    if (how === 'save' && this.#isTyped(id)) return say('edit-typed-still');
    const why = await open.edit.close(how);
    if (why) return why;
    if (!this.#all.delete(id)) return null; // by who insisted
    this.#changed();
    await open.hold?.release();
    return null;
  }

  /** Whether a window's editor has text that would go with it. */
  typed(window: WindowRef, id: string, is: boolean): void {
    const ids = this.#typed.get(window) ?? new Set();
    if (is) ids.add(id);
    else ids.delete(id);
    this.#typed.set(window, ids);
  }

  windowGone(window: WindowRef): void {
    this.#typed.delete(window);
  }

  /** Names of files with text that would be lost with that window, or with all of them. */
  typedIn(window?: WindowRef): string[] {
    const ids = window ? [this.#typed.get(window)] : [...this.#typed.values()];
    const all = new Set(ids.flatMap((some) => [...(some ?? [])]));
    return this.list.filter(({ id }) => all.has(id)).map(({ name }) => name);
  }

  /** The app ends. */
  leave(): void {
    for (const { edit, hold } of this.#all.values()) {
      edit.leave();
      void hold?.release();
    }
  }

  get records(): EditRecord[] {
    const fetched = [...this.#all.values()].filter(({ edit }) => edit.view.state !== 'fetching');
    return fetched.map(({ edit }) => edit.record);
  }

  #isTyped(id: string): boolean {
    return [...this.#typed.values()].some((ids) => ids.has(id));
  }

  #begin({ hostId, path }: FilePlace, asRoot: boolean): Open {
    if (this.#all.size >= MOST_EDITS)
      throw new PersonError(say('edits-full', { most: MOST_EDITS }));
    const name = shownName(nameOf(path)) || '?';
    const id = randomUUID();
    const record = { id, hostId, path, name, asRoot, base: NOTHING_YET, savedAt: null };
    const edit = this.#make(record);
    const hold = asRoot ? undefined : this.#options.hosts.take(hostId);
    const fetched = edit.fetch().catch(async (error: unknown) => {
      await this.close(id, 'drop');
      throw error;
    });
    const open = { edit, hold, fetched };
    this.#all.set(id, open);
    this.#changed();
    return open;
  }

  #make(record: EditRecord): Edit {
    const { hosts, folder, clock, today, asRoot } = this.#options;
    const { id, hostId, path } = record;
    const draft = `.bowline-edit-${id.slice(0, 8)}`;
    const file = record.asRoot
      ? asRoot({ hostId, path, draft })
      : new HostFile({ hosts, hostId, path, draft });
    const copy = new LocalCopy(join(folder, id), nameOf(path), clock);
    return new Edit({ record, file, copy, clock, today, changed: () => this.#changed() });
  }

  #openEditor(edit: Edit): void {
    const failed = ({ said, advice }: StartError): void => edit.unopened(said, advice);
    try {
      this.#options.startEditor(edit.path, failed);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      failed(error);
    }
  }

  #changed(): void {
    this.#options.store(this.records);
    this.#options.tell(this.list);
  }
}

function isOf({ record }: Edit, place: FilePlace, asRoot: boolean): boolean {
  const { hostId, path } = record;
  return hostId === place.hostId && path === place.path && record.asRoot === asRoot;
}
