// Between ssh, which may ask something while it logs in, and the tabs that wait for it. One of
// them is asked; the others say where. A login that is repeated by itself says nothing unless
// it asks, so that a lost network doesn't fill the terminal with complaints.
import { cleanText } from '../../core/text/clean.ts';
import { OutputTail } from '../programs/outputTail.ts';
import type { ShellState } from '../shell.ts';
import { say, type Said } from '../../words/said.ts';
import type { GivenAnswer } from '../ipc/contract.ts';
import type { AskPerson, PersonQuestion } from './asking.ts';
import type { Pane } from './paneQuestion.ts';
import { PosedQuestion } from './posedQuestion.ts';

/** Enough for ssh's longest warning and the question after it. */
const KEPT_BYTES = 4 * 1024;

export interface DialogueListener {
  /** To be shown in the tab's terminal. */
  onText(bytes: Uint8Array): void;
  /** `news` is another now. */
  onChange(): void;
  /** Asks over its terminal besides. */
  card?: AskPerson | undefined;
}

/** Who waits for a login, a tab mostly, and answers what ssh asks when it is its turn. */
export interface Answerer {
  /** What the tab shows instead of the state of the link; undefined when it has nothing to say. */
  readonly news: Partial<ShellState> | undefined;
  /** What is asked here now, as ssh puts it; '' when nothing is. */
  readonly question: string;
  /** What the login waits for that isn't a person; null where there is nothing of the kind. */
  readonly heldUp: Said | null;
  /** Takes what is typed as far as it is an answer, and hands back the rest: all when nobody asked. */
  answer(bytes: Uint8Array): Uint8Array;
  leave(): void;
}

/** One login. What an earlier one still says is not heard. */
export interface Turn {
  /** A person has put its question away: nobody wants it. */
  readonly putAway: boolean;
  hear(bytes: Uint8Array): void;
  /** How far it has come. */
  tell(message: Said): void;
  /** It is held up by something that isn't a person: that is said of one that is quiet, too. */
  waits(message: Said): void;
  /** Asks whoever is asked now. Null: nobody answers, or it is another login's turn. */
  ask(question: PersonQuestion, signal: AbortSignal): Promise<GivenAnswer | null>;
  end(): void;
}

interface Current {
  said: OutputTail;
  /** Says nothing until it asks. */
  quiet: boolean;
  asking: boolean;
  /** Asked by the app; undefined where ssh's own terminal asks, or nothing is. */
  posed?: PosedQuestion | undefined;
  message: Said | null;
  /** It is held up. */
  waits: boolean;
  putAway: boolean;
  type: (bytes: Uint8Array) => void;
}

export class Dialogue {
  readonly #waiting: DialogueListener[] = [];
  readonly #behind = new Set<DialogueListener>();
  #current: Current | undefined;

