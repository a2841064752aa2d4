// Which dialog is open. One at a time, as a union; those that ask a question are awaited,
// and dismissing one, however that happens, answers it with null.
import type {
  HostDraft,
  HostPlace,
  ImportPick,
  KeptSecret,
  LinkEnd,
  LeaveWish,
  OpenedLink,
  SavedFolder,
  SavedHost,
  SavedIdentity,
} from '../../electron/ipc/contract.ts';
import type { TagChange } from '../lib/tags.ts';
import type { PasteReport } from '../terminal/paste.ts';
import type { FileDialog } from './fileDialogs.ts';
import type { ShellPane } from './pane.svelte.ts';

/** The dialogs that ask something, by name: what they show, and what they may answer. */
export interface Questions {
  /** `cuts`: connections through its tunnels, which end with it. */
  'delete-host': {
    shows: { host: SavedHost; openShells: number; cuts: number };
    answer: 'delete';
  };
  'close-shells': { shows: { title: string; programs: string[]; shells: number }; answer: 'close' };
  /** Some of the panes' shells can live on without them. */
  'leave-shells': {
    shows: { panes: ShellPane[]; programs: Promise<string[]> };
    answer: 'detach' | 'end';
  };
  /** Before what reaches many: in words, with what the button says. */
  sure: { shows: { title: string; text: string; act: string; destroys: boolean }; answer: 'yes' };
  /** Where things are moved to; `may`: whether they can lie there. Answers with null for the top. */
  'move-to': {
    shows: { what: string; may: (folder: string | null) => boolean };
    answer: { folder: string | null };
  };
  tag: { shows: { what: string; hosts: readonly SavedHost[] }; answer: TagChange };
  /** Of what is kept with a master passphrase: it is locked, and somebody needs it. */
  unlock: { shows: object; answer: 'unlocked' };
  /** `change`: there is one already. */
  'master-passphrase': { shows: { change: boolean }; answer: 'set' };
  'change-secret': { shows: { secret: KeptSecret }; answer: 'kept' };
  /** Null adds one. */
  identity: { shows: { identity: SavedIdentity | null }; answer: { saved: SavedIdentity } };
  /** Files, for a shell; `folder`: where it is, null where that isn't known. */
  'give-files': {
    shows: { what: string; host: string; folder: string | null };
    answer: 'upload' | 'path';
  };
  /** What was saved of a file here isn't on its host; `why` in words. */
  'put-away': {
    shows: { file: string; host: string; why: string; conflict: boolean };
    answer: 'save' | 'drop' | 'compare';
  };
  paste: { shows: { report: PasteReport }; answer: 'paste' | 'one-line' };
  /** A folder is to stop following its file: what becomes of so many hosts. */
  'end-link': { shows: { folder: string; hosts: number }; answer: LinkEnd };
  /** `by`: who showed it, where it was no program. */
  link: { shows: { url: string; by?: string }; answer: 'open' };
}

type QuestionName = keyof Questions;
type Asked = { [N in QuestionName]: { name: N } & Questions[N]['shows'] }[QuestionName];

export type Dialog =
  /**
   * `begun`: what is in its fields already. `typed`: what stands in its place in panes until it is
   * saved.
   */
  | { name: 'host'; host: SavedHost | null; begun?: Partial<HostDraft & HostPlace>; typed?: string }
  /** Null adds one in `parent`; null: at the top. */
  | { name: 'folder'; folder: SavedFolder | null; parent: string | null }
  /** One thing of several hosts, made the same. */
  | { name: 'edit-many'; hosts: readonly SavedHost[] }
  /** `pick`: what is looked at first; null: that is to be chosen. */
  | { name: 'import'; pick: ImportPick | null }
  /** Ids of hosts; null: all. */
  | { name: 'export'; ids: readonly string[] | null }
  /** What was deleted, and the backups. */
  | { name: 'kept'; page: 'bin' | 'backups' }
  /** Keys and host keys of this computer; `host`: a key is to be put there. */
  | { name: 'keys'; page: 'keys' | 'known'; host: SavedHost | null }
  /** The ssh configs that folders follow, and one more. */
  | { name: 'linked' }
  | { name: 'ask-ssh'; host: SavedHost }
  | { name: 'whats-new' }
  | { name: 'running'; host: SavedHost }
  | { name: 'share'; pane: ShellPane }
  | { name: 'join'; opened: OpenedLink | null; link: string }
  /** Of one host, or all that run. */
  | { name: 'tunnels'; host: SavedHost | null }
  | { name: 'file'; shows: FileDialog }
  | Asked;

