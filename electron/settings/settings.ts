// The user's settings: changed by the windows and by hand in their file. Either way only what is
// another is written, so that comments, order and what a newer version knows stay; and a file that
// is wrong somewhere is told, with the place, and never overwritten.
import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readWhole } from '../../core/files/readFile.ts';
import { setAside } from '../../core/files/setAside.ts';
import { writeWhole } from '../../core/files/wholeFile.ts';
import { say, type Said } from '../../words/said.ts';
import type { HostSettings, Settings } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { DEFAULT_SETTINGS } from './settingsSchema.ts';
import { changedText, changesBetween, readText, type ReadText } from './settingsText.ts';

/** Larger is nobody's settings. Bytes. */
const FILE_LIMIT = 16 * 1024 * 1024;
const NEW_FILE = '{}\n';

/** What came of looking at the file again. */
export interface Reread {
  /** They are others than before; null where they aren't. */
  settings: Settings | null;
  /** What the user must know; null where that isn't another than before. */
  notice: Said | null;
}

export class SettingsStore {
  /** What the user must know about the file that was found; null if nothing. */
  readonly notice: Said | null;
  readonly path: string;
  #settings: Settings = DEFAULT_SETTINGS;
  /** As it is on the disk; null for no file. */
  #text: string | null = null;
  #problem: Said | null = null;
  #broken = false;

  /** `now` dates a damaged file. */
  constructor(path: string, now: Date) {
    this.path = path;
    this.notice = this.#begin(now);
  }

  get(): Settings {
    return { ...this.#settings };
  }

  /** Merges a change that is valid already, stores it, and answers with the whole. Throws a `PersonError`. */
  set(change: Partial<Omit<Settings, 'hosts'>>): Settings {
    return this.#become(() => ({ ...this.#settings, ...change }));
  }

  /** What a host has otherwise than all others: this and nothing else. Throws a `PersonError`. */
  setFor(hostId: string, settings: HostSettings): Settings {
    return this.#become(() => {
      const { [hostId]: _, ...others } = this.#settings.hosts;
      const isOne = Object.keys(settings).length > 0;
      return { ...this.#settings, hosts: isOne ? { ...others, [hostId]: settings } : others };
    });
  }

  /** Its host is gone. Whether it had any; where that can't be stored, they stay, in nobody's way. */
  forget(hostId: string): boolean {
    if (!Object.hasOwn(this.#settings.hosts, hostId)) return false;
    try {
      this.setFor(hostId, {});
      return true;
    } catch {
      return false;
    }
  }

  /** Looks at the file again, which somebody may have edited. Never throws. */
  reread(): Reread {
    const before = this.#settings;
    const problem = this.#problem;
    if (!this.#readAgain()) return { settings: null, notice: null };
    const isSame = JSON.stringify(before) === JSON.stringify(this.#settings);
    const told = JSON.stringify(this.#problem) !== JSON.stringify(problem);
    const notice = this.#problem ?? say('settings-mended');
    return { settings: isSame ? null : this.get(), notice: told ? notice : null };
  }

  #begin(now: Date): Said | null {
    try {
      this.#text = this.#read();
    } catch (error) {
      const { errno, code = '' } = error as NodeJS.ErrnoException;
      const isSystems = errno !== undefined;
      return this.#damaged(
        now,
        isSystems ? say('file-not-read', { file: 'settings', code }) : null,
      );
    }
    if (this.#text === null) return null;
    const read = readText(this.#text, DEFAULT_SETTINGS);
    // What isn't even partly ours is what a crash or a disk left, and no person.
    if (read.broken && read.good === 0) return this.#damaged(now);
    this.#take(read);
    return this.#problem;
  }

  #damaged(now: Date, why: Said | null = null): Said {
    this.#text = null;
    const what = why ?? say('file-damaged', { file: 'settings' });
    try {
      return say('file-kept-aside', { what, name: basename(setAside(this.path, now)) });
    } catch {
      return what; // not allowed to move it; the next change will say so
    }
  }

  /** Whether the file is another than it was known. One that can't be read now stays as it was known. */
  #readAgain(): boolean {
    let text: string | null;
    try {
      text = this.#read();
    } catch {
      return false;
    }
    if (text === this.#text) return false;
    this.#text = text;
    const read = readText(text ?? NEW_FILE, this.#settings);
    // Half of an edit would else take half of the settings away for as long as it lasts.
    this.#take(read.broken ? { ...read, settings: this.#settings } : read);
    return true;
  }

  // Editors of Windows begin a file with a mark that is no JSON.
  #read(): string | null {
    return readWhole(this.path, FILE_LIMIT)?.text.replace(/^\uFEFF/, '') ?? null;
  }

  #take({ settings, problems, broken }: ReadText): void {
    this.#settings = settings;
    this.#broken = broken;
    const [first, ...more] = problems;
    this.#problem = first ? say('settings-problems', { first, more: more.length }) : null;
  }

  #become(change: () => Settings): Settings {
    this.#readAgain(); // or what was just edited by hand would be undone
    const problem = this.#problem;
    if (this.#broken && problem) throw new PersonError(say('settings-file-broken', { problem }));
    const next = change();
    const changes = changesBetween(this.#settings, next);
    if (changes.length > 0) this.#write(changedText(this.#text ?? NEW_FILE, changes));
    this.#settings = next;
    return this.get();
  }

  #write(text: string): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      writeWhole(this.path, text);
    } catch (cause) {
      throw new PersonError(say('settings-not-stored'), { cause });
    }
    this.#text = text;
    const { problems } = readText(text, this.#settings);
    if (problems.length === 0) this.#problem = null;
  }
}
