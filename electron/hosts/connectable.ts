// Hosts as they are connected to: with their jump hosts looked up, and held back while they would start
// a program here that nobody has allowed. Whatever opens shells, tunnels or agents gets hosts from here.
import type { LocalCommand } from './localCommands.ts';
import {
  goesBySsh,
  hashOf,
  heldBack,
  localCommands,
  notAllowed,
  whyHeldBack,
} from './localCommands.ts';
import { withJumps } from './jumpReferences.ts';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { StartError } from '../programs/command.ts';
import type { FollowedFile, SshTarget } from '../ssh/sshTarget.ts';
import type { StoredHost } from './storedHost.ts';

/** Texts that are remembered; beyond it the oldest are asked about anew. */
export const MOST_ALLOWED = 10_000;

/** What is to be allowed, before a host is connected to. */
export interface CommandQuestion {
  readonly host: string;
  readonly commands: readonly LocalCommand[];
  /** Where they stand, if not in the host itself: in a file that decides about it. */
  readonly inFile?: true;
  /** They are run by reading the file, without connecting. */
  readonly byReading?: true;
}

/** What a followed file has of one host. */
export interface InFile {
  /** What connecting to it starts here. */
  readonly starts: readonly LocalCommand[];
  /** Of these, what ssh starts by reading the file alone. */
  readonly byReading: readonly LocalCommand[];
  /** Options that the file may set for it, in small letters. */
  readonly says: ReadonlySet<string>;
}

export interface ConnectableOptions {
  find: (id: string) => StoredHost | undefined;
  /**
   * What the file has of a host that stands in one, as the file is now. Throws a `PersonError` where that
   * can't be told.
   */
  inFile?: (host: StoredHost) => InFile;
  /** What the keychain has of hosts: see `HostStore.fetch`. */
  fetch?: (ids: readonly string[]) => Promise<void> | undefined;
  /** Hashes of what was allowed. */
  allowed: () => readonly string[];
  /** Throws a `PersonError` where that can't be stored. */
  allow: (hashes: string[]) => void;
}

export class Connectable {
  readonly #options: ConnectableOptions;
  /** Questions that are open, by host and commands: several tabs of it ask once. */
  readonly #asking = new Map<string, Promise<void>>();

  constructor(options: ConnectableOptions) {
    this.#options = options;
  }

  /**
   * To be waited for before shells or tunnels of hosts are opened, where their secrets aren't at hand yet:
   * else undefined. Never rejects.
   */
  fetch(ids: readonly string[]): Promise<void> | undefined {
    return this.#options.fetch?.(ids);
  }

  /** With a `problem` where it can't be connected to; undefined where there is none. */
  get(id: string): StoredHost | undefined {
    const host = this.#resolved(id);
    return host && heldBack(host, this.#allowed);
  }

  /** The same of one that isn't saved as it is. */
  of(host: StoredHost): StoredHost {
    return heldBack(this.#with(host), this.#allowed);
  }

  /**
   * Asks where the host would start what isn't allowed yet, and remembers a yes. Undefined where
   * nothing is to be asked. Rejects with a `PersonError` where a yes can't be stored.
   */
  ask(id: string, ask: (question: CommandQuestion) => Promise<boolean>): Promise<void> | undefined {
    const host = this.#options.find(id);
    return host && this.askOf(host, ask);
  }

  /** The same of one that isn't saved as it is. */
  askOf(
    given: StoredHost,
    ask: (question: CommandQuestion) => Promise<boolean>,
  ): Promise<void> | undefined {
    const host = this.#with(given);
    if (!goesBySsh(host) || host.problem) return undefined;
    const inFile = host.kind === 'config' && ({ inFile: true } as const);
    return this.#askFor(
      host,
      () => notAllowed(host, this.#allowed),
      (question) => ask({ ...question, ...inFile }),
    );
  }

  /** The same of what ssh starts by reading the file that a host stands in, without connecting. */
  askForReading(
    id: string,
    ask: (question: CommandQuestion) => Promise<boolean>,
  ): Promise<void> | undefined {
    const host = this.#options.find(id);
    if (!host || host.kind !== 'config') return undefined;
    return this.#askFor(
      host,
      () => this.#notAllowedToRead(host),
      (question) => ask({ ...question, inFile: true, byReading: true }),
    );
  }

  /** Throws a `PersonError` where ssh would start what isn't allowed by reading the file. */
  checkReading(host: StoredHost): void {
    const [first] = this.#notAllowedToRead(host);
    if (!first) return;
    throw new PersonError(say('command-not-allowed', { host: host.name, option: first.option }));
  }

  #notAllowedToRead(host: StoredHost): readonly LocalCommand[] {
    const allowed = this.#allowed;
    const all = this.#options.inFile?.(host).byReading ?? [];
    return all.filter((command) => !allowed.has(hashOf(command)));
  }

  #askFor(
    { id, name }: StoredHost,
    missing: () => readonly LocalCommand[],
    ask: (question: CommandQuestion) => Promise<boolean>,
  ): Promise<void> | undefined {
    const commands = whatever(missing);
    if (commands.length === 0) return undefined;
    const key = JSON.stringify([id, commands.map(hashOf)]);
    const known = this.#asking.get(key);
    if (known) return known;
    const asking = ask({ host: name, commands })
      .then((yes) => {
        if (yes) this.#allow(commands);
      })
      .finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  /** What a host says itself was seen by whoever saved it. Throws a `PersonError` as `allow` does. */
  seen(host: StoredHost): void {
    if (host.kind === 'ssh') this.#allow(localCommands(host));
  }

  get #allowed(): ReadonlySet<string> {
    return new Set(this.#options.allowed());
  }

  #allow(commands: readonly LocalCommand[]): void {
    const known = this.#options.allowed();
    const fresh = commands.map(hashOf).filter((hash) => !known.includes(hash));
    if (fresh.length > 0) this.#options.allow([...known, ...fresh].slice(-MOST_ALLOWED));
  }

  #resolved(id: string) {
    const host = this.#options.find(id);
    return host && this.#with(host);
  }

  /** With its file, and the hosts on the way to it. */
  #with(host: StoredHost) {
    const { find } = this.#options;
    return withJumps(this.#followed(host), (id) => {
      const hop = find(id);
      return hop && this.#followed(hop);
    });
  }

  /** The file is asked anew whenever ssh is started: it may be another one by then. */
  #followed(host: StoredHost): Followed {
    const { inFile } = this.#options;
    if (host.kind !== 'config' || !inFile) return host;
    const followed: FollowedFile = {
      starts: () => inFile(host).starts,
      says: () => {
        const why = whyHeldBack({ ...host, followed }, this.#allowed);
        if (why) throw new StartError(why, say('connect-again'));
        return inFile(host).says;
      },
    };
    return { ...host, followed };
  }
}

type Followed = StoredHost & Pick<SshTarget, 'followed'>;

/** A file that can't be read starts nothing; that is told where it is connected to. */
function whatever(missing: () => readonly LocalCommand[]): readonly LocalCommand[] {
  try {
    return missing();
  } catch (error) {
    if (error instanceof PersonError) return [];
    throw error;
  }
}
