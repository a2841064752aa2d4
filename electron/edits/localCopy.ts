// The copy here of a file that is edited: in a folder that nobody else enters, by a name that this system
// can have and no program takes for something else. Tells when somebody has saved it.
import { mkdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readChosen } from '../../core/files/readFile.ts';
import { writeWholeSoon } from '../../core/files/wholeFile.ts';
import type { Clock } from '../../core/time/clock.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { MOST_BYTES } from './editedFile.ts';

/** Milliseconds: an editor may write in several steps. */
const SETTLE_MS = 200;
/** Milliseconds from one look to the next, where the system tells nothing. */
const LOOK_MS = 1_000;
const NAME_CHARS = 120;
/** What some system can't have in a name, or a program reads as more than a name. */
const UNFIT = /[\\/:*?"<>|%$`!\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The name, as far as any system can have it; its ending stays. */
export function fitName(name: string): string {
  const fit = cleanLine(name.slice(-2 * NAME_CHARS).replace(UNFIT, '_'), 2 * NAME_CHARS);
  const short = fit.slice(-NAME_CHARS).replace(/[. ]+$/, '');
  if (short === '' || /^\.+$/.test(short)) return 'file';
  return DEVICES.test(short) || short.startsWith('-') ? `_${short}` : short;
}

export class LocalCopy {
  /** Of the file. */
  readonly path: string;
  readonly #clock: Clock;
  #watcher: FSWatcher | undefined;
  #stop: () => void = () => undefined;
  #settle: () => void = () => undefined;
  #seen = '';

  constructor(folder: string, name: string, clock: Clock) {
    this.path = join(folder, fitName(name));
    this.#clock = clock;
  }

  async write(bytes: Uint8Array): Promise<void> {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    await writeWholeSoon(this.path, bytes);
    this.#seen = this.#look();
  }

  /** Throws where it is gone, no file, or too large. */
  read(): Uint8Array {
    return readChosen(this.path, MOST_BYTES);
  }

  /** Told when it may be another than before, also where it was replaced by a file of its name. */
  watch(saved: () => void): void {
    const look = (): void => {
      const now = this.#look();
      if (now === this.#seen) return;
      this.#seen = now;
      this.#settle();
      this.#settle = this.#clock.after(SETTLE_MS, saved);
    };
    const again = (): void => {
      look();
      this.#stop = this.#clock.after(LOOK_MS, again);
    };
    this.#seen = this.#look();
    this.#stop = this.#clock.after(LOOK_MS, again);
    try {
      this.#watcher = watch(dirname(this.path), look).on('error', () => this.#watcher?.close());
    } catch {
      // the system watches nothing there, or too much already: it is looked at
    }
  }

  /** Nobody watches it any more; it stays. */
  leave(): void {
    this.#watcher?.close();
    this.#stop();
    this.#settle();
  }

  async remove(): Promise<void> {
    this.leave();
    await rm(dirname(this.path), { recursive: true, force: true });
  }

  #look(): string {
    const stats = statSync(this.path, { throwIfNoEntry: false });
    return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}` : '';
  }
}
