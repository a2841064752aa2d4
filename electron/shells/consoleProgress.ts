// How far ssh has come, where nobody may look at how its terminal is set: a console of Windows.
// There ssh is told to say when it has logged in (LogLevel VERBOSE), in the terminal. Its log in a
// file would say more, but Microsoft's ssh opens that so that nobody can read it meanwhile.
import type { Clock } from '../../core/time/clock.ts';
import { ConsoleText } from '../programs/consoleText.ts';
import type { ShellState } from '../shell.ts';
import type { ProgressWatch } from './ptyShell.ts';
import { ONLINE, WAITING } from './sshStates.ts';

/** ssh writes its lines in one piece; one that stands unfinished for so long is a question. */
const QUIET_MS = 500;
/** Characters without spaces: its sentence, with a name of 255 letters, is a tenth of that. */
const WORDS_KEPT = 4_096;

/** A console breaks lines where they end, so spaces and line ends count for nothing. */
const LOGGED_IN = /Authenticatedto\S{1,256}?\((?:\[[^\]]{1,64}\]:\d{1,5}|viaproxy)\)/;
/** Over jump hosts each hop is an ssh of its own, and may say of itself that it has logged in. */
const LOGGED_IN_BEHIND = /Authenticatedto\S{1,256}?\(viaproxy\)/;

export interface ConsoleProgressOptions {
  /** There are jump hosts on the way. */
  behindOthers: boolean;
  report: (change: Partial<ShellState>) => void;
  clock: Clock;
}

export class ConsoleProgress implements ProgressWatch {
  readonly #options: ConsoleProgressOptions;
  readonly #sentence: RegExp;
  readonly #text = new ConsoleText();
  #words = '';
  /** There is something on the line that the cursor is on. */
  #lineBegun = false;
  #done = false;
  #asking = false;
  #cancelTimer: () => void = () => undefined;

  constructor(options: ConsoleProgressOptions) {
    this.#options = options;
    this.#sentence = options.behindOthers ? LOGGED_IN_BEHIND : LOGGED_IN;
  }

  output(bytes: Uint8Array): void {
    if (this.#done) return;
    this.#read(this.#text.push(bytes));
    if (!this.#sentence.test(this.#words)) return this.#waitForQuiet();
    this.stop();
    this.#options.report(ONLINE);
  }

  stop(): void {
    this.#done = true;
    this.#words = '';
    this.#cancelTimer();
  }

  #read(text: string): void {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    this.#lineBegun = line.trim() !== '' || (this.#lineBegun && !text.includes('\n'));
    this.#words = (this.#words + text.replace(/\s/g, '')).slice(-WORDS_KEPT);
  }

  #waitForQuiet(): void {
    this.#cancelTimer();
    if (!this.#lineBegun || this.#asking) return;
    const { clock } = this.#options;
    // Where this process stood still, the timer is over before the rest of the line is read, which
    // comes before the next one.
    this.#cancelTimer = clock.after(QUIET_MS, () => {
      this.#cancelTimer = clock.after(0, () => this.#ask());
    });
  }

  #ask(): void {
    this.#asking = true;
    this.#options.report(WAITING);
  }
}
