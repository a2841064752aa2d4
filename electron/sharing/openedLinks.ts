// `bowline://` links that the system gives to the app: on the command line at its start, from a
// second start of it, or as macOS does. Nothing is connected before the user says so; until then
// the link stays here, and the window knows what it says.
import { say, type Said } from '../../words/said.ts';
import { randomUUID } from 'node:crypto';
import { linkKind, type InvitationLink } from '../../core/link/invitationLink.ts';
import type { OpenedLink } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { described, readInvitation } from './readLink.ts';

/** Links that wait for an answer; any page of a browser can send more, and the oldest goes. */
const WAITING_LIMIT = 4;

export interface OpenedLinksOptions {
  onOpened: (link: OpenedLink) => void;
  /** Says why a link is not asked about. */
  onUnfit: (why: Said) => void;
}

export class OpenedLinks {
  readonly #options: OpenedLinksOptions;
  readonly #waiting = new Map<string, InvitationLink>();

  constructor(options: OpenedLinksOptions) {
    this.#options = options;
  }

  /** For a window that is only starting, or starting again. */
  get waiting(): OpenedLink[] {
    return [...this.#waiting].map(([ticket, link]) => ({ ticket, ...described(link) }));
  }

  /** The system gave a link. */
  opened(text: string): void {
    if (linkKind(text) === 'pairing') {
      return this.#options.onUnfit(say('opened-link-is-pairing'));
    }
    try {
      const [link, ticket] = [readInvitation(text), randomUUID()];
      this.#waiting.set(ticket, link);
      const [oldest] = this.#waiting.keys();
      if (this.#waiting.size > WAITING_LIMIT) this.#waiting.delete(oldest!);
      this.#options.onOpened({ ticket, ...described(link) });
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
    const link = this.#waiting.get(ticket);
    if (!link) throw new PersonError(say('opened-link-answered'));
    const joined = join(link);
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
