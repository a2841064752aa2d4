// A tab whose programs transfer files through its terminal, with a person who answers as the test says:
// the session, the way of the bytes and what asks are the real ones.
import { systemClock } from '../../core/time/clock.ts';
import { LocalFiles } from '../../core/sftp/localFiles.ts';
import { SYSTEM } from '../../core/system.ts';
import { defaultThresholds } from '../../electron/lag/thresholds.ts';
import type { Transfer } from '../../electron/ipc/fileTypes.ts';
import type { Shell } from '../../electron/shell.ts';
import { ShellSession } from '../../electron/shells/shellSession.ts';
import {
  TerminalFiles,
  type TerminalFilesOptions,
} from '../../electron/transfers/inTerminal/terminalFiles.ts';
import type { ShownTransfer } from '../../electron/transfers/shownTransfers.ts';
import type { MemoryPort } from './memoryPort.ts';
import { MemoryWindow } from './memoryWindow.ts';

export interface TransferPerson {
  /** Of what comes; null for no. */
  folder?: string | null;
  /** What goes there; [] for no. */
  files?: string[];
  /** Instead of an answer at once. */
  ask?: TerminalFilesOptions['ask'];
}

export class TerminalTab {
  readonly session: ShellSession;
  readonly window = new MemoryWindow();
  readonly entries: ShownTransfer[] = [];
  /** What was asked: of each question, which. */
  readonly asked: string[] = [];
  person: TransferPerson;
  onChange: () => void = () => undefined;
  #seen = 0;
  #changed: () => void = () => undefined;

  constructor(open: () => Shell, person: TransferPerson = {}) {
    this.person = person;
    const files = new TerminalFiles({
      ask: (shellId, question, signal) => {
        this.asked.push(question.asks);
        this.#changed();
        if (this.person.ask) return this.person.ask(shellId, question, signal);
        const { folder = null, files: given = [] } = this.person;
        const isYes = question.asks === 'take-files' ? folder !== null : given.length > 0;
        return Promise.resolve({ text: isYes ? 'yes' : 'no', keep: false });
      },
      chooseFolder: () => Promise.resolve(this.person.folder ?? null),
      chooseFiles: () => Promise.resolve(this.person.files ?? []),
      hostOf: () => ({ id: 'host', name: 'Host' }),
      access: () => new LocalFiles(),
      writes: () => Promise.resolve(() => undefined),
      show: (entry) => void this.entries.push(entry),
      onChange: () => {
        this.onChange();
        this.#changed();
      },
      ...{ clock: systemClock, today: () => Date.now(), system: SYSTEM },
    });
    this.session = new ShellSession({
      ...{ id: 'tab', hostId: 'host', plan: { open }, lasting: true },
      ...{ size: { cols: 80, rows: 24 }, window: this.window, clock: systemClock, files },
      ...{ broadcast: () => undefined, thresholds: defaultThresholds },
      ...{ onStatus: () => this.#changed(), onChange: () => undefined },
    });
  }

  get port(): MemoryPort {
    return this.window.port;
  }

  /** The transfer that was begun last. */
  get last(): Transfer | undefined {
    return this.entries.at(-1)?.view();
  }

  type(text: string): void {
    this.port.type(text);
  }

  async online(): Promise<void> {
    await this.until(() => this.session.status.state === 'online');
  }

  /** What is printed from the last thing on that was seen. */
  async sees(pattern: RegExp): Promise<void> {
    let at = -1;
    await this.port.until(() => {
      const text = this.port.text.slice(this.#seen);
      const match = pattern.exec(text);
      if (match) at = this.#seen + match.index + match[0].length;
      return at >= 0;
    });
    this.#seen = at;
  }

  /** What has begun is over, as many as that. */
  async over(transfers: number): Promise<void> {
    await this.until(() => this.entries.filter(({ ended }) => ended).length >= transfers);
  }

  async until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => (this.#changed = resolve));
  }

  /** The shell answers, and what it prints is shown. */
  async answers(word: string): Promise<void> {
    this.type(`echo ${word}-$((6*7))\r`);
    await this.sees(new RegExp(`${word}-42`));
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}
