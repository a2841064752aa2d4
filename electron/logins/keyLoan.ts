// Keys of this computer for programs on one host, as far as its field `forwardAgent` allows: the side
// that trusts. Each request is judged here, whatever the agent on the way has made of it.
import { failure } from '../../core/sshAgent/agentMessages.ts';
import type { Answer } from '../../core/sshAgent/answeringEnd.ts';
import { fingerprint, keyList, type ListedKey } from '../../core/sshAgent/keyList.ts';
import { answers, keyRequest, type KeyRequest } from '../../core/sshAgent/keyRequest.ts';
import { inWords, say, type Said } from '../../words/said.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { PersonAgentError, type PersonAgent } from './personAgent.ts';
import type { Question } from './questionDesk.ts';

/** Makes a loan for one shell of a host; `tell` is told why a program got nothing. */
export type LendKeys = (host: StoredHost, shellId: string, tell: (said: Said) => void) => KeyLoan;

/** `ask`: each signature; `allow`: nobody is asked, unless guests may type. */
export type LoanRule = 'off' | 'ask' | 'allow';

export interface KeyLoanOptions {
  /** The host's name, as a person knows it. */
  host: string;
  /** As it is set now. */
  rule: () => LoanRule;
  agent: PersonAgent;
  /** Asks over the shell's terminal; true only for a yes. */
  askPerson: (question: Question, signal: AbortSignal) => Promise<boolean>;
  tell: (said: Said) => void;
}

/** Requests of one shell that a person is asked about at once; one more is refused. */
const MOST_ASKED = 4;
/** What an agent is asked for when it is to be told which keys it has. */
const LIST = Uint8Array.of(11);

type SignRequest = KeyRequest & { ask: 'sign' };

export class KeyLoan {
  readonly #options: KeyLoanOptions;
  #asked = 0;
  readonly #told = new Set<string>();

  constructor(options: KeyLoanOptions) {
    this.#options = options;
  }

  get isOffered(): boolean {
    return this.#options.rule() !== 'off';
  }

  /** The host's agent has refused a program: nobody there lends, as far as it knows. */
  refused(): void {
    const { host } = this.#options;
    if (this.isOffered) this.#tell(say('keys-nobody-lends'));
    else this.#tell(say('keys-off-for-host', { host }));
  }

  /** @param guestsType a person is asked about all requests: a guest may have typed what asks */
  answering(guestsType: boolean): Answer {
    return async (message, signal) => {
      const request = keyRequest(message);
      if (request.ask === 'nothing') return failure();
      if (!this.isOffered) {
        this.refused();
        return failure();
      }
      try {
        const may = await this.#may(request, guestsType, signal);
        return may ? await this.#pass(message, request, signal) : failure();
      } catch (error) {
        if (!(error instanceof PersonAgentError)) throw error;
        this.#tell(say(error.why === 'missing' ? 'keys-no-agent' : 'keys-agent-silent'));
        return failure();
      }
    };
  }

  async #pass(message: Uint8Array, request: KeyRequest, signal: AbortSignal): Promise<Uint8Array> {
    const answer = await this.#options.agent(message, signal);
    return answers(request, answer) ? answer : failure();
  }

  async #may(request: KeyRequest, guestsType: boolean, signal: AbortSignal): Promise<boolean> {
    const asks = guestsType || (request.ask === 'sign' && this.#options.rule() === 'ask');
    if (!asks) return true;
    if (request.ask === 'list') return this.#confirm(this.#aboutList(), guestsType, signal);
    const key = await this.#known(request as SignRequest, signal);
    if (!key) return false; // nothing that this computer has: nobody need be asked
    return this.#confirm(this.#aboutKey(key), guestsType, signal);
  }

  async #known({ key }: SignRequest, signal: AbortSignal): Promise<ListedKey | undefined> {
    const keys = keyList(await this.#options.agent(LIST, signal));
    return keys?.find((one) => Buffer.compare(one.key, key) === 0);
  }

  #aboutList(): Pick<Question, 'about' | 'text'> {
    const { host } = this.#options;
    return { about: host, text: inWords(say('keys-asked-list', { host })) };
  }

  #aboutKey({ key, comment }: ListedKey): Pick<Question, 'about' | 'text'> {
    const { host } = this.#options;
    const print = fingerprint(key);
    const text = inWords(say('keys-asked-sign', { host, comment, print }));
    return { about: `${host} · ${comment || print}`, text };
  }

  async #confirm(
    { about, text }: Pick<Question, 'about' | 'text'>,
    guestsType: boolean,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (this.#asked >= MOST_ASKED) return false;
    this.#asked++;
    const because = guestsType ? say('keys-guests-type') : null;
    const question = { asks: 'sign', about, text, hidden: false, because } as const;
    try {
      const yes = await this.#options.askPerson(
        { ...question, keepable: null, hostKey: null },
        signal,
      );
      return yes && this.isOffered && !signal.aborted;
    } finally {
      this.#asked--;
    }
  }

  /** Each thing once: a program may ask a hundred times. */
  #tell(said: Said): void {
    if (this.#told.has(said.code)) return;
    this.#told.add(said.code);
    this.#options.tell(said);
  }
}
