// One login: each question of its ssh is answered by what is kept for it, once, or by the person.
import type { SshQuestion } from '../askpass/question.ts';
import { readQuestion, SHOWN_CHARS } from '../askpass/readQuestion.ts';
import type { Asked } from '../askpass/ticket.ts';
import type { Vault } from '../hosts/vault.ts';
import type { AskedHostKey, GivenAnswer, Keeper, SecretUse } from '../ipc/contract.ts';
import type { AskPerson, PersonQuestion } from '../ssh/asking.ts';
import { say, type Said } from '../../words/said.ts';
import { isOfSsh, type Hop } from './hops.ts';
import { hostKeyFacts } from './hostKeyFacts.ts';
import { personQuestion } from './personQuestion.ts';
import type { RefusedSecrets, Trial } from './refusedSecrets.ts';
import { secretFor } from './secretFor.ts';
import { asksForMore } from './serversWords.ts';

export interface LoginOptions {
  /** Where it leads, and what comes before that. */
  hops: readonly Hop[];
  /** What comes before those, which stands in ssh's configuration alone. Asked once, when one of it asks. */
  furtherHops?: (() => Promise<readonly Hop[]>) | undefined;
  vault: Vault;
  /** Of all logins. */
  refused: RefusedSecrets;
  person: AskPerson;
  unattended: boolean;
  giveUp: () => void;
  /** Whether this ssh says which text is a server's. */
  marked: boolean;
  /** What is kept for this may answer what was asked. */
  onUse?: (use: SecretUse) => void;
  /** What a person wanted kept can't be. */
  onUnkept: (error: unknown) => void;
  /** Resolves when what ssh has printed before its question is shown, as far as that can be told. */
  settled?: () => Promise<void>;
  /** What this computer knows of a host key. */
  explain?: ExplainHostKey | undefined;
}

export type ExplainHostKey = (
  key: Pick<AskedHostKey, 'name' | 'type' | 'fingerprint'>,
) => Promise<Pick<AskedHostKey, 'art' | 'alsoKnownAs'>>;

/** What is known of a question before anybody is asked. */
interface Matter {
  question: SshQuestion;
  use: SecretUse | undefined;
  /** The same from the same ssh: two hosts of one way may have the same identity. */
  key: string;
  /** `user@host`, as ssh calls who asks; '' where nobody on the way does. */
  at: string;
}