  /**
   * The tab that waits there longest is asked. Who waits `behind` is asked only while no tab is
   * there: a window of tunnels, say, that a person may not have in sight.
   */
  take(listener: DialogueListener, behind = false): Answerer {
    if (behind) this.#behind.add(listener);
    const place = behind ? this.#waiting.length : this.#tabs;
    this.#waiting.splice(place, 0, listener);
    if (place === 0) this.#repeat();
    if (place === 0 && this.#current?.asking) this.#waiting[1]?.onChange(); // it is asked no more
    const newsOf = (): Partial<ShellState> | undefined => this.#newsOf(listener);
    const questionTo = (): string => this.#questionTo(listener);
    const heldUp = (): Said | null => this.#heldUp;
    return {
      get news() {
        return newsOf();
      },
      get question() {
        return questionTo();
      },
      get heldUp() {
        return heldUp();
      },
      answer: (bytes) => this.#answer(listener, bytes),
      leave: () => this.#leave(listener),
    };
  }

  /** `quiet`: nobody waits for this login in particular. `type` answers it. */
  begin(quiet: boolean, type: (bytes: Uint8Array) => void): Turn {
    const said = new OutputTail(KEPT_BYTES);
    const idle = { asking: false, message: null, waits: false, putAway: false };
    const turn: Current = { said, quiet, type, ...idle };
    const ifCurrent = (work: () => void) => (): void => {
      if (this.#current === turn) work();
    };
    this.#current = turn;
    return {
      get putAway() {
        return turn.putAway;
      },
      hear: (bytes) => ifCurrent(() => this.#hear(turn, bytes))(),
      tell: (message) => ifCurrent(() => this.#tell(turn, message))(),
      waits: (message) => ifCurrent(() => this.#waits(turn, message))(),
      ask: (question, signal) => this.#ask(turn, question, signal),
      end: ifCurrent(() => this.#end()),
    };
  }

  #hear(turn: Current, bytes: Uint8Array): void {
    turn.said.push(bytes);
    const before = turn.asking;
    turn.asking = turn.posed !== undefined || isQuestion(turn.said.text());
    if (turn.quiet && turn.asking) this.#wake(turn);
    else if (!turn.quiet) this.#waiting[0]?.onText(bytes);
    if (before !== turn.asking) this.#change();
  }

  async #ask(
    turn: Current,
    question: PersonQuestion,
    signal: AbortSignal,
  ): Promise<GivenAnswer | null> {
    if (this.#current !== turn) return null;
    const posed = new PosedQuestion(question, signal);
    turn.posed = posed;
    turn.asking = true;
    if (turn.quiet) this.#wake(turn);
    else posed.moveTo(this.#pane);
    this.#change();
    const answer = await posed.answer;
    if (turn.posed === posed) this.#answered(turn);
    if (answer !== 'interrupted') return answer;
    turn.putAway = true;
    turn.type(INTERRUPT);
    return null;
  }

  #wake(turn: Current): void {
    turn.quiet = false;
    this.#repeat();
  }

  #answered(turn: Current): void {
    turn.posed = undefined;
    turn.asking = isQuestion(turn.said.text());
    this.#change();
  }

  /** Where something is asked now. */
  get #pane(): Pane | undefined {
    const listener = this.#waiting[0];
    const print = (text: string): void => listener?.onText(Buffer.from(text));
    return listener && { print, card: listener.card };
  }

  #tell(turn: Current, message: Said): void {
    turn.message = message;
    turn.waits = false;
    this.#change();
  }

  #waits(turn: Current, message: Said): void {
    if (turn.waits && turn.message?.code === message.code) return;
    if (turn.quiet) this.#wake(turn);
    turn.message = message;
    turn.waits = true;
    this.#change();
  }

  #end(): void {
    this.#current = undefined;
    this.#change();
  }

  get #tabs(): number {
    return this.#waiting.length - this.#behind.size;
  }

  /** Shows whoever is asked now what was said so far. */
  #repeat(): void {
    if (!this.#current || this.#current.quiet) return;
    const said = this.#current.said.bytes();
    if (said.byteLength > 0) this.#waiting[0]?.onText(said);
    this.#current.posed?.moveTo(this.#pane);
  }

  #answer(listener: DialogueListener, bytes: Uint8Array): Uint8Array {
    if (!this.#current?.asking || this.#waiting[0] !== listener) return bytes;
    if (this.#current.posed) return this.#current.posed.type(bytes);
    this.#current.type(bytes);
    return bytes.subarray(bytes.byteLength);
  }

  get #heldUp(): Said | null {
    const { asking, waits, message } = this.#current ?? {};
    return !asking && waits ? (message ?? null) : null;
  }

  #newsOf(listener: DialogueListener): Partial<ShellState> | undefined {
    if (!this.#current) return undefined;
    const { asking, quiet, message, waits } = this.#current;
    const here = this.#waiting[0] === listener;
    if (asking) return { ...WAITING, message: here ? ASKED_HERE : ASKED_ELSEWHERE };
    const hint = waits ? say('ssh-agent-may-ask') : null;
    return quiet || !message ? undefined : { state: 'connecting', message, hint };
  }

  #leave(listener: DialogueListener): void {
    const place = this.#waiting.indexOf(listener);
    if (place < 0) return;
    this.#waiting.splice(place, 1);
    this.#behind.delete(listener);
    if (place === 0 && this.#current?.asking) {
      this.#repeat();
      this.#change();
    }
  }

  #questionTo(listener: DialogueListener): string {
    const asked = this.#current?.asking && this.#waiting[0] === listener;
    const { said, posed } = this.#current ?? {};
    const text = asked ? (posed?.question.text ?? said!.text()) : '';
    return cleanText(text, KEPT_BYTES).replaceAll('\n', '\r\n');
  }

  #change(): void {
    for (const listener of [...this.#waiting]) listener.onChange();
  }
}

const WAITING: Partial<ShellState> = {
  ...{ state: 'authenticating', hint: null, canReconnect: false },
  ...{ attempt: null, nextTryInMs: null },
};
/** Ctrl+C. */
const INTERRUPT = Buffer.from('\x03');
const ASKED_HERE = say('answer-awaited');
const ASKED_ELSEWHERE = say('answer-awaited-elsewhere');

/** A line that was left unfinished: whatever ssh asks, it waits for the answer behind it. */
function isQuestion(said: string): boolean {
  return said.slice(said.lastIndexOf('\n') + 1).trim() !== '';
}
