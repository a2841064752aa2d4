// The ways to the files of all places, by host: sides of windows, transfers and edits of one host share
// one, whoever came first.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { SharedByKey, type Hold } from '../../core/task/shared.ts';
import type { Clock } from '../../core/time/clock.ts';
import { usable, type StoredHost } from '../hosts/storedHost.ts';
import type { PersonQuestion } from '../ssh/asking.ts';
import type { GivenAnswer } from '../ipc/contract.ts';
import { FileLink, type HeldUp } from './fileLink.ts';

export interface FilesToOpen {
  /** Null for this computer. */
  host: StoredHost | null;
  /** Asks a person what a login asks. Null: nobody answers. */
  ask: (question: PersonQuestion, signal: AbortSignal) => Promise<GivenAnswer | null>;
  /** Who names another has a channel of their own: a list waits for no transfer. */
  lane: FileLane;
  signal: AbortSignal;
  /** Is told what the login waits for that isn't a person. */
  held?: HeldUp | undefined;
}

/** `root`: as root has them, by sudo. */
export type FileLane = 'view' | 'transfers' | 'root';

/** What the files of a place are reached by, until it is let go. Rejects in words for a person. */
export type OpenFiles = (wish: FilesToOpen) => Promise<Hold<FileAccess>>;

export interface FileHostsOptions {
  findHost: (id: string) => StoredHost | undefined;
  /** What of a host has to be there before: its secrets. Never rejects. */
  fetch?: (id: string) => Promise<void> | undefined;
  open: OpenFiles;
  /** Over which of a window's sides: the desk knows. */
  ask: (
    hostId: string | null,
    ...args: Parameters<FilesToOpen['ask']>
  ) => ReturnType<FilesToOpen['ask']>;
  clock: Clock;
  random?: () => number;
}

export class FileHosts {
  readonly #options: FileHostsOptions;
  readonly #links = new SharedByKey<FileLink>({
    usable: (link) => link.usable,
    close: (link) => link.close(),
  });
  readonly #readied = new Set<(hostId: string | null) => void>();

  constructor(options: FileHostsOptions) {
    this.#options = options;
  }

  /** A hold on the way to a host's files; null is this computer. It may not stand yet. */
  take(hostId: string | null, lane: FileLane = 'view'): Hold<FileLink> {
    return this.#links.take(keyOf(hostId, lane), () => this.#make(hostId, lane));
  }

  /** A hold on the way that there is now; undefined where nobody uses that host's files. */
  join(hostId: string | null): Hold<FileLink> | undefined {
    return this.#links.join(keyOf(hostId, 'view'));
  }

  /** A hold on what a host's files are reached by, once it stands. Rejects as `OpenFiles` does. */
  async accessOf(
    hostId: string | null,
    signal?: AbortSignal,
    lane: FileLane = 'view',
  ): Promise<Hold<FileAccess>> {
    const { value: link, release } = this.take(hostId, lane);
    try {
      return { value: await link.ready(signal), release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Tells when a way stands, for the first time or again. The function ends that. */
  onReady(listener: (hostId: string | null) => void): () => void {
    this.#readied.add(listener);
    return () => void this.#readied.delete(listener);
  }

  /** The computer woke up, or a network came back. */
  wake(): void {
    for (const link of this.#links.values()) if (link.usable) link.retry();
  }

  #make(hostId: string | null, lane: FileLane): FileLink {
    const { findHost, fetch, open, ask, clock, random = Math.random } = this.#options;
    const link = new FileLink({
      open: async (signal, held) => {
        if (hostId !== null) await fetch?.(hostId);
        const host = hostId === null ? null : usable(findHost(hostId));
        const person: FilesToOpen['ask'] = (...question) => ask(hostId, ...question);
        return open({ host, lane, signal, held, ask: person });
      },
      ...{ clock, random },
    });
    link.watch(({ state }) => {
      if (state === 'ready' && lane === 'view')
        for (const listener of [...this.#readied]) listener(hostId);
    });
    return link;
  }
}

/** No host's id is empty. */
function keyOf(hostId: string | null, lane: FileLane): string {
  return `${lane} ${hostId ?? ''}`;
}
