// Where files go that come through a terminal: each is written beside its place, and takes its name when
// all of it is there. Its name is the host's word, and so becomes one part of a path, that is free.
import type { ComingFile, OpenedFile, ReceivedFiles } from '../../../core/inTerminal/files.ts';
import type { FileAccess, OpenFile } from '../../../core/sftp/fileAccess.ts';
import { say } from '../../../words/said.ts';
import { isCode, Refusal } from '../faults.ts';
import { numberedName, partName, pathIn, shownName, type NameRules } from '../names.ts';
import { isThere, place } from '../placing.ts';
import { plainName } from './plainName.ts';

/** Nobody has as many of one name. */
const MOST_NUMBERS = 10_000;
/** Written at once, bytes. */
const PIECE = 256 * 1024;
/** Nobody else sees what isn't whole. */
const OWNER_ONLY = 0o600;
/** What a host may say of a file's mode, and what it has if it says nothing. */
const MODE_BITS = 0o755;
const USUAL_MODE = 0o644;

export interface ComingFilesOptions {
  access: FileAccess;
  /** They go into this one. */
  folder: string;
  rules: NameRules;
  /** In the names of what is written for a while. */
  tag: string;
  /** One begins; its length is null where it isn't told yet. */
  /** Notes a part before it is there; the function says that it is gone, or whole. */
  writes: (folder: string, name: string, tag: string) => Promise<() => void>;
  begins: (name: string, size: number | null) => void;
  sized: (size: number) => void;
  written: (bytes: number) => void;
  whole: (name: string) => void;
}

export class ComingFiles implements ReceivedFiles {
  readonly #options: ComingFilesOptions;

  constructor(options: ComingFilesOptions) {
    this.#options = options;
  }

  async begin(file: ComingFile): Promise<OpenedFile> {
    const { access, folder, rules, tag, begins, writes } = this.#options;
    const wanted = plainName(file.name, rules);
    const name = await freeName(access, folder, wanted);
    const part = pathIn(folder, partName(name, tag));
    const mode = access.skills.modes ? { mode: OWNER_ONLY } : {};
    const noted = await writes(folder, name, tag);
    const opened = await openAnew(access, part, mode).catch((error: unknown) => {
      noted();
      throw error;
    });
    begins(name, file.size);
    return new ArrivingFile(this.#options, { file, opened, wanted, part, name, noted });
  }
}

interface Arriving {
  file: ComingFile;
  opened: OpenFile;
  /** Its own name, which may not be free. */
  wanted: string;
  part: string;
  name: string;
  noted: () => void;
}

class ArrivingFile implements OpenedFile {
  readonly #options: ComingFilesOptions;
  readonly #file: Arriving;
  #pieces: Uint8Array[] = [];
  #held = 0;
  #offset = 0;
  #over = false;

  constructor(options: ComingFilesOptions, file: Arriving) {
    this.#options = options;
    this.#file = file;
  }

  get name(): string {
    return this.#file.name;
  }

  sized(bytes: number): void {
    this.#options.sized(bytes);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#pieces.push(new Uint8Array(bytes));
    this.#held += bytes.byteLength;
    if (this.#held >= PIECE) await this.#flush();
  }

  async whole(): Promise<void> {
    const { opened, file } = this.#file;
    await this.#flush();
    await opened.change(this.#dress(file)).catch(unlessImpossible);
    await opened.sync().catch(unlessImpossible);
    await opened.close();
    await this.#place();
    this.#over = true;
    this.#file.noted();
    this.#options.whole(this.#file.name);
  }

  async drop(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    await this.#file.opened.close().catch(() => undefined);
    await this.#options.access.remove(this.#file.part).catch(() => undefined);
    this.#file.noted();
  }

  async #flush(): Promise<void> {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#held = 0;
    if (bytes.byteLength === 0) return;
    const most = this.#options.access.skills.writeBytes;
    for (let at = 0; at < bytes.byteLength; at += most) {
      const piece = bytes.subarray(at, at + most);
      await this.#file.opened.write(this.#offset, piece);
      this.#offset += piece.byteLength;
    }
    this.#options.written(bytes.byteLength);
  }

  #dress({ mode, changedAt }: ComingFile): Parameters<OpenFile['change']>[0] {
    const bits = (mode ?? USUAL_MODE) & MODE_BITS;
    return {
      ...(this.#options.access.skills.modes && { mode: bits }),
      ...(changedAt !== null && { times: { readAt: changedAt, changedAt } }),
    };
  }

  /** Somebody else's may have come to its place meanwhile. */
  async #place(): Promise<void> {
    const { access, folder, tag } = this.#options;
    const { part, wanted } = this.#file;
    const common = { access, part, folder, tag, over: false, note: () => Promise.resolve() };
    for (;;) {
      try {
        return await place({ ...common, name: this.#file.name });
      } catch (error) {
        if (!isCode(error, 'exists')) throw error;
        this.#file.name = await freeName(access, folder, wanted);
      }
    }
  }
}

/** By whoever it was made: what is written through somebody's link would go where it leads. */
async function openAnew(
  access: FileAccess,
  part: string,
  mode: { mode?: number },
): Promise<OpenFile> {
  await access.remove(part).catch(unlessGone);
  return access.open(part, { how: 'make', ...mode });
}

async function freeName(access: FileAccess, folder: string, wanted: string): Promise<string> {
  for (let number = 1; number < MOST_NUMBERS; number++) {
    const name = number === 1 ? wanted : numberedName(wanted, number);
    if (!(await isThere(access, pathIn(folder, name)))) return name;
  }
  throw new Refusal(say('transfer-no-free-name', { name: shownName(wanted) }));
}

function unlessGone(error: unknown): void {
  if (!isCode(error, 'not-found')) throw error;
}

/** A place may keep no times and modes, and not say what is on its disk. */
function unlessImpossible(error: unknown): void {
  if (!isCode(error, 'unsupported', 'no-permission', 'failed')) throw error;
}
