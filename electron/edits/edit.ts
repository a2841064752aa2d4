// One file of a host that is edited here, from its first fetch until it is put away. Each time that it is
// saved here it goes back there, unless it has changed there meanwhile: then somebody decides.
import { FileError } from '../../core/sftp/fileError.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import { wordsOf } from '../files/fileLink.ts';
import { shownText } from '../files/shownText.ts';
import type { FileEdit } from '../ipc/fileTypes.ts';
import { PersonError } from '../personError.ts';
import type { EditedFile, Saved, Stamp } from './editedFile.ts';
import type { EditRecord } from './editsFile.ts';
import { sumOf } from './hostFile.ts';
import type { LocalCopy } from './localCopy.ts';

/** What an editor in a window had of the copy last, and what of the file on the host that was made of. */
interface Seen {
  /** Of the copy. */
  sum: string;
  base: Stamp;
}

/** Of each text that is compared, and of one for the built-in editor. */
export const TEXT_BYTES = 4 * 1024 * 1024;
/** Milliseconds that putting one away waits for its host: one that never answers holds nobody. */
export const CLOSE_WAIT_MS = 4_000;

export interface EditOptions {
  record: EditRecord;
  file: EditedFile;
  copy: LocalCopy;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** It is another than before. */
  changed: () => void;
}

type Told = Pick<FileEdit, 'state' | 'said' | 'advice'>;

const told = (state: FileEdit['state'], said: Said | null = null, advice: Said | null = null) => ({
  ...{ state, said, advice },
});

export class Edit {
  readonly #options: EditOptions;
  #record: EditRecord;
  #told: Told = told('fetching');
  readonly #end = new AbortController();
  /** What was there when both were compared: only that is overwritten by who keeps theirs here. */
  #compared: Stamp | null = null;
  /** By the built-in editor, into the copy: one after another. */
  #writing: Promise<void> = Promise.resolve();
  /** By window: each has a text of its own. */
  readonly #seen = new WeakMap<object, Seen>();
  /** One thing after another. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: EditOptions) {
    this.#options = options;
    this.#record = options.record;
  }

  get record(): EditRecord {
    return this.#record;
  }

  get view(): FileEdit {
    const { id, hostId, path, name, asRoot, savedAt } = this.#record;
    return { id, place: { hostId, path }, name, asRoot, savedAt, ...this.#told };
  }

  /** Its copy here. */
  get path(): string {
    return this.#options.copy.path;
  }

  /** Brings it here. Rejects where that can't be done. */
  async fetch(): Promise<void> {
    const { file, copy } = this.#options;
    const { bytes, stamp } = await file.fetch(this.#end.signal);
    await copy.write(bytes);
    this.#record = { ...this.#record, base: stamp };
    this.#watch();
    this.#tell(told('open'));
  }

  /** It was here before the app was started: nothing goes out before somebody saves, or its host is there. */
  takeUp(): void {
    const sum = this.#sumHere();
    if (sum === undefined) return this.#tell(told('failed', GONE_HERE, FETCH_AGAIN));
    this.#watch();
    const same = sum === this.#record.base.sum;
    this.#tell(same ? told('open') : told('cut', say('edit-unsaved-before'), CUT_ADVICE));
  }

  /** What was saved here goes there. Never rejects: the state says what came of it. */
  save(): Promise<void> {
    return this.#then(async () => {
      if (this.#told.state === 'conflict') return;
      await this.#send(this.#record.base);
    });
  }