export class Login {
  unanswered = false;
  readonly #options: LoginOptions;
  /** What a person has answered: asked again, that was refused. */
  readonly #answered = new Set<string>();
  /** Marks of secrets of the vault that were given, by who asked for them. */
  readonly #given = new Map<string, string>();
  /** By who asks: their servers have asked for something else since they were given their password. */
  readonly #askedBesides = new Set<string>();
  /** The first thing that each host's server asked in its own words. */
  readonly #firstWords = new Map<string, string>();
  readonly #toKeep = new Map<string, { use: SecretUse; secret: string }>();
  /** Marks of PINs that were given: ssh doesn't ask again for one that was wrong. */
  readonly #pins = new Map<string, string>();
  /** Of what was given, until it is known what came of it. */
  readonly #trials = new Map<string, Trial>();
  #isOver = false;
  /** How often a person was asked for each. */
  readonly #asks = new Map<string, number>();
  readonly #hostKeys = new Map<number, AskedHostKey>();
  #further: Promise<readonly Hop[]> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  /** Null: no answer. */
  async answer(asked: Asked, signal: AbortSignal): Promise<string | null> {
    const matter = this.#matterOf(asked, await this.#hopsFor(asked));
    this.#toKeep.delete(matter.key); // what was to be kept was wrong
    const kept = await this.#kept(matter);
    if (typeof kept === 'string') return kept;
    if (this.#options.unattended) return this.#nobody();
    return this.#inTurn(() => this.#askPerson(matter, asked, kept.because, signal));
  }

  /** It has logged in: what was right is kept. */
  through(): void {
    const { vault, onUnkept } = this.#options;
    for (const { use, secret } of this.#toKeep.values())
      void vault.keep(use, secret).catch(onUnkept);
    for (const trial of this.#trials.values()) trial.right();
    this.#pins.clear();
    this.over();
  }

  /** A token has refused what it was given last. */
  pinRefused(): void {
    for (const [use, mark] of this.#pins) this.#refuse(use, '', mark);
    this.#pins.clear();
  }

  /**
   * Nothing of it is remembered but PINs that may have been wrong, where it didn't log in: a token locks
   * itself after a few, so that no later login tries them.
   */
  over(): void {
    this.#isOver = true;
    this.pinRefused();
    for (const trial of this.#trials.values()) trial.end();
    this.#trials.clear();
    this.#toKeep.clear();
    this.#given.clear();
  }

  async #hopsFor({ line }: Asked): Promise<readonly Hop[]> {
    const { hops, furtherHops } = this.#options;
    if (!furtherHops || !line || line.length <= hops.length || !isOfSsh(line)) return hops;
    return [...hops, ...(await (this.#further ??= furtherHops()))];
  }

  #matterOf(asked: Asked, hops: readonly Hop[]): Matter {
    const { marked } = this.#options;
    const question = readQuestion(asked.prompt, asked.hint, marked);
    const at = 'user' in question ? `${question.user}@${question.host}` : '';
    const whose = String(asked.line?.[0]?.pid ?? at);
    const use = this.#mayUse(question, asked.prompt, {
      use: secretFor(question, asked, hops),
      whose,
    });
    if (use) this.#options.onUse?.(use);
    return { question, use, key: use ? keyFor(whose, use) : '', at };
  }

  /**
   * A server's words come first, and once, to be answered with the password of that host; not where they are
   * longer than what is shown of them.
   */
  #mayUse(
    question: SshQuestion,
    prompt: string,
    { use, whose }: { use: SecretUse | undefined; whose: string },
  ): SecretUse | undefined {
    if (question.asks !== 'interactive' || !use) return use;
    const key = keyFor(whose, use);
    const words = said(question.text);
    const first = this.#firstWords.get(key) ?? words;
    this.#firstWords.set(key, first);
    const isWhole = prompt.length <= SHOWN_CHARS;
    if (isWhole && first === words && !asksForMore(words)) return use;
    this.#askedBesides.add(key);
    this.#endTrial(keyOf(use)); // a person may take any time for that
    return undefined;
  }

  /** The secret, or why a person is asked although there is one. */
  async #kept(matter: Matter): Promise<string | { because: Said | null }> {
    const { vault, refused } = this.#options;
    const { use, key } = matter;
    if (!use) return { because: null };
    const before = this.#given.get(key);
    if (before !== undefined) return { because: this.#refusal(matter, use, before) };
    for (let waited = false; vault.has(use); waited = true) {
      const secret = await vault.get(use).catch(() => undefined);
      if (secret === undefined) return { because: vault.why?.(use) ?? say('kept-secret-not-had') };
      if (refused.isRefused(keyOf(use), matter.at, secret)) return { because: triedBefore(use) };
      const others = this.#othersTry(use, secret);
      if (!others || (waited && use.what !== 'pin')) return this.#give(matter, use, secret);
      await others;
      if (this.#isOver) break;
    }
    return { because: null };
  }

  /** Another login tries the same now, which may be wrong. A wrong passphrase harms nobody. */
  #othersTry(use: SecretUse, secret: string): Promise<void> | undefined {
    const { refused } = this.#options;
    if (use.what === 'passphrase' || this.#trials.has(keyOf(use))) return undefined;
    return refused.tried(keyOf(use), refused.markOf(secret), use.what === 'pin');
  }

  #give({ key }: Matter, use: SecretUse, secret: string): string {
    const { refused } = this.#options;
    const mark = refused.markOf(secret);
    this.#given.set(key, mark);
    if (use.what === 'pin') this.#pins.set(keyOf(use), mark);
    if (use.what === 'passphrase') return secret;
    this.#endTrial(keyOf(use));
    this.#trials.set(keyOf(use), refused.begin(keyOf(use), mark));
    return secret;
  }

  /** Asked once more. Where a code was asked for as well, it may be that which was wrong: later logins try again. */
  #refusal({ key, at }: Matter, use: SecretUse, mark: string): Said {
    if (this.#askedBesides.delete(key)) return say('kept-secret-or-code-refused');
    this.#refuse(keyOf(use), at, mark);
    return say('kept-secret-refused');
  }

  #refuse(use: string, at: string, mark: string): void {
    this.#options.refused.refused(use, at, mark);
    this.#endTrial(use);
  }

  #endTrial(use: string): void {
    this.#trials.get(use)?.end();
    this.#trials.delete(use);
  }

  #nobody(): null {
    this.unanswered = true;
    this.#options.giveUp();
    return null;
  }

