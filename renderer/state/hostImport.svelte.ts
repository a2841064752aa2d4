// An import from beginning to end: what is looked at, what is chosen of it, and what comes of it. One at
// a time, as long as its dialog is open.
import type {
  Bridge,
  GivenFile,
  IdentityDoing,
  ImportDone,
  ImportedIdentity,
  ImportPart,
  ImportPick,
  ImportPreview,
  ImportRow,
  SavedFolder,
} from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { loginsAlone, wishOf } from '../lib/importChoices.ts';
import { ImportTable } from './importTable.svelte.ts';
import { LinkChoice } from './linkChoice.svelte.ts';

export class HostImport {
  readonly #bridge: Bridge;
  readonly #deaf: () => void;
  #table = $state.raw<ImportTable | null>(null);
  #reading = $state(false);
  #done = $state<{ done: number; of: number } | null>(null);
  #closed = false;
  /** What was chosen for identities of the file, by their ids there. */
  #identities = $state.raw<Readonly<Record<string, IdentityDoing>>>({});
  /** What is looked at, where the window was given it. */
  #given: GivenFile | null = null;
  /** What went wrong last, in words; '' where nothing did. */
  failure = $state('');
  /** The folder in which those of the file are made; null: the top. */
  into = $state<string | null>(null);
  readonly choice: LinkChoice;
  #linking = $state(false);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.choice = new LinkChoice(bridge);
    this.#deaf = bridge.on('import:progress', ({ id, done, of }) => {
      if (this.#done && id === this.#table?.preview.id) this.#done = { done, of };
    });
  }

  /** Null while it isn't known what is looked at. */
  get table(): ImportTable | null {
    return this.#table;
  }

  get step(): 'source' | 'preview' | 'applying' {
    if (this.#done) return 'applying';
    return this.#table ? 'preview' : 'source';
  }

  get given(): GivenFile | null {
    return this.#given;
  }

  /** A file is being read. */
  get reading(): boolean {
    return this.#reading;
  }

  /** The file is to be followed: there is nothing to choose of each host. */
  get links(): boolean {
    return this.choice.links && (this.#table?.preview.linkable ?? false);
  }

  /** The folder that follows it is being made. */
  get linking(): boolean {
    return this.#linking;
  }

  /** How far it is, while it is under way. */
  get progress(): { done: number; of: number } | null {
    return this.#done;
  }

  /** Leaving it would lose something that was chosen. */
  get changed(): boolean {
    return (this.#table?.changed ?? false) || Object.keys(this.#identities).length > 0;
  }

  /** What becomes of an identity of the file; as it is proposed until something is chosen. */
  identityDoing({ id, does }: ImportedIdentity): IdentityDoing {
    return this.#identities[id] ?? does[0]!;
  }

  chooseIdentity(id: string, does: IdentityDoing): void {
    this.#identities = { ...this.#identities, [id]: does };
  }

  /** What there is of logins where no host is taken; null where that is nothing, or hosts are taken. */
  get loginsAlone(): { identities: number; secrets: number } | null {
    const table = this.#table;
    if (!table || table.sums.taken > 0) return null;
    const there = loginsAlone(table.preview.logins, (one) => this.identityDoing(one));
    return there.identities + there.secrets > 0 ? there : null;
  }

  /** Reads what is to be looked at. `called-off`: the user chose none; `failed`: `failure` says why. */
  async open(pick: ImportPick): Promise<'open' | 'called-off' | 'failed'> {
    if (this.#reading) return 'failed';
    this.#reading = true;
    this.failure = '';
    try {
      const preview = await this.#bridge.call('import:open', pick);
      if (!preview) return 'called-off';
      this.#opened(await this.#whole(preview));
      if (pick.from !== 'sealed') this.#given = pick.from === 'given' ? pick.file : null;
      return 'open';
    } catch (error) {
      this.failure = reason(error);
      return 'failed';
    } finally {
      this.#reading = false;
    }
  }

  /** Reads the same once more, with the secrets that are sealed in it; what was chosen is lost. */
  async unseal(passphrase: string): Promise<boolean> {
    const id = this.#table?.preview.id;
    if (id === undefined || this.#done) return false;
    return (await this.open({ from: 'sealed', id, passphrase })) === 'open';
  }

  /** To the choice of what is looked at. What was chosen is lost. */
  back(): void {
    if (this.#done) return;
    if (this.#table) this.#forget(this.#table.preview.id);
    this.#table = null;
    this.#identities = {};
    this.choice.how = 'copy';
    this.into = null;
    this.failure = '';
  }

  /** All that is chosen, logins alone where no host is, or nothing; null: it was refused, and `failure` says why. */
  async apply(): Promise<ImportDone | null> {
    const table = this.#table;
    if (!table || this.#done || (table.sums.taken === 0 && !this.loginsAlone)) return null;
    this.#done = { done: 0, of: table.sums.taken };
    this.failure = '';
    const { id, rows } = table.preview;
    try {
      const wish = wishOf(rows, table.choices, this.into);
      const identities = { ...this.#identities };
      const all = Object.keys(identities).length > 0 ? { ...wish, identities } : wish;
      return await this.#bridge.call('import:apply', id, all);
    } catch (error) {
      this.failure = reason(error);
      return null;
    } finally {
      this.#done = null;
    }
  }

  /** Makes the folder that follows the file; null: it was refused, and `failure` says why. */
  async link(): Promise<SavedFolder | null> {
    const table = this.#table;
    if (!table || this.#linking) return null;
    this.#linking = true;
    this.failure = '';
    try {
      return await this.choice.link(table.preview, this.into);
    } catch (error) {
      this.failure = reason(error);
      return null;
    } finally {
      this.#linking = false;
    }
  }

  close(): void {
    this.#closed = true;
    this.#deaf();
    if (this.#table) this.#forget(this.#table.preview.id);
  }

  /** With the rows that didn't come with the first; they come in parts, between which the window goes on. */
  async #whole(preview: ImportPreview): Promise<ImportPreview> {
    const rows = [...preview.rows];
    try {
      for (let { next } = preview; next !== null && !this.#closed;) {
        const part: ImportPart = await this.#bridge.call('import:further', preview.id, next);
        rows.push(...(JSON.parse(part.rows) as ImportRow[]));
        next = part.next;
      }
    } catch (error) {
      if (preview.id !== this.#table?.preview.id) this.#forget(preview.id);
      throw error;
    }
    return { ...preview, rows, next: null };
  }

  #opened(preview: ImportPreview): void {
    const before = this.#table?.preview.id;
    if (before !== undefined && before !== preview.id) this.#forget(before);
    // Meanwhile nobody may want it any more.
    if (this.#closed) return this.#forget(preview.id);
    this.#table = new ImportTable(preview);
    if (before !== preview.id) this.#identities = {};
  }

  // Nobody is waiting for it, and main forgets it with the window, too.
  #forget(id: string): void {
    this.#bridge.call('import:close', id).catch(() => undefined);
  }
}
