// The end of a file, and what is written to it from now on, as `tail -F` has it: also where it begins
// anew, or another file takes its name.
import type { FileAccess, FileFacts, FilePath, OpenFile } from '../../core/sftp/fileAccess.ts';
import { pause, type Clock } from '../../core/time/clock.ts';
import { shownText } from './shownText.ts';

/** Of the end that is shown at first, and after a leap. */
export const TAIL_BYTES = 64 * 1024;
/** So much at once is a leap: what lies between is left out. */
const LEAP_BYTES = 1024 * 1024;
/** Milliseconds from one look to the next. */
const LOOK_MS = 500;

export interface TailOptions {
  access: FileAccess;
  path: FilePath;
  clock: Clock;
  signal: AbortSignal;
  /** `fresh`: what was shown before is over. */
  tell: (text: string, fresh: boolean) => void;
}

/** Until it is aborted; rejects with `FileError` where the file can't be read. */
export async function tail(options: TailOptions): Promise<void> {
  const { access, path, clock, signal } = options;
  while (!signal.aborted) {
    const file = await access.open(path, { how: 'read' });
    try {
      await follow(options, file);
    } finally {
      await file.close().catch(() => undefined);
    }
    if (!signal.aborted) await pause(clock, LOOK_MS, signal);
  }
}

/** Until another file has its name. */
async function follow(options: TailOptions, file: OpenFile): Promise<void> {
  const { access, path, clock, signal } = options;
  const reader = new TailReader(options, file);
  let elsewhere = 0;
  await reader.begin();
  while (!signal.aborted) {
    await pause(clock, LOOK_MS, signal);
    if (signal.aborted) return;
    const size = await reader.more();
    // Between two questions a file may grow: only what differs twice is another file.
    const there = await access.facts(path, true).catch(() => null);
    elsewhere = there && isOther(there, size, await file.facts()) ? elsewhere + 1 : 0;
    if (elsewhere > 1) return;
  }
}

function isOther(there: FileFacts, size: number, open: FileFacts): boolean {
  return there.kind === 'file' && there.size !== open.size && there.size !== size;
}

class TailReader {
  readonly #options: TailOptions;
  readonly #file: OpenFile;
  #at = 0;
  #decoder = new TextDecoder();

  constructor(options: TailOptions, file: OpenFile) {
    this.#options = options;
    this.#file = file;
  }

  async begin(): Promise<void> {
    const size = (await this.#file.facts()).size ?? 0;
    await this.#leap(size);
  }

  /** What was written since; hands back the size. */
  async more(): Promise<number> {
    const size = (await this.#file.facts()).size ?? this.#at;
    if (size < this.#at) await this.#leap(size, 0);
    else if (size - this.#at > LEAP_BYTES) await this.#leap(size);
    else await this.#read(size, false);
    return size;
  }

  /** Begins anew near the end, or at `from`. */
  async #leap(size: number, from = Math.max(0, size - TAIL_BYTES)): Promise<void> {
    this.#at = from;
    this.#decoder = new TextDecoder();
    await this.#read(size, true);
  }

  async #read(size: number, fresh: boolean): Promise<void> {
    const { access, signal, tell } = this.#options;
    let first = fresh;
    if (size === this.#at && fresh) tell('', true);
    while (this.#at < size && !signal.aborted) {
      const bytes = await this.#file.read(
        this.#at,
        Math.min(TAIL_BYTES, access.skills.readBytes, size - this.#at),
      );
      if (bytes.byteLength === 0) return;
      this.#at += bytes.byteLength;
      tell(shownText(this.#decoder.decode(bytes, { stream: true })), first);
      first = false;
    }
  }
}
