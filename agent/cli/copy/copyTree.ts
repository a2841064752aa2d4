// What was named, with all that is in it, from one side to the other. What can't be copied is told, and
// the rest goes on; nothing is ever put in the place of a folder, and no link is followed into one.
import type { FileEntry, FileFacts } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { AgentError } from '../../agentError.ts';
import { copyFile, MODE_BITS, timesOf, type CopyRun } from './copyFile.ts';
import { Slots } from './slots.ts';

/** Small files under way at once, and how small those are, bytes. */
const MOST_SMALL = 16;
const SMALL_BYTES = 1024 * 1024;

export interface CopyEvents {
  onFile: () => void;
  /** One wasn't copied. */
  onFailed: (error: unknown) => void;
}

/** Codes after which the rest would end alike. */
export const FOR_GOOD: ReadonlySet<string> = new Set(['lost', 'disk-full', 'quota', 'cancelled']);

export class CopyTree {
  readonly #run: CopyRun;
  readonly #events: CopyEvents;
  readonly #small = new Slots(MOST_SMALL);
  readonly #large = new Slots(1);

  constructor(run: CopyRun, events: CopyEvents) {
    this.#run = run;
    this.#events = events;
  }

  /** A file, to that path. Rejects for what ends all. */
  async file(source: string, target: string, facts: FileFacts, isNew = false): Promise<void> {
    const slots = (facts.size ?? 0) > SMALL_BYTES ? this.#large : this.#small;
    await slots.use(() =>
      this.#try(async () => {
        if (!isNew) await this.#checkFree(target);
        await copyFile(this.#run, source, target);
        this.#events.onFile();
      }),
    );
  }

  /** A folder, to that path. Rejects for what ends all. */
  async folder(source: string, target: string, facts: FileFacts): Promise<void> {
    await this.#try(async () => {
      const isNew = await this.#makeFolder(target);
      const entries = await this.#entries(source);
      await this.#inside(entries, source, target, isNew);
      if (!isNew) return;
      const mode = (facts.mode ?? 0o755) & MODE_BITS;
      // Behind its files, which would give it other times, and may not be allowed into it then.
      await this.#run.to.do((to) => to.change(target, { mode, ...timesOf(facts) }));
    });
  }

  async #inside(
    entries: readonly FileEntry[],
    source: string,
    target: string,
    isNew: boolean,
  ): Promise<void> {
    const underway: Promise<void>[] = [];
    const folders: (() => Promise<void>)[] = [];
    for (const entry of entries) {
      const [from, to] = [within(source, entry.name), within(target, entry.name)];
      if (entry.kind === 'folder') folders.push(() => this.folder(from, to, entry));
      else if (entry.kind === 'file') underway.push(this.file(from, to, entry, isNew));
      else underway.push(this.#small.use(() => this.#try(() => this.#other(entry, from, to))));
    }
    for (const one of underway) one.catch(() => undefined); // told below, all of them
    for (const folder of folders) await folder();
    await Promise.all(underway);
  }

  async #other({ kind }: FileEntry, source: string, target: string): Promise<void> {
    if (kind !== 'link') {
      throw new AgentError('NOT_A_FILE', `${source} is no file, folder or link, and was left out.`);
    }
    const leads = await this.#run.from.do((from) => from.linkTarget(source));
    await this.#checkFree(target);
    await this.#run.to.do(async (to) => {
      await to.remove(target).catch(unlessMissing);
      await to.makeLink(target, leads);
    });
    this.#events.onFile();
  }

  async #entries(folder: string): Promise<FileEntry[]> {
    const { from, signal } = this.#run;
    return from.do(async (files) => {
      const all: FileEntry[] = [];
      for await (const piece of files.list(folder, signal)) all.push(...piece);
      return all;
    });
  }

  /** Whether it had to be made. A link in its place isn't followed. */
  async #makeFolder(path: string): Promise<boolean> {
    return this.#run.to.do(async (to) => {
      const facts = await to.facts(path).catch(unlessMissing);
      if (facts?.kind === 'folder') return false;
      if (facts) throw inTheWay(path, 'a folder');
      await to.makeFolder(path, 0o700);
      return true;
    });
  }

  async #checkFree(path: string): Promise<void> {
    const facts = await this.#run.to.do((to) => to.facts(path).catch(unlessMissing));
    if (facts?.kind === 'folder') throw inTheWay(path, 'a file');
  }

  async #try(what: () => Promise<void>): Promise<void> {
    try {
      if (this.#run.signal.aborted) return;
      await what();
    } catch (error) {
      if (error instanceof FileError && FOR_GOOD.has(error.code)) throw error;
      this.#events.onFailed(error);
    }
  }
}

export function within(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

export function unlessMissing(error: unknown): undefined {
  if (error instanceof FileError && error.code === 'not-found') return undefined;
  throw error;
}

function inTheWay(path: string, what: string): AgentError {
  return new AgentError('IN_THE_WAY', `There is something else than ${what} at ${path}.`);
}
