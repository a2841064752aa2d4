// Hosts as they are connected to: with their jump hosts looked up, and held back while they would start
// a program here that nobody has allowed. Whatever opens shells, tunnels or agents gets hosts from here.
import type { LocalCommand } from './localCommands.ts';
import { hashOf, heldBack, localCommands, notAllowed } from './localCommands.ts';
import { withJumps } from './jumpReferences.ts';
import type { StoredHost } from './storedHost.ts';

/** Texts that are remembered; beyond it the oldest are asked about anew. */
export const MOST_ALLOWED = 10_000;

/** What is to be allowed, before a host is connected to. */
export interface CommandQuestion {
  readonly host: string;
  readonly commands: readonly LocalCommand[];
}

export interface ConnectableOptions {
  find: (id: string) => StoredHost | undefined;
  /** Hashes of what was allowed. */
  allowed: () => readonly string[];
  /** Throws a `PersonError` where that can't be stored. */
  allow: (hashes: string[]) => void;
}

export class Connectable {
  readonly #options: ConnectableOptions;
  /** Questions that are open, by the host: several tabs of it ask once. */
  readonly #asking = new Map<string, Promise<void>>();

  constructor(options: ConnectableOptions) {
    this.#options = options;
  }

  /** With a `problem` where it can't be connected to; undefined where there is none. */
  get(id: string): StoredHost | undefined {
    const host = this.#resolved(id);
    return host && heldBack(host, this.#allowed);
  }

  /**
   * Asks where the host would start what isn't allowed yet, and remembers a yes. Undefined where
   * nothing is to be asked. Rejects with a `PersonError` where a yes can't be stored.
   */
  ask(id: string, ask: (question: CommandQuestion) => Promise<boolean>): Promise<void> | undefined {
    const host = this.#resolved(id);
    if (!host || host.kind !== 'ssh' || host.problem) return undefined;
    const commands = notAllowed(host, this.#allowed);
    if (commands.length === 0) return undefined;
    const known = this.#asking.get(id);
    if (known) return known;
    const asking = ask({ host: host.name, commands })
      .then((yes) => {
        if (yes) this.#allow(commands);
      })
      .finally(() => this.#asking.delete(id));
    this.#asking.set(id, asking);
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
    const { find } = this.#options;
    const host = find(id);
    return host && withJumps(host, find);
  }
}
