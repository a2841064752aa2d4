// One file from one side to the other: into a temporary one beside the place where it goes, which takes
// that place when it is whole, so that nobody ever sees half of it. What was written and acknowledged
// isn't written again, whatever was lost in between.
import { randomBytes } from 'node:crypto';
import type { FileAccess, FileFacts, OpenFile } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { pieceBetween, readAhead, WriteBehind } from '../../../core/sftp/streaming.ts';
import { AgentError } from '../../agentError.ts';
import type { CopySide } from './copySide.ts';

/** Of a mode: set-user-ID and its like aren't taken along from another machine. */
export const MODE_BITS = 0o777;

export interface CopyRun {
  from: CopySide;
  to: CopySide;
  signal: AbortSignal;
  /** So many more bytes are there. */
  onBytes: (bytes: number) => void;
  /** For whoever looks on. */
  onNote: (text: string) => void;
}

/** Rejects with `FileError` or `AgentError`; then nothing of it is left but what was there before. */
export async function copyFile(run: CopyRun, source: string, target: string): Promise<void> {
  const copy = new OneFile(run, source, target);
  try {
    await run.from.do((from) => run.to.do((to) => copy.run(from, to)));
  } catch (error) {
    await run.to.do((to) => copy.tidy(to)).catch(() => undefined);
    throw error;
  }
}

class OneFile {
  readonly #run: CopyRun;
  readonly #source: string;
  readonly #target: string;
  readonly #temporary: string;
  #first: FileFacts | undefined;
  /** All bytes before this offset are written and acknowledged. */
  #written = 0;
  #made = false;
  /** The last step has begun: where that was lost, it may have been done. */
  #placing = false;

  constructor(run: CopyRun, source: string, target: string) {
    this.#run = run;
    this.#source = source;
    this.#target = target;
    const folder = target.slice(0, target.lastIndexOf('/') + 1);
    this.#temporary = `${folder}.bowline-cp-${randomBytes(6).toString('hex')}`;
  }

  async run(from: FileAccess, to: FileAccess): Promise<void> {
    if (this.#placing && (await this.#isPlaced(to))) return;
    const reading = await from.open(this.#source, { how: 'read' });
    try {
      const facts = await this.#facts(reading);
      await this.#fill(reading, facts, from, to);
      this.#tellGrowth(facts, await reading.facts());
    } finally {
      await reading.close().catch(() => undefined);
    }
    this.#placing = true;
    await place(to, this.#temporary, this.#target);
  }

  /** Takes away what isn't whole. */
  async tidy(to: FileAccess): Promise<void> {
    if (this.#made) await to.remove(this.#temporary);
  }

  /** Those of the first time; a file that has changed since is another one. */
  async #facts(reading: OpenFile): Promise<FileFacts> {
    const facts = await reading.facts();
    this.#first ??= facts;
    if (facts.size === this.#first.size && facts.changedAt === this.#first.changedAt) return facts;
    throw changed(this.#source);
  }

  async #fill(
    reading: OpenFile,
    facts: FileFacts,
    from: FileAccess,
    to: FileAccess,
  ): Promise<void> {
    const mode = (facts.mode ?? 0o644) & MODE_BITS;
    // Until it is whole, others have no business in it.
    const how = this.#written > 0 ? 'change' : 'replace';
    const writing = await to.open(this.#temporary, { how, mode: 0o600 });
    this.#made = true;
    try {
      await this.#pump(reading, writing, facts, from, to);
      await writing.change({ mode, ...timesOf(facts) });
    } finally {
      await writing.close().catch(() => undefined);
    }
  }

  async #pump(
    reading: OpenFile,
    writing: OpenFile,
    { size }: FileFacts,
    from: FileAccess,
    to: FileAccess,
  ): Promise<void> {
    const { bytes, reads, writes } = pieceBetween(from.skills, to.skills);
    const onWritten = (offset: number): void => {
      this.#run.onBytes(offset - this.#written);
      this.#written = offset;
    };
    const options = { from: this.#written, bytes, pipeline: writes, onWritten };
    const behind = new WriteBehind(writing, options);
    // Files that the system makes up say 0, and have an end all the same.
    const known = size ? { to: size, pipeline: reads } : { to: Infinity, pipeline: 1 };
    const { signal } = this.#run;
    try {
      for await (const piece of readAhead(reading, {
        from: this.#written,
        bytes,
        ...known,
        signal,
      })) {
        await behind.write(piece.bytes);
      }
      await behind.finish();
    } catch (error) {
      await behind.settled();
      throw error;
    }
    if (size && this.#written < size) throw changed(this.#source);
  }

  #tellGrowth(before: FileFacts, after: FileFacts): void {
    const same = before.size === after.size && before.changedAt === after.changedAt;
    if (same) return;
    this.#run.onNote(`${this.#source} was written to while it was copied.`);
  }

  async #isPlaced(to: FileAccess): Promise<boolean> {
    const left = await to.facts(this.#temporary).catch((error: unknown) => {
      if (error instanceof FileError && error.code === 'not-found') return undefined;
      throw error;
    });
    return left === undefined;
  }
}

async function place(to: FileAccess, temporary: string, target: string): Promise<void> {
  if (to.skills.renameOver) return to.rename(temporary, target, true);
  await to.remove(target).catch(() => undefined);
  await to.rename(temporary, target);
}

export function timesOf({ readAt, changedAt }: FileFacts): {
  times?: { readAt: number; changedAt: number };
} {
  if (changedAt === null) return {};
  return { times: { readAt: readAt ?? changedAt, changedAt } };
}

function changed(path: string): AgentError {
  return new AgentError('CHANGED', `${path} was changed while it was copied.`, 'Copy it again.');
}
