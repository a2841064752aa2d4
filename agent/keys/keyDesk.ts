// The ssh-agents of all shells of an agent: their sockets, and who lends keys to the programs there.
import { say } from '../../words/said.ts';
import type { Socket } from 'node:net';
import type { CarriedStreams } from '../../core/tunnel/carriedStreams.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import type { ShellGroup } from '../groups/shellGroup.ts';
import { Conversation, type Lending } from './conversation.ts';
import { KeySockets, type KeySocket } from './keySocket.ts';
import { Lender, type LenderSeat } from './lender.ts';

/** What an owner is told when a program asks in vain, once a shell. */
const NOT_LENT =
  'A program here asked for keys of an ssh-agent. Nobody with keys is attached: they are lent by the app of whoever typed last, where that host’s settings allow it.';

export interface KeyDeskOptions {
  clock: Clock;
  /** A folder of this agent alone. */
  folder: string;
  /** What carries tunnels, too. */
  streams: CarriedStreams;
  /** Who is at a shell. */
  group: (session: string) => ShellGroup | undefined;
  /** A shell is without a socket, though it was to have one. */
  onTrouble?: (error: Error) => void;
}

export class KeyDesk {
  readonly #options: KeyDeskOptions;
  readonly #sockets: KeySockets;
  /** Sessions with a socket. */
  readonly #sessions = new Set<string>();
  readonly #lenders = new Map<string, Lender>();
  /** Sessions that have heard of a request in vain. */
  readonly #told = new Set<string>();

  constructor(options: KeyDeskOptions) {
    this.#options = options;
    this.#sockets = new KeySockets(options.folder);
  }

  /** The socket of a shell that is about to be started; undefined where none can be had. */
  open(session: string): KeySocket | undefined {
    try {
      const { path, close } = this.#sockets.open(session, (socket) =>
        this.#accept(session, socket),
      );
      this.#sessions.add(session);
      return {
        path,
        close: () => {
          close();
          this.#forget(session);
        },
      };
    } catch (error) {
      this.#options.onTrouble?.(error as Error);
      return undefined;
    }
  }

  /** A lender that waits for its client to come back, or has it. */
  lender(id: string): Lender | undefined {
    return this.#lenders.get(id);
  }

  /** A client lends keys to a shell. Throws `ChannelError` no-keys. */
  lend(id: string, session: string, seat: LenderSeat): Lender {
    if (!this.#sessions.has(session)) throw noKeys();
    const { clock, streams } = this.#options;
    const onEnd = (): void => void this.#lenders.delete(id);
    const lender = new Lender({ id, session, clock, streams, onEnd }, seat);
    this.#lenders.set(id, lender);
    return lender;
  }

  /** The agent goes. */
  close(): void {
    for (const lender of [...this.#lenders.values()]) lender.close();
  }

  #accept(session: string, socket: Socket): void {
    const { clock } = this.#options;
    new Conversation({ socket, clock, lending: () => this.#lending(session) });
  }

  #lending(session: string): Lending | undefined {
    const group = this.#options.group(session);
    const owner = group?.typists.lastOwner ?? null;
    if (!group || owner === null) return undefined;
    const lenders = [...this.#lenders.values()].filter((lender) => lender.session === session);
    const lender = lenders.find((one) => one.has(owner));
    if (lender) return { lender, guestsType: group.typists.guestsType };
    if (!this.#told.has(session) && group.note(owner, 'keys-not-lent', NOT_LENT)) {
      this.#told.add(session);
    }
    return undefined;
  }

  #forget(session: string): void {
    this.#sessions.delete(session);
    this.#told.delete(session);
    for (const lender of [...this.#lenders.values()]) {
      if (lender.session === session) lender.close();
    }
  }
}

function noKeys(): ChannelError {
  return new ChannelError('no-keys', say('shell-without-keys'));
}
