// A host whose key is another one than before: ssh refuses it, and asks nobody. So the person is asked over
// the shell that failed; a yes removes the old key, by ssh-keygen, and connects again, where ssh asks about
// the new one as about any. What ssh has printed may be a jump host's banner in part: so only the host that
// the shell is of is asked about, and only a file that this user's ssh reads is changed.
import type { AskedHostKey, ShellStatus } from '../ipc/contract.ts';
import type { HostKeyFacts, ShownHostKey } from '../keys/hostKeyFacts.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';

export interface ChangedKeysOptions {
  questions: QuestionDesk;
  explain: (key: ShownHostKey) => Promise<HostKeyFacts>;
  /** Is it a file that the user's own ssh keeps that host's keys in? */
  isKnownHosts: (path: string, hostId: string) => boolean;
  /** All keys of a name, from that file. Rejects in words. */
  remove: (name: string, path: string) => Promise<void>;
  /** Rejects where the shell is gone. */
  reconnect: (shellId: string) => Promise<void>;
  /** The old key is still there. */
  notRemoved: (error: unknown) => void;
}

/** Nothing is known of it but what ssh has said. */
const UNKNOWN: HostKeyFacts = { art: [], alsoKnownAs: [], oldPlace: null };

type ShellOfHost = Pick<ShellStatus, 'shellId' | 'hostId' | 'state' | 'message'>;

export class ChangedKeys {
  readonly #options: ChangedKeysOptions;
  /** What each shell is asked now. */
  readonly #asking = new Map<string, AbortController>();

  constructor(options: ChangedKeysOptions) {
    this.#options = options;
  }

  /** To be told of every change of a shell. */
  shellIs(status: ShellOfHost): void {
    const { shellId } = status;
    const change = changeOf(status);
    if (!change) return this.#asking.get(shellId)?.abort();
    const isHis = isNameOf(change.key.name, change.host);
    if (this.#asking.has(shellId) || !isHis) return;
    if (this.#options.isKnownHosts(change.path, status.hostId)) void this.#ask(shellId, change);
  }

  async #ask(shellId: string, change: Change): Promise<void> {
    const { key, path, line } = change;
    const gone = new AbortController();
    this.#asking.set(shellId, gone);
    try {
      const facts = await this.#options.explain(key).catch(() => UNKNOWN);
      const hostKey = { ...key, ...facts, oldPlace: `${path}:${line}` };
      const answer = await this.#options.questions.ask(shellId, question(hostKey), gone.signal);
      if (answer?.text === 'yes' && !gone.signal.aborted) await this.#replace(shellId, change);
    } finally {
      this.#asking.delete(shellId);
    }
  }

  async #replace(shellId: string, { key, path }: Change): Promise<void> {
    try {
      await this.#options.remove(key.name, path);
    } catch (error) {
      return this.#options.notRemoved(error);
    }
    await this.#options.reconnect(shellId).catch(() => undefined); // closed meanwhile
  }
}

interface Change {
  /** As ssh was given it. */
  host: string;
  key: ShownHostKey;
  path: string;
  line: string;
}

function changeOf({ state, message }: ShellOfHost): Change | undefined {
  if (state !== 'failed' || message.code !== 'ssh-host-key-changed') return undefined;
  const text = (fact: string): string => String(message.facts?.[fact] ?? '');
  const [, path, line] = /^(.+):(\d+)$/.exec(text('place')) ?? [];
  if (path === undefined || line === undefined) return undefined;
  const key = { name: text('name'), type: text('type'), fingerprint: text('fingerprint') };
  return { host: text('host'), key, path, line };
}

/** With a port other than the usual one, a name stands in brackets. */
function isNameOf(name: string, host: string): boolean {
  const bare = /^\[(.+)\]:\d+$/.exec(name)?.[1] ?? name;
  return bare !== '' && bare.toLowerCase() === host.toLowerCase();
}

function question(hostKey: AskedHostKey) {
  return {
    ...({ asks: 'host-key', about: hostKey.name, text: '', hidden: false } as const),
    ...{ keepable: null, because: null, hostKey },
  };
}
