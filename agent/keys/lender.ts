// A client that lends keys to one shell: as long as its connection stands, and for a while after a cut.
import { say } from '../../words/said.ts';
import { randomBytes } from 'node:crypto';
import type { CarriedStreams } from '../../core/tunnel/carriedStreams.ts';
import { askFor, KeptSeat } from '../../core/tunnel/keptSeat.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { TunnelStream } from '../../core/tunnel/tunnelStream.ts';
import type { WindowBudget } from '../../core/tunnel/windowBudget.ts';
import type { Clock } from '../../core/time/clock.ts';
import { LentStream } from './lentStream.ts';

/** The client's connection, as keys are lent over it. */
export interface LenderSeat {
  readonly budget: WindowBudget;
  /** Whether that member of the shell's group is at the shell by this connection. */
  has(session: string, member: number): boolean;
  /** It lends now. */
  lending(): void;
  /** Asks the client for a stream. Throws `TunnelError` too-many-streams. */
  ask(stream: TunnelStream, guestsType: boolean): void;
}

export interface LenderOptions {
  id: string;
  session: string;
  clock: Clock;
  streams: CarriedStreams;
  onEnd: (lender: Lender) => void;
}

export class Lender {
  readonly id: string;
  readonly session: string;
  readonly #options: LenderOptions;
  /** Streams that the client hasn't answered, and whether a person has to be asked. */
  readonly #asking = new Map<TunnelStream, boolean>();
  readonly #seat: KeptSeat<LenderSeat>;
  #closed = false;

  constructor(options: LenderOptions, seat: LenderSeat) {
    this.#options = options;
    this.id = options.id;
    this.session = options.session;
    this.#seat = new KeptSeat(options.clock, () => this.close());
    this.takeUp(seat);
  }

  /** The client is here, or here again; its streams were taken up before. */
  takeUp(seat: LenderSeat): void {
    this.#seat.take(seat);
    seat.lending();
    for (const [stream, guestsType] of this.#asking) this.#ask(seat, stream, guestsType);
  }

  /** The client's connection is gone. */
  cut(seat: LenderSeat): void {
    this.#seat.cut(seat);
  }

  /** It lends no more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#seat.close();
    for (const stream of [...this.#asking.keys()]) stream.fail('stopped', say('tunnel-stopped'));
    this.#options.onEnd(this);
  }

  /** Whether that member is at the shell by the client's connection. */
  has(member: number): boolean {
    return this.#seat.now?.has(this.session, member) ?? false;
  }

  /** A stream to it. Throws `TunnelError` when there are too many. */
  open(guestsType: boolean): LentStream {
    const seat = this.#seat.now;
    if (!seat) throw new TunnelError('target-unreachable', say('stream-connection-gone'));
    const id = randomBytes(16).toString('hex');
    const events = {
      onConnected: () => void this.#asking.delete(stream),
      onEnd: () => {
        this.#asking.delete(stream);
        lent.ended();
      },
    };
    const stream: TunnelStream = this.#options.streams.make(id, events, seat.budget);
    const lent = new LentStream(stream);
    this.#asking.set(stream, guestsType);
    this.#ask(seat, stream, guestsType);
    return lent;
  }

  #ask(seat: LenderSeat, stream: TunnelStream, guestsType: boolean): void {
    askFor(stream, () => seat.ask(stream, guestsType));
  }
}
