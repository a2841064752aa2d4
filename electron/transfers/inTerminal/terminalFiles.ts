// A program of a shell's wants files, or sends some, through the terminal (`rz`, `sz`, `trz`, `tsz`). A
// person is asked over that terminal, and chooses; nothing is written before. The queue shows how far it is.
import { randomBytes } from 'node:crypto';
import { TransferStopped, type GivenFile } from '../../../core/inTerminal/files.ts';
import {
  declineFiles,
  giveFiles,
  stillWaits,
  takeFiles,
} from '../../../core/inTerminal/transfer.ts';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import type { Clock } from '../../../core/time/clock.ts';
import { say, type Said } from '../../../words/said.ts';
import type { AskedQuestion, GivenAnswer } from '../../ipc/contract.ts';
import type { AskedInTerminal, FilesInTerminal } from '../../shells/diversion.ts';
import { adviceOf, saidOf } from '../faults.ts';
import { rulesAt } from '../names.ts';
import type { ShownTransfer } from '../shownTransfers.ts';
import { ComingFiles } from './comingFiles.ts';
import { givenFiles } from './givenFiles.ts';
import { TerminalEntry } from './terminalEntry.ts';

/** Without what the desk of questions adds. */
type Question = Omit<AskedQuestion, 'id' | 'shellId'>;

export interface TerminalFilesOptions {
  /** Asks over a shell's terminal; null for nobody's answer. */
  ask: (shellId: string, question: Question, signal: AbortSignal) => Promise<GivenAnswer | null>;
  /** By the system's dialog, in the window that shows the shell: a folder for what comes; null for none. */
  chooseFolder: (shellId: string) => Promise<string | null>;
  /** The same for files that go there; [] for none. */
  chooseFiles: (shellId: string) => Promise<string[]>;
  /** Whose shell it is; of a host that isn't saved the id is its name. */
  hostOf: (shellId: string) => { id: string; name: string };
  /** Of this computer; given back. */
  access: () => FileAccess;
  /** Puts one into the queue; the function tells that it is another than before. */
  show: (entry: ShownTransfer) => void;
  onChange: () => void;
  /** Notes what is written aside; see `TransferDesk`. */
  writes: (folder: string, name: string, tag: string) => Promise<() => void>;
  clock: Clock;
  today: () => number;
  system: NodeJS.Platform;
}

export class TerminalFiles implements FilesInTerminal {
  readonly #options: TerminalFilesOptions;

  constructor(options: TerminalFilesOptions) {
    this.#options = options;
  }

  async begin(asked: AskedInTerminal): Promise<void> {
    const { handshake, first, wire, signal } = asked;
    const { protocol } = handshake;
    const over = new AbortController();
    void wire.stopped.then(() => over.abort());
    const choosing = this.#choose(asked, AbortSignal.any([signal, over.signal]));
    const waits = await stillWaits({ protocol, wire }, choosing);
    over.abort();
    if (waits === 'gone') return;
    const paths = signal.aborted || waits === 'late' ? [] : await choosing;
    const { clock } = this.#options;
    if (paths.length === 0) return declineFiles({ protocol, wire, clock });
    if (protocol === 'zmodem') wire.unread(first);
    await this.#run(asked, paths);
  }

  /** A folder, or files; [] where nobody wants it. */
  async #choose(asked: AskedInTerminal, signal: AbortSignal): Promise<string[]> {
    const { ask, hostOf, chooseFolder, chooseFiles } = this.#options;
    const { shellId, handshake } = asked;
    const answer = await ask(shellId, questionOf(handshake.way, hostOf(shellId).name), signal);
    if (answer?.text !== 'yes' || signal.aborted) return [];
    if (handshake.way === 'give') return untilAborted(chooseFiles(shellId), signal, []);
    const folder = await untilAborted(chooseFolder(shellId), signal, null);
    return folder === null ? [] : [folder];
  }

  async #run(
    { shellId, handshake, wire, signal }: AskedInTerminal,
    paths: string[],
  ): Promise<void> {
    const stop = (): void => wire.stop(new TransferStopped('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    const { hostOf, clock, today, onChange, show, access } = this.#options;
    const { protocol, way } = handshake;
    const there = { hostId: hostOf(shellId).id, path: '~' };
    const isHere = { hostId: null, path: way === 'take' ? paths[0]! : folderOf(paths[0]!) };
    const places = way === 'take' ? { from: there, to: isHere } : { from: isHere, to: there };
    const entry = new TerminalEntry({ ...places, clock, today, stop, onChange });
    show(entry);
    const files = access();
    try {
      const terminal = { protocol, wire, clock };
      if (way === 'take') await takeFiles(terminal, this.#coming(files, paths[0]!, entry));
      else await this.#give(files, paths, entry, terminal);
      entry.end('done');
    } catch (error) {
      endOf(entry, error);
    } finally {
      await files.close();
    }
  }

  #coming(access: FileAccess, folder: string, entry: TerminalEntry): ComingFiles {
    return new ComingFiles({
      ...{ access, folder, rules: rulesAt(folder, this.#options.system) },
      ...{ tag: randomBytes(8).toString('hex'), writes: this.#options.writes },
      begins: (name, size) => entry.begins(name, size),
      sized: (size) => entry.sized(size),
      written: (bytes) => entry.carried(bytes),
      whole: () => entry.whole(),
    });
  }

  async #give(
    access: FileAccess,
    paths: string[],
    entry: TerminalEntry,
    terminal: Parameters<typeof giveFiles>[0],
  ): Promise<void> {
    const had = new Map<GivenFile, number>();
    const taken = (file: GivenFile, offset: number): void => {
      entry.carried(Math.max(0, offset - (had.get(file) ?? 0)));
      had.set(file, Math.max(offset, had.get(file) ?? 0));
    };
    const listener = {
      taken,
      whole: (file: GivenFile) => {
        taken(file, file.size);
        entry.whole();
      },
      skipped: ({ name }: GivenFile) => entry.skipped(name, say('in-terminal-skipped')),
    };
    const given = await givenFiles(access, paths, listener).catch(async (error: unknown) => {
      await declineFiles(terminal);
      throw error;
    });
    for (const { name, size } of given.files) entry.begins(name, size);
    await giveFiles(terminal, given.files).finally(() => given.close());
  }
}

function questionOf(way: 'take' | 'give', about: string): Question {
  return {
    ...{ asks: way === 'take' ? 'take-files' : 'give-files', about, text: '', hidden: false },
    ...{ keepable: null, because: null, hostKey: null },
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** The system's dialog can't be taken away; whatever is chosen in it then is nobody's. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal, none: T): Promise<T> {
  const aborted = new Promise<T>((resolve) => {
    if (signal.aborted) return resolve(none);
    signal.addEventListener('abort', () => resolve(none), { once: true });
  });
  return Promise.race([work, aborted]);
}

function endOf(entry: TerminalEntry, error: unknown): void {
  if (!(error instanceof TransferStopped)) return entry.end('failed', { said: saidOf(error) });
  if (error.reason === 'cancelled') return entry.end('cancelled');
  if (error.reason !== 'here') return entry.end('failed', { said: whyOf(error) });
  entry.end('failed', { said: saidOf(error.cause), advice: adviceOf(error.cause) });
}

function whyOf({ reason, told }: TransferStopped): Said {
  if (reason === 'gone') return say('in-terminal-gone');
  if (reason === 'unreadable') return say('in-terminal-unreadable');
  return told ? say('in-terminal-ended-saying', { told }) : say('in-terminal-ended');
}
