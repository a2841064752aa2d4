// How the questions of an ssh that we start come to the app, and who answers. What is asked of a person is
// asked in a pane, and over its shell's terminal in a card: whoever answers first, does.
import type { Said } from '../../words/said.ts';
import type { AskedQuestion, GivenAnswer, SecretUse } from '../ipc/contract.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import type { SshTarget } from './sshTarget.ts';

/** What is asked of a person, wherever that is. */
export type PersonQuestion = Omit<AskedQuestion, 'id' | 'shellId'>;

/** Null: nobody wants to answer, or `signal` was aborted. */
export type AskPerson = (
  question: PersonQuestion,
  signal: AbortSignal,
) => Promise<GivenAnswer | null>;

/** What somebody has typed before a login, for what it is to be used alone. */
export interface TypedSecret {
  use: SecretUse;
  secret: string;
}

export interface LoginToAsk {
  /** Where it leads. */
  host: SshTarget;
  /** Nobody is to be asked: what isn't kept isn't answered, and the login is over. */
  unattended: boolean;
  person: AskPerson;
  /** The person wants no login any more, or there is nobody to ask: ssh is to be interrupted. */
  giveUp: () => void;
  /** What it waits for that isn't a person. */
  tell?: (waits: Said) => void;
  /** In the place of what is kept for the same, in this login alone. */
  typed?: TypedSecret | undefined;
}

/** One login, from before its ssh is started. */
export interface LoginAsking {
  /** What that ssh finds in its environment besides. */
  readonly env: Record<string, string>;
  /** Something was asked that nobody could answer. */
  readonly unanswered: boolean;
  started(pid: number): void;
  /** ssh says that a token has refused its PIN, whatever comes of the login. */
  pinRefused(): void;
  /** It has logged in: what was to be kept is kept. Nothing is answered from here on. */
  through(): void;
  /** It has ended. */
  over(): void;
}

export interface Asking {
  /** Undefined where ssh can't ask the app: it asks its terminal. */
  begin(ssh: string, login: LoginToAsk): LoginAsking | undefined;
  /** May something be answered without a person? */
  knows(host: SshTarget): boolean;
  /** Asks over a shell's terminal. */
  card(shellId: string): AskPerson;
}

/** What an ssh starts from. */
export interface SshSurroundings extends LocalSurroundings {
  /** Missing: ssh asks its terminal. */
  asking?: Asking | undefined;
}