  /** Its host can be reached again. */
  reached(): void {
    if (this.#told.state === 'cut') void this.save();
  }

  /** The editor couldn't be started, or has ended badly. */
  unopened(said: Said, advice: Said): void {
    if (this.#told.state === 'open') this.#tell(told('failed', said, advice));
  }

  settle(which: 'mine' | 'theirs'): Promise<void> {
    return this.#then(async () => {
      if (this.#told.state !== 'conflict') return;
      if (which === 'mine') return this.#overwrite();
      await this.#try(async () => {
        const { bytes, stamp } = await this.#options.file.fetch(this.#end.signal);
        await this.#options.copy.write(bytes);
        this.#record = { ...this.#record, base: stamp };
        this.#tell(told('open'));
      });
    });
  }

  async compare(): Promise<{ mine: string; theirs: string }> {
    const mine = this.#options.copy.read();
    const theirs = await this.#options.file.fetch(this.#end.signal).catch((error: unknown) => {
      if (error instanceof FileError && error.code === 'not-found') return undefined;
      throw error;
    });
    this.#compared = theirs?.stamp ?? null;
    return { mine: shown(mine), theirs: shown(theirs?.bytes ?? new Uint8Array()) };
  }

  /**
   * As it is here, for the built-in editor of that window. Throws a `PersonError` where that would spoil
   * it.
   */
  read(window: object): string {
    const bytes = this.#options.copy.read();
    if (bytes.byteLength > TEXT_BYTES)
      throw new PersonError(say('edit-large-here', { most: TEXT_BYTES }));
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      this.#seen.set(window, { sum: sumOf(bytes), base: this.#record.base });
      return text;
    } catch (error) {
      throw new PersonError(say('edit-no-text'), { cause: error });
    }
  }

  /**
   * From the built-in editor of that window. Resolves when it is there, or the state says why it isn't.
   * What somebody else has put into the copy since, that window's next save meets on the host as any
   * change there; a `PersonError` says so where it isn't there yet.
   */
  async write(window: object, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    const before = this.#writing.catch(() => undefined); // told to who wrote
    await (this.#writing = before.then(() => this.#put(window, bytes)));
    await this.save();
    this.#seen.set(window, { sum: sumOf(bytes), base: this.#record.base });
  }

  /** The app ends; all stays. */
  leave(): void {
    this.#end.abort();
    this.#options.copy.leave();
    this.#options.file.close();
  }

  /**
   * Its copy here goes, once what was saved in it is on the host. Where that isn't to be had it stays, and
   * why is the answer; `drop` does without.
   */
  async close(how: 'save' | 'drop'): Promise<Said | null> {
    await this.#writing.catch(() => undefined); // told to who writes
    const why = how === 'save' && this.#isUnsaved() ? await this.#saveLast() : null;
    if (why) return why;
    this.leave();
    await this.#forAWhile(this.#work);
    await this.#options.copy.remove();
    return null;
  }

  async #put(window: object, bytes: Uint8Array): Promise<void> {
    const seen = this.#seen.get(window);
    if (seen && seen.sum !== this.#sumHere()) {
      if (this.#isUnsaved()) throw new PersonError(say('edit-other-unsaved'));
      this.#record = { ...this.#record, base: seen.base };
    }
    await this.#options.copy.write(bytes);
    this.#seen.set(window, { sum: sumOf(bytes), base: this.#record.base });
  }

  #watch(): void {
    this.#options.copy.watch(() => void this.save());
  }

  /** Why it isn't there; null where it is. */
  async #saveLast(): Promise<Said | null> {
    await this.#forAWhile(this.save());
    if (this.#end.signal.aborted || !this.#isUnsaved()) return null;
    return this.#told.said ?? say('edit-saves-still');
  }

  #forAWhile(work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(CLOSE_WAIT_MS, resolve);
      void work.finally(() => {
        cancel();
        resolve();
      });
    });
  }

  #isUnsaved(): boolean {
    const sum = this.#sumHere();
    return sum !== undefined && sum !== this.#record.base.sum;
  }

  #sumHere(): string | undefined {
    try {
      return sumOf(this.#options.copy.read());
    } catch {
      return undefined;
    }
  }

  async #send(base: Stamp): Promise<void> {
    await this.#try(async () => {
      const bytes = this.#options.copy.read();
      if (sumOf(bytes) === base.sum) return this.#unchanged();
      this.#tell(told('saving'));
      this.#sent(await this.#options.file.save(bytes, base, this.#end.signal));
    });
  }

  async #overwrite(): Promise<void> {
    await this.#try(async () => {
      const bytes = this.#options.copy.read();
      const base = this.#compared;
      this.#tell(told('saving'));
      this.#sent(await this.#options.file.save(bytes, base, this.#end.signal));
    });
  }

  /** Somebody took back what isn't saved there, or saved the same. */
  #unchanged(): void {
    const { state } = this.#told;
    if (state === 'cut' || state === 'failed') this.#tell(told('open'));
  }

  #sent(saved: Saved): void {
    this.#compared = null;
    if (saved === 'changed') return this.#tell(told('conflict', CHANGED, COMPARE));
    if (saved === 'gone') return this.#tell(told('conflict', GONE_THERE, MAKE_AGAIN));
    this.#record = { ...this.#record, base: saved, savedAt: this.#options.today() };
    this.#tell(told('saved'));
  }

  async #try(work: () => Promise<void>): Promise<void> {
    const conflict = this.#told.state === 'conflict';
    try {
      await work();
    } catch (error) {
      if (this.#end.signal.aborted) return;
      const { said: why } = wordsOf(error instanceof Error ? error : new Error(String(error)));
      if (conflict) this.#tell(told('conflict', say('edit-not-saved', { why }), COMPARE));
      else if (isCut(error)) this.#tell(told('cut', say('edit-cut', { why }), CUT_ADVICE));
      else this.#tell(told('failed', say('edit-not-saved', { why }), COPY_KEPT));
    }
  }

  #then(work: () => Promise<void>): Promise<void> {
    return (this.#work = this.#work.then(work));
  }

  #tell(now: Told): void {
    this.#told = now;
    if (!this.#end.signal.aborted) this.#options.changed();
  }
}

function isCut(error: unknown): boolean {
  if (error instanceof FileError) return error.code === 'lost';
  return error instanceof ConnectFailure;
}

function shown(bytes: Uint8Array): string {
  return shownText(new TextDecoder().decode(bytes.subarray(0, TEXT_BYTES)));
}

const CHANGED = say('edit-changed-there');
const COMPARE = say('edit-changed-advice');
const GONE_THERE = say('edit-gone-there');
const MAKE_AGAIN = say('edit-gone-advice');
const CUT_ADVICE = say('edit-cut-advice');
const COPY_KEPT = say('edit-copy-kept');
const GONE_HERE = say('edit-copy-gone');
const FETCH_AGAIN = say('edit-fetch-again');