  /** A person is asked one thing at a time. */
  #inTurn(ask: () => Promise<string | null>): Promise<string | null> {
    const turn = this.#turn.then(ask);
    // Without the answer: a login is remembered as long as its shell lasts.
    const over = (): void => undefined;
    this.#turn = turn.then(over, over);
    return turn;
  }

  async #askPerson(
    matter: Matter,
    asked: Asked,
    because: Said | null,
    signal: AbortSignal,
  ): Promise<string | null> {
    const { question, use, key } = matter;
    const { vault, settled } = this.#options;
    await settled?.();
    const opened = isLocked(because) ? await this.#kept(matter) : undefined;
    if (typeof opened === 'string') return opened; // since it was asked
    const keeper = await vault.keeper().catch(() => NOBODY);
    const keepable = use && this.#isToldWrong({ use, key }) ? keptBy(keeper) : null;
    const hostKey = await this.#explained(this.#hostKeyOf(question, asked));
    const why = because ?? (this.#answered.has(key) ? say('answer-refused') : null);
    const known = { keepable, because: why, hostKey, isPassword: use?.what === 'password' };
    const posed = personQuestion(question, known);
    const given = await this.#orOpened(matter, posed, signal);
    if (typeof given === 'string') return given;
    if (given && key !== '') this.#answered.add(key);
    if (given && use && keepable && given.keep) this.#toKeep.set(key, { use, secret: given.text });
    return answerTo(question, given);
  }

  /** A person's answer; or what is kept, where it is unlocked meanwhile: nobody need type it then. */
  async #orOpened(
    matter: Matter,
    posed: PersonQuestion,
    signal: AbortSignal,
  ): Promise<GivenAnswer | string | null> {
    const { person, vault } = this.#options;
    const opened = new AbortController();
    let secret: string | undefined;
    // One look after the other: a second one would count the secret as asked for again.
    let looked = Promise.resolve();
    const look = async (): Promise<void> => {
      const kept = secret ?? (await this.#kept(matter));
      if (typeof kept !== 'string') return;
      secret = kept;
      opened.abort();
    };
    const onOpened = (): void => void (looked = looked.then(look));
    const stop = isLocked(posed.because) ? vault.onOpened?.(onOpened) : undefined;
    const given = await person(posed, AbortSignal.any([signal, opened.signal]));
    stop?.();
    await looked;
    return secret ?? given;
  }

  /** Of a passphrase ssh asks three times, and says nothing of whether the last was right. */
  #isToldWrong({ use, key }: { use: SecretUse; key: string }): boolean {
    const times = (this.#asks.get(key) ?? 0) + 1;
    this.#asks.set(key, times);
    return use.what !== 'passphrase' || times < MOST_PASSPHRASES;
  }

  /** With what this computer knows of it besides; a place of its name would be another type's key. */
  async #explained(key: AskedHostKey | null): Promise<AskedHostKey | null> {
    const more = key && (await this.#options.explain?.(key).catch(() => undefined));
    if (!key || !more) return key;
    const { art, alsoKnownAs } = more;
    return {
      ...key,
      art: key.art.length > 0 ? key.art : art,
      alsoKnownAs: key.alsoKnownAs.length > 0 ? key.alsoKnownAs : alsoKnownAs,
    };
  }

  /** Asked again, ssh says less of it. */
  #hostKeyOf({ asks, text }: SshQuestion, { line }: Asked): AskedHostKey | null {
    if (asks !== 'host-key') return null;
    const whose = line?.[0]?.pid ?? 0;
    const facts = hostKeyFacts(text) ?? this.#hostKeys.get(whose);
    if (facts) this.#hostKeys.set(whose, facts);
    return facts ?? null;
  }
}

/** ssh's own `NumberOfPasswordPrompts`. */
const MOST_PASSPHRASES = 3;
const NOBODY: Keeper = { by: 'nobody' };

function isLocked(because: Said | null): boolean {
  return because?.code === 'secrets-locked';
}

/** Of a PIN it isn't known whether it was that which a login failed by. */
function triedBefore({ what }: SecretUse): Said {
  return say(what === 'pin' ? 'kept-pin-not-tried-again' : 'kept-secret-refused');
}

function keptBy({ by }: Keeper): 'keychain' | 'passphrase' | null {
  return by === 'nobody' ? null : by;
}

function keyFor(whose: string, use: SecretUse): string {
  return `${whose} ${keyOf(use)}`;
}

function keyOf({ what, of }: SecretUse): string {
  return `${what} ${of}`;
}

/** Without the mark that ssh puts before it. */
function said(text: string): string {
  return text.replace(/^\([^)]*\) ?/, '');
}

/** For yes or no, ssh looks at how its program ends. */
function answerTo({ asks }: SshQuestion, given: GivenAnswer | null): string | null {
  if (!given) return null;
  if (asks === 'touch') return null;
  if (asks !== 'confirm') return given.text;
  return /^\s*y(es)?\s*$/i.test(given.text) ? 'yes' : null;
}
