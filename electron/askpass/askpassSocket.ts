// The socket that bowline-askpass asks at: one for the app, in a folder that only this user can enter.
// A question is heard only from a process of this user, with a ticket that is alive, from below the ssh
// that the ticket was given to.
import { createServer, type Server, type Socket } from 'node:net';
import { peerCredentials, type PeerCredentials } from '../../core/native/peerCredentials.ts';
import { SYSTEM } from '../../core/system.ts';
import type { Clock } from '../../core/time/clock.ts';
import { AskReader, type AskMessage } from './askMessage.ts';
import { lineOf, type Ancestor } from './processTree.ts';
import { Ticket, type Answers } from './ticket.ts';

/** Milliseconds for a message that is written at once. */
export const PATIENCE_MS = 5_000;
/** Nobody logs in at so many places at once. */
const MOST_CONNECTIONS = 256;

export interface AskpassSocketOptions {
  /** Path of the socket; its folder is closed to others. */
  path: string;
  clock: Clock;
  /** Who is at the other end; the system's answer, if it isn't given. */
  peerOf?: (socket: Socket) => PeerCredentials | undefined;
  /** The processes above one, up to another; by /proc, if it isn't given. */
  lineOf?: typeof lineOf;
  platform?: NodeJS.Platform;
}

export class AskpassSocket {
  readonly #options: AskpassSocketOptions;
  readonly #tickets = new Map<string, Ticket>();
  readonly #server: Server;

  /** Begins to listen at once; errors of that are told by `ready`. */
  readonly ready: Promise<void>;

  constructor(options: AskpassSocketOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#hear(socket));
    this.#server.maxConnections = MOST_CONNECTIONS;
    this.ready = new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(options.path, resolve);
    });
    this.ready.catch(() => undefined); // ssh is told that nobody answers
    this.#server.unref();
  }

  get path(): string {
    return this.#options.path;
  }

  /** For one login. `answers` is asked until `end` is called on it. */
  issue(answers: Answers): Ticket {
    const ticket: Ticket = new Ticket(answers, () => void this.#tickets.delete(ticket.text));
    this.#tickets.set(ticket.text, ticket);
    return ticket;
  }

  close(): void {
    for (const ticket of [...this.#tickets.values()]) ticket.end();
    this.#server.close();
  }

  #hear(socket: Socket): void {
    const peer = this.#peerOf(socket);
    socket.on('error', () => socket.destroy());
    if (!peer || peer.uid !== process.geteuid?.()) return void socket.destroy();
    const cancel = this.#options.clock.after(PATIENCE_MS, () => socket.destroy());
    socket.once('close', cancel);
    const reader = new AskReader();
    socket.on('data', (piece) => {
      const message = reader.push(piece);
      if (!message) return;
      cancel();
      if (message === 'refused') return void socket.destroy();
      socket
        .removeAllListeners('data')
        .on('data', () => socket.destroy())
        .resume();
      void this.#ask(socket, peer, message);
    });
  }

  /** What can't be asked gets the same silence, whatever the reason. */
  async #ask(socket: Socket, peer: PeerCredentials, message: AskMessage): Promise<void> {
    const ticket = this.#tickets.get(message.ticket);
    const line = ticket && this.#lineTo(ticket, peer);
    if (!ticket || !line) return void socket.destroy();
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    const { hint, prompt } = message;
    const answer = await ticket.ask({ hint, prompt, line: line.known }, gone.signal);
    if (answer === null) socket.destroy();
    else socket.end(Buffer.from(`+${answer}`));
  }

  /** Undefined: it isn't below the ticket's ssh. */
  #lineTo({ root }: Ticket, { pid }: PeerCredentials): { known: Ancestor[] | null } | undefined {
    const { platform = SYSTEM } = this.#options;
    if (root === undefined) return undefined;
    // macOS tells a process's parent to nobody who asks in passing: user and ticket have to do.
    if (platform !== 'linux') return { known: null };
    const line = (this.#options.lineOf ?? lineOf)(pid, root);
    return line && { known: line };
  }

  #peerOf(socket: Socket): PeerCredentials | undefined {
    if (this.#options.peerOf) return this.#options.peerOf(socket);
    const { _handle: handle } = socket as unknown as { _handle?: { fd?: number } | null };
    return handle?.fd === undefined ? undefined : peerCredentials(handle.fd);
  }
}