/** A dialog that isn't left with something in it unsaved before somebody said so. */
export interface Unsaved {
  readonly changed: boolean;
  /** Asks, and then calls one of both. */
  leave(go: () => void, stay: () => void): void;
}

type Settle = (answer: unknown) => void;

export class Dialogs {
  #current = $state.raw<Dialog | null>(null);
  /** What is in the one that is open. */
  #unsaved: Unsaved | null = null;
  /** What is asked before the window or the app goes: over whatever else is open, which stays. */
  leaving = $state.raw<LeaveWish | null>(null);
  #settle: Settle | null = null;

  get current(): Dialog | null {
    return this.#current;
  }

  /** By the one that is open: whatever else would take its place waits for its answer. */
  keeps(unsaved: Unsaved): void {
    this.#unsaved = unsaved;
  }

  get hasUnsaved(): boolean {
    return this.#unsaved?.changed === true;
  }

  /** Opens the dialog to add a host (null) or edit one; `begun`: what is in its fields already. */
  editHost(
    host: SavedHost | null,
    begun: Partial<HostDraft & HostPlace> = {},
    typed?: string,
  ): void {
    this.#show({ name: 'host', host, begun, ...(typed !== undefined && { typed }) });
  }

  editFolder(folder: SavedFolder | null, parent: string | null = null): void {
    this.#show({ name: 'folder', folder, parent });
  }

  editMany(hosts: readonly SavedHost[]): void {
    this.#show({ name: 'edit-many', hosts });
  }

  importHosts(pick: ImportPick | null = null): void {
    this.#show({ name: 'import', pick });
  }

  exportHosts(ids: readonly string[] | null): void {
    this.#show({ name: 'export', ids });
  }

  showKept(page: 'bin' | 'backups'): void {
    this.#show({ name: 'kept', page });
  }

  showKeys(page: 'keys' | 'known', host: SavedHost | null = null): void {
    this.#show({ name: 'keys', page, host });
  }

  showLinked(): void {
    this.#show({ name: 'linked' });
  }

  askSsh(host: SavedHost): void {
    this.#show({ name: 'ask-ssh', host });
  }

  showWhatsNew(): void {
    this.#show({ name: 'whats-new' });
  }

  showRunning(host: SavedHost): void {
    this.#show({ name: 'running', host });
  }

  share(pane: ShellPane): void {
    this.#show({ name: 'share', pane });
  }

  /** Asks for a link, or about the one that was pasted elsewhere. */
  join(link = ''): void {
    this.#show({ name: 'join', opened: null, link });
  }

  /** Asks about a link that the system gave to the app. */
  joinOpened(opened: OpenedLink): void {
    this.#show({ name: 'join', opened, link: '' });
  }

  /** Those of a host, or (null) all that run. */
  showTunnels(host: SavedHost | null): void {
    this.#show({ name: 'tunnels', host });
  }

  showFile(shows: FileDialog): void {
    this.#show({ name: 'file', shows });
  }

  /** Whatever happens to a host's tunnels is seen there already. */
  showsTunnelsOf(hostId: string): boolean {
    if (this.#current?.name !== 'tunnels') return false;
    return this.#current.host === null || this.#current.host.id === hostId;
  }

  /** Asks, and resolves with the answer, or null when the user would rather not. */
  ask<N extends QuestionName>(
    name: N,
    shows: Questions[N]['shows'],
  ): Promise<Questions[N]['answer'] | null> {
    return new Promise((resolve) =>
      this.#show({ name, ...shows } as Dialog, resolve as (answer: unknown) => void),
    );
  }

  answer(answer: Questions[QuestionName]['answer']): void {
    this.#end(answer);
  }

  /** By the one that is open, once it agreed: of any other that one is no business. */
  close(): void {
    if (!this.hasUnsaved) this.#end(null);
  }

  #show(dialog: Dialog, settle: Settle | null = null): void {
    const unsaved = this.#unsaved;
    if (unsaved?.changed) {
      const go = (): void => this.#show(dialog, settle);
      return unsaved.leave(go, () => settle?.(null));
    }
    this.#end(null);
    [this.#current, this.#settle] = [dialog, settle];
  }

  #end(answer: unknown): void {
    const settle = this.#settle;
    [this.#settle, this.#unsaved, this.#current] = [null, null, null];
    settle?.(answer);
  }
}
