// `bowline://` links that the system gives to the app: on the command line at its start, from a
// second start of it, or as macOS does. Nothing is connected before the user says so; until then
// the link stays here, and one window, which asks about it, knows what it says.
import { say, type Said } from '../../words/said.ts';
import { randomUUID } from 'node:crypto';
import { linkKind, type InvitationLink } from '../../core/link/invitationLink.ts';
import type { OpenedLink } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { WindowRef } from '../window.ts';
import { described, readInvitation } from './readLink.ts';

/** Links that wait for an answer; any page of a browser can send more, and the oldest goes. */
const WAITING_LIMIT = 4;

export interface OpenedLinksOptions {
  /** The window that is to ask; undefined while there is none. */
  front: () => WindowRef | undefined;
  /** Says why a link is not asked about. */
  onUnfit: (why: Said) => void;
}

interface Waiting {
  link: InvitationLink;
  /** It asks; undefined where the first one that comes is to. */
  window: WindowRef | undefined;
}

export class OpenedLinks {
  readonly #options: OpenedLinksOptions;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: OpenedLinksOptions) {
    this.#options = options;
  }

  /** For a window that is only starting, or starting again: those that it is to ask about. */
  waitingFor(window: WindowRef): OpenedLink[] {
    for (const one of this.#waiting.values()) one.window ??= this.#options.front() ?? window;
    const own = [...this.#waiting].filter(([, one]) => one.window === window);
    return own.map(([ticket, { link }]) => ({ ticket, ...described(link) }));
  }

  /** What it hasn't got an answer to, the next one asks. */
  windowGone(window: WindowRef): void {
    const next = this.#options.front();
    for (const [ticket, one] of this.#waiting) {
      if (one.window !== window) continue;
      one.window = next;
      next?.emit('sharing:opened', { ticket, ...described(one.link) });
    }
  }

  /** The system gave a link. */
  opened(text: string): void {
    if (linkKind(text) === 'pairing') {
      return this.#options.onUnfit(say('opened-link-is-pairing'));
    }
    try {
      const [link, ticket] = [readInvitation(text), randomUUID()];
      const window = this.#options.front();
      this.#waiting.set(ticket, { link, window });
      const [oldest] = this.#waiting.keys();
      if (this.#waiting.size > WAITING_LIMIT) this.#waiting.delete(oldest!);
      window?.emit('sharing:opened', { ticket, ...described(link) });
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      this.#options.onUnfit(say('opened-link-unusable', { why: error.said }));
    }
  }

  /**
   * Joins by the link behind a ticket, which is used up unless that throws. Throws a `PersonError`
   * if it is unknown.
   */
  use<T>(ticket: string, join: (link: InvitationLink) => T): T {
    const link = this.#waiting.get(ticket)?.link;
    if (!link) throw new PersonError(say('opened-link-answered'));
    const joined = join(link);
    this.#waiting.delete(ticket);
    return joined;
  }

  /** `use`, of what takes its time. Rejects as that throws. */
  async useSoon<T>(ticket: string, join: (link: InvitationLink) => Promise<T>): Promise<T> {
    const link = this.#waiting.get(ticket)?.link;
    if (!link) throw new PersonError(say('opened-link-answered'));
    const joined = await join(link);
    this.#waiting.delete(ticket);
    return joined;
  }

  /** The user would rather not. */
  dismiss(ticket: string): void {
    this.#waiting.delete(ticket);
  }
}

/** The link among the arguments that the app was started with; undefined when there is none. */
export function linkAmong(args: readonly string[]): string | undefined {
  return args.findLast((arg) => /^bowline:\/\//i.test(arg));
}
