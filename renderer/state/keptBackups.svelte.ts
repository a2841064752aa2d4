// The backups as their dialog shows them: which there are, what restoring the chosen one would do, and
// doing it. One that can't be read says why; the others can be used all the same.
import type { Backup, BackupPreview, Bridge } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';
import { later as usualLater } from '../lib/later.ts';
import { setOf } from '../lib/sets.ts';
import { Choosing } from './choosing.svelte.ts';

/** Milliseconds; who goes through the list waits for none of those passed by. */
const REST_MS = 120;

export interface Looked {
  name: string;
  /** Null where it can't be read. */
  preview: BackupPreview | null;
  /** Why not, in words. */
  problem: string;
}

export interface KeptBackupsOptions {
  /** Runs something after so many milliseconds; the result prevents that. */
  later?: (ms: number, run: () => void) => () => void;
}

export class KeptBackups {
  readonly #bridge: Bridge;
  readonly #later: NonNullable<KeptBackupsOptions['later']>;
  #list = $state.raw<readonly Backup[] | null>(null);
  #looked = $state.raw<Looked | null>(null);
  #waiting: (() => void) | null = null;
  error = $state('');
  told = $state('');
  busy = $state(false);
  /** The restoring of the chosen one is to be confirmed. */
  asking = $state(false);
  readonly choice = new Choosing(() =>
    (this.#list ?? []).map(({ name }) => ({ id: name, ids: [name] })),
  );

  constructor(bridge: Bridge, { later = usualLater }: KeptBackupsOptions = {}) {
    this.#bridge = bridge;
    this.#later = later;
  }

  /** The latest first; null until it is known. */
  get list(): readonly Backup[] | null {
    return this.#list;
  }

  get chosen(): Backup | null {
    return this.#list?.[this.choice.currentAt] ?? null;
  }

  /** What is in the chosen one; null until that is known. */
  get looked(): Looked | null {
    return this.#looked?.name === this.chosen?.name ? this.#looked : null;
  }

  /** Restoring the chosen one would change something. */
  get restorable(): boolean {
    const preview = this.looked?.preview;
    if (!preview || this.busy) return false;
    return [preview.hosts, preview.folders].some(
      ({ added, changed, removed }) => added + changed + removed > 0,
    );
  }

  async load(): Promise<void> {
    try {
      this.#list = await this.#bridge.call('backups:list');
    } catch (error) {
      this.error = reason(error);
      return;
    }
    if (this.chosen) await this.#look(this.chosen.name);
  }

  /** Goes to a backup, and looks into it once one stays there. */
  go(to: number): void {
    this.asking = false;
    this.choice.go(to);
    this.#waiting?.();
    const name = this.chosen?.name;
    if (name !== undefined) this.#waiting = this.#later(REST_MS, () => void this.#look(name));
  }

  ask(): void {
    this.asking = this.restorable;
  }

  /** Answers with the backup that was made of what was there, by which this can be undone. */
  async restore(): Promise<Backup | null> {
    const { chosen } = this;
    this.asking = false;
    if (!chosen || this.busy) return null;
    [this.busy, this.error, this.told] = [true, '', ''];
    const before = setOf(this.#list?.map(({ name }) => name));
    try {
      await this.#bridge.call('backups:restore', chosen.name);
    } catch (error) {
      this.error = reason(error);
      return null;
    } finally {
      this.busy = false;
    }
    this.told = words.keptHosts.backups.done(words.keptHosts.backups.when(chosen.madeAt));
    await this.load();
    return (
      this.#list?.find(({ name, reason }) => reason === 'restore' && !before.has(name)) ?? null
    );
  }

  async #look(name: string): Promise<void> {
    try {
      const preview = await this.#bridge.call('backups:preview', name);
      this.#seen({ name, preview, problem: '' });
    } catch (error) {
      this.#seen({ name, preview: null, problem: reason(error) });
    }
  }

  #seen(looked: Looked): void {
    if (looked.name === this.chosen?.name) this.#looked = looked;
  }
}
