// The known hosts of this computer as their page shows them: found by typing, hashed ones by the names of
// saved hosts, and removed by ssh-keygen.
import type {
  Bridge,
  KeyPicture,
  KnownHost,
  KnownHosts,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';
import {
  foundNames,
  knownName,
  knownRows,
  namesOf,
  removalName,
  type FoundNames,
} from '../lib/knownRows.ts';
import { mapOf, setOf } from '../lib/sets.ts';
import { nextStaying } from '../lib/staying.ts';

const texts = words.sshKeys.known;
/** Each name is a run of ssh-keygen. */
const NAMES_AT_ONCE = 40;
const MOST_NAMES = 400;

/** What would go, to be confirmed. */
export interface Removal {
  name: string;
  file: number;
  lines: readonly KnownHost[];
}

export class KnownHostList {
  readonly #bridge: Bridge;
  readonly #saved: () => readonly SavedHost[];
  #known = $state.raw<KnownHosts | null>(null);
  #found = $state.raw<FoundNames>(mapOf());
  #currentId = $state<string | null>(null);
  #turn = 0;
  #drawing = false;
  typed = $state('');
  error = $state('');
  told = $state('');
  busy = $state(false);
  asking = $state.raw<Removal | null>(null);
  /** Of the line that is looked at; null until ssh-keygen has shown it. */
  picture = $state.raw<(KeyPicture & { id: string }) | null>(null);
  readonly rows: readonly KnownHost[] = $derived.by(() =>
    this.#known ? knownRows(this.#known, this.typed, this.#found) : [],
  );
  readonly currentAt: number = $derived.by(() => {
    const at = this.rows.findIndex(({ id }) => id === this.#currentId);
    return at === -1 && this.rows.length > 0 ? 0 : at;
  });
  readonly current: KnownHost | null = $derived(this.rows[this.currentAt] ?? null);
  readonly hasHashed: boolean = $derived(this.#known?.hosts.some(({ hashed }) => hashed) ?? false);

  /** `saved`: hosts by whose addresses hashed lines are found. */
  constructor(bridge: Bridge, saved: () => readonly SavedHost[]) {
    this.#bridge = bridge;
    this.#saved = saved;
  }

  get known(): KnownHosts | null {
    return this.#known;
  }

  names(host: KnownHost): readonly string[] {
    return namesOf(host, this.#found);
  }

  /** By which name it can be removed; null: it can't. */
  removableAs(host: KnownHost): string | null {
    return this.#known && removalName(host, this.#known, this.#found);
  }

  go(to: number): void {
    const at = Math.max(0, Math.min(to, this.rows.length - 1));
    this.#currentId = this.rows[at]?.id ?? null;
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const known = await this.#bridge.call('knownHosts:list');
      if (turn !== this.#turn) return;
      this.#become(known);
      if (this.hasHashed) await this.#unhash(turn);
    } catch (error) {
      if (turn === this.#turn) this.error = reason(error);
    }
  }

  /** Draws the key of the line that is looked at; of those that were passed meanwhile none. */
  async draw(): Promise<void> {
    const { current } = this;
    if (this.#drawing || !current || current.problem || this.picture?.id === current.id) return;
    const { id, file, line } = current;
    this.#drawing = true;
    try {
      const picture = await this.#bridge.call('knownHosts:picture', file, line);
      if (this.current?.id === id) this.picture = { ...picture, id };
    } catch {
      // The fingerprint says the same without a picture.
    }
    this.#drawing = false;
    if (this.current && this.current.id !== id) await this.draw();
  }

  /** Looks for what was typed among the hashed names, too. True: something was found. */
  async findHashed(): Promise<boolean> {
    const name = this.typed.trim();
    if (name === '' || this.busy) return false;
    return this.#do(async () => {
      const hits = await this.#bridge.call('knownHosts:find', [name]);
      this.#learn(foundNames(hits));
      return hits.length > 0 ? '' : texts.notHashed(name);
    });
  }

  /** Asks whether what has the current line's name is to go, with all lines that would. */
  async ask(): Promise<void> {
    const { current } = this;
    const name = current && this.removableAs(current);
    if (!current || !name) return;
    await this.#do(async () => {
      const hits = await this.#bridge.call('knownHosts:find', [name]);
      const there = setOf(hits.filter(({ file }) => file === current.file).map(({ line }) => line));
      const all = this.#known?.hosts ?? [];
      const lines = all.filter(({ file, line }) => file === current.file && there.has(line));
      this.asking = { name, file: current.file, lines };
      return '';
    });
  }

  async remove(): Promise<void> {
    const { asking } = this;
    this.asking = null;
    if (!asking) return;
    const { name, file, lines } = asking;
    await this.#do(async () => {
      const numbers = lines.map(({ line }) => line);
      const copy = await this.#bridge.call('knownHosts:remove', name, file, numbers);
      return texts.removed(lines.length, copy);
    });
    await this.load();
  }

  openFile(): Promise<boolean> {
    return this.#do(async () => {
      await this.#bridge.call('knownHosts:openFile', this.current?.file ?? 0);
      return '';
    });
  }

  async #do(work: () => Promise<string>): Promise<boolean> {
    if (this.busy) return false;
    [this.busy, this.error, this.told] = [true, '', ''];
    try {
      this.told = await work();
      return this.told === '';
    } catch (error) {
      this.error = reason(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Which saved hosts stand behind hashed names. */
  async #unhash(turn: number): Promise<void> {
    const ssh = this.#saved().filter(({ kind, address }) => kind === 'ssh' && address !== '');
    const names = [...setOf(ssh.map(knownName))].slice(0, MOST_NAMES);
    for (let at = 0; at < names.length && turn === this.#turn; at += NAMES_AT_ONCE) {
      const some = names.slice(at, at + NAMES_AT_ONCE);
      const hits = await this.#bridge.call('knownHosts:find', some);
      if (turn === this.#turn) this.#learn(foundNames(hits));
    }
  }

  #learn(found: FoundNames): void {
    this.#found = mapOf([...this.#found, ...found]);
  }

  #become(known: KnownHosts): void {
    const [rows, at] = [this.rows, this.currentAt];
    this.#known = known;
    // Lines have other numbers now.
    this.#found = mapOf();
    this.picture = null;
    if (this.#currentId !== null && this.rows.some(({ id }) => id === this.#currentId)) return;
    const staying = nextStaying(rows, Math.max(0, at), this.rows);
    if (staying) this.#currentId = staying.id;
  }
}
