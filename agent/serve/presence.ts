// The files by which a running agent is found: its lock, its record and its socket. They are the
// only way to its shells, so what is removed while it runs (by a cleaner of old files, or by hand)
// is made again: at once where the system tells of it, else when a new start asks by SIGUSR2.
import { existsSync, lstatSync, mkdirSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { SYSTEM } from '../../core/system.ts';
import { readRecord, writeRecord, type AgentRecord } from '../state/agentRecord.ts';
import type { PlaceFolder } from '../state/placeFolder.ts';
import { STATE_FILES } from '../state/stateFiles.ts';

export interface PresenceOptions extends PlaceFolder {
  record: AgentRecord;
  /** Makes its token again. */
  keepToken: () => void;
  /** Listens on the socket's path again. */
  listenAgain: (path: string) => Promise<void>;
  /** A command has changed something here, or may have. */
  onLook?: () => void;
  /** Something was gone; tells whether it is there again. */
  onMended: (what: string, error?: unknown) => void;
}

/** By which a new start asks an agent to look after its files. Node keeps SIGUSR1 for itself. */
export const MEND_SIGNAL = 'SIGUSR2';

const SETTLE_MS = 100;
/** What could not be made, on a full disk say, is tried again this often. */
const RETRY_MS = 3_000;

export class Presence {
  readonly #options: PresenceOptions;
  readonly #onSignal = (): void => {
    this.#options.onLook?.();
    this.look();
  };
  #watchers: FSWatcher[] = [];
  #looking: Promise<void> | undefined;
  #again = false;
  #soon: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PresenceOptions) {
    this.#options = options;
    if (SYSTEM === 'win32') return;
    process.on(MEND_SIGNAL, this.#onSignal);
    this.#watch();
  }

  /** Makes again what is missing. */
  look(): void {
    this.#again = true;
    this.#looking ??= this.#lookAll().finally(() => (this.#looking = undefined));
  }

  /** Resolves when nothing is made any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#soon);
    process.off(MEND_SIGNAL, this.#onSignal);
    this.#unwatch();
    await this.#looking;
  }

  async #lookAll(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#mend();
      } catch (error) {
        // With no lock to be found, the next start would begin a second agent beside this one.
        this.#options.onMended('its files', error);
        if (!this.#closed) this.#lookIn(RETRY_MS);
      }
    }
  }

  async #mend(): Promise<void> {
    const { folder, lock, record, listenAgain, onMended } = this.#options;
    const lostFolder = !existsSync(folder);
    if (lostFolder) mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!lock.restore()) return; // another agent has its place now
    this.#options.keepToken();
    if (!readRecord(folder)) {
      writeRecord(folder, record);
      onMended('its record');
    }
    const path = record.local.kind === 'unix' ? record.local.path : undefined;
    if (path !== undefined && !lstatSync(path, { throwIfNoEntry: false })) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      await listenAgain(path);
      onMended(path);
    }
    if (lostFolder || this.#watchers.length === 0) this.#watch();
  }

  #watch(): void {
    this.#unwatch();
    const { folder, record } = this.#options;
    const names = new Set<string>([STATE_FILES.lock, STATE_FILES.record, basename(folder)]);
    const folders = new Set([folder]);
    if (record.local.kind === 'unix') {
      const { path } = record.local;
      folders.add(dirname(path));
      names.add(basename(path)).add(basename(dirname(path)));
    }
    for (const one of folders) this.#watchOne(one, names);
  }

  // On a file system that tells of nothing, or without a watch left, the signal has to do.
  #watchOne(folder: string, names: ReadonlySet<string>): void {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (event === 'rename' && (name === null || names.has(name))) this.#lookIn(SETTLE_MS);
      });
      watcher.on('error', () => watcher.close());
      this.#watchers.push(watcher);
    } catch {
      // as said above
    }
  }

  // Whoever removes a whole folder is given the time to finish.
  #lookIn(ms: number): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.look(), ms).unref();
  }

  #unwatch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.close();
  }
}
