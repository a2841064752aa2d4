// A host whose key is another one than before: ssh refuses it, and asks nobody. So the person is asked over
// the shell that failed; a yes removes the old key, by ssh-keygen, and connects again, where ssh asks about
// the new one as about any.
import type { AskedHostKey, ShellStatus } from '../ipc/contract.ts';
import type { HostKeyFacts, ShownHostKey } from '../keys/hostKeyFacts.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';

export interface ChangedKeysOptions {
  questions: QuestionDesk;
  explain: (key: ShownHostKey) => Promise<HostKeyFacts>;
  /** Rejects in words. */
  remove: (name: string) => Promise<void>;
  /** Rejects where the shell is gone. */
  reconnect: (shellId: string) => Promise<void>;
  /** The old key is still there. */
  notRemoved: (error: unknown) => void;
}

/** Nothing is known of it but what ssh has said. */
const UNKNOWN: HostKeyFacts = { art: [], alsoKnownAs: [], oldPlace: null };

export class ChangedKeys {
  readonly #options: ChangedKeysOptions;
  /** What each shell is asked now. */
  readonly #asking = new Map<string, AbortController>();

  constructor(options: ChangedKeysOptions) {
    this.#options = options;
  }

  /** To be told of every change of a shell. */
  shellIs({ shellId, state, message }: Pick<ShellStatus, 'shellId' | 'state' | 'message'>): void {
    const { name, type, fingerprint, place } = message.facts ?? {};
    const isChanged = state === 'failed' && message.code === 'ssh-host-key-changed';
    if (!isChanged) this.#asking.get(shellId)?.abort();
    else if (!this.#asking.has(shellId) && name !== '' && place !== '') {
      const key = { name: String(name), type: String(type), fingerprint: String(fingerprint) };
      void this.#ask(shellId, key, String(place));
    }
  }

  async #ask(shellId: string, key: ShownHostKey, place: string): Promise<void> {
    const gone = new AbortController();
    this.#asking.set(shellId, gone);
    try {
      const facts = await this.#options.explain(key).catch(() => UNKNOWN);
      const hostKey = { ...key, ...facts, oldPlace: facts.oldPlace ?? place };
      const answer = await this.#options.questions.ask(shellId, question(hostKey), gone.signal);
      if (answer?.text === 'yes' && !gone.signal.aborted) await this.#replace(shellId, key.name);
    } finally {
      this.#asking.delete(shellId);
    }
  }

  async #replace(shellId: string, name: string): Promise<void> {
    try {
      await this.#options.remove(name);
    } catch (error) {
      return this.#options.notRemoved(error);
    }
    await this.#options.reconnect(shellId).catch(() => undefined); // closed meanwhile
  }
}

function question(hostKey: AskedHostKey) {
  return {
    ...({ asks: 'host-key', about: hostKey.name, text: '', hidden: false } as const),
    ...{ keepable: null, because: null, hostKey },
  };
}
