// One program that speaks with its shell's ssh-agent: each request is judged, and passed on to whoever
// lends keys at that moment. What can't be answered is refused, so that ssh goes on without.
import type { Socket } from 'node:net';
import { failure, framed, MessageReader } from '../../core/sshAgent/agentMessages.ts';
import { answers, keyRequest, type KeyRequest } from '../../core/sshAgent/keyRequest.ts';
import type { Clock } from '../../core/time/clock.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { Lender } from './lender.ts';
import type { LentStream } from './lentStream.ts';

/** Who is to answer now. */
export interface Lending {
  lender: Lender;
  /** What asks may be a guest's: a person has to say yes, whatever the lender has allowed. */
  guestsType: boolean;
}

export interface ConversationOptions {
  socket: Socket;
  clock: Clock;
  /** Undefined: nobody is here who lends keys; who asks is told so by whoever is. */
  lending: () => Lending | undefined;
}

/** Requests of one program that wait for their turn; beyond it nothing is read. ssh sends one. */
const MOST_WAITING = 8;

export class Conversation {
  readonly #options: ConversationOptions;
  readonly #reader = new MessageReader();
  readonly #waiting: Uint8Array[] = [];
  #busy = false;
  #current: (Lending & { stream: LentStream }) | undefined;

  /** Begins to read. It ends with its socket. */
  constructor(options: ConversationOptions) {
    this.#options = options;
    const { socket } = options;
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    // Whoever asks keeps its writing side open until it has the answer: this one has gone, and a
    // person needn't be asked any more.
    socket.on('end', () => socket.destroy());
    socket.on('close', () => this.#leave());
  }

  #take(bytes: Uint8Array): void {
    const { socket } = this.#options;
    try {
      this.#waiting.push(...this.#reader.push(bytes));
    } catch {
      return void socket.destroy(); // no agent's protocol
    }
    if (this.#waiting.length > MOST_WAITING) socket.pause();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#answer(next);
    }
    this.#busy = false;
    this.#options.socket.resume();
  }

  #leave(): void {
    this.#waiting.length = 0;
    this.#current?.stream.close();
    this.#current = undefined;
  }

  async #answer(message: Uint8Array): Promise<void> {
    const request = keyRequest(message);
    const answer = request.ask === 'nothing' ? failure() : await this.#pass(message, request);
    const { socket } = this.#options;
    if (!socket.destroyed) socket.write(framed(answer));
  }

  async #pass(message: Uint8Array, request: KeyRequest): Promise<Uint8Array> {
    const { clock } = this.#options;
    const stream = this.#options.socket.destroyed ? undefined : this.#stream();
    if (!stream) return failure();
    const cancelTimer = clock.after(LIMITS.keyAnswerMs, () => stream.close());
    try {
      const answer = await stream.ask(message);
      return answers(request, answer) ? answer : failure();
    } catch {
      return failure();
    } finally {
      cancelTimer();
    }
  }

  /** To whoever lends now: another one than before, or under another rule, is asked anew. */
  #stream(): LentStream | undefined {
    const now = this.#options.lending();
    const before = this.#current;
    const isSame = before?.lender === now?.lender && before?.guestsType === now?.guestsType;
    if (before && isSame && !before.stream.isOver) return before.stream;
    before?.stream.close();
    this.#current = now && opened(now);
    return this.#current?.stream;
  }
}

function opened(now: Lending): (Lending & { stream: LentStream }) | undefined {
  try {
    return { ...now, stream: now.lender.open(now.guestsType) };
  } catch {
    return undefined; // too many streams
  }
}
