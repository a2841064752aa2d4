// The agents of this node, each with its subscription: being subscribed is being the owner, and it ends
// with the node. Two nodes that both believe to own one are settled here.
import type { Subscription } from '@nats-io/transport-node';
import { pause, type Clock } from '../../../core/time/clock.ts';
import { isLater } from '../order.ts';
import { isRelayCode, RelayRefusal } from '../refusal.ts';
import type { Owned, Summons } from '../registry.ts';
import type { Bus } from './bus.ts';
import {
  declinedSchema,
  declinedSubjectOf,
  fromOwnerSchema,
  readPeer,
  subjectOf,
  toOwnerSchema,
} from './messages.ts';
import type { Declined, FromOwner, Standpoint, ToOwner } from './messages.ts';

/** How long another node may take to answer, milliseconds. */
const ASK_MS = 3_000;
/** Owners of one id that have to give way, one after the other. */
const ROUNDS = 8;
/** An owner that is asked says anew that it is one, so often at most. Milliseconds. */
const SAY_AGAIN_MS = 10_000;
/** After a reconnect, so many are said anew at once, and then a pause. */
const AT_ONCE = 500;
const BETWEEN_MS = 50;

interface Seat {
  readonly id: string;
  subscription?: Subscription;
  owned?: Owned;
  /** It comes: others are told of it, clients aren't led to it yet. */
  claiming?: Owned;
  saidAt: number;
}

type Answer = (message: FromOwner) => void;

export class Seats {
  readonly #bus: Bus;
  readonly #prefix: string;
  readonly #node: string;
  readonly #clock: Clock;
  readonly #seats = new Map<string, Seat>();
  /** Told of each ticket that an agent of another node has declined. */
  onDeclined: ((id: string, ticket: string) => void) | undefined;
  #declines: Subscription | undefined;
  /** The connection that all subscriptions are on. */
  #on: Bus['connection'];

  /** @param node which this is, as the others see it: random */
  constructor(bus: Bus, prefix: string, node: string, clock: Clock) {
    this.#bus = bus;
    this.#prefix = prefix;
    this.#node = node;
    this.#clock = clock;
  }

  owned(): Owned[] {
    return [...this.#seats.values()].flatMap(({ owned }) => owned ?? []);
  }

  of(id: string): Owned | undefined {
    return this.#seats.get(id)?.owned;
  }

  /** One at a time for each id. @throws RelayRefusal `replaced`, `registry` */
  async take(owned: Owned): Promise<void> {
    const seat = this.#seats.get(owned.id) ?? { id: owned.id, saidAt: -Infinity };
    if (seat.owned && !isLater(owned, seat.owned)) throw new RelayRefusal('replaced');
    this.#seats.set(owned.id, seat);
    seat.claiming = owned;
    try {
      await this.#settle(seat, owned);
    } finally {
      if (seat.claiming === owned) seat.claiming = undefined;
      this.#leaveIfEmpty(seat);
    }
  }

  /** Gives the id back; false where another has it. */
  leave(owned: Owned): boolean {
    const seat = this.#seats.get(owned.id);
    if (seat?.owned !== owned) return false;
    seat.owned = undefined;
    this.#leaveIfEmpty(seat);
    return true;
  }

  /** Wherever it is. @throws RelayRefusal */
  async summon(id: string, call: Summons): Promise<void> {
    const seat = this.#seats.get(id);
    if (seat?.owned) {
      this.#sayNowAndThen(seat);
      return seat.owned.summon(call);
    }
    const said = await this.#ask(id, { kind: 'summon', ...call });
    if (said === 'nobody') throw new RelayRefusal('agent-offline');
    if (said?.kind === 'told') return;
    const code = said?.kind === 'refused' && isRelayCode(said.code) ? said.code : 'registry';
    throw new RelayRefusal(code);
  }

  /**
   * NATS is back. Its client subscribes anew what was, unless the connection is another one; then all
   * is subscribed here. Never rejects.
   */
  async renew(): Promise<void> {
    const { connection } = this.#bus;
    if (this.#on === connection) return;
    this.#on = connection;
    const all = [...this.#seats.values()].filter(({ subscription }) => subscription);
    try {
      await Promise.all([this.#listen(), ...all.map((seat) => this.#subscribeAnew(seat))]);
    } catch {
      this.#on = undefined; // lost again: once more, when it is back
    }
  }

  async #subscribeAnew(seat: Seat): Promise<void> {
    forget(seat.subscription);
    seat.subscription = undefined;
    await this.#subscribe(seat);
    this.#leaveIfEmpty(seat); // it may have given way meanwhile
  }

  async #listen(): Promise<void> {
    forget(this.#declines);
    this.#declines = await this.#bus.subscribe(declinedSubjectOf(this.#prefix), (data) => {
      const said = readPeer<Declined>(declinedSchema, data);
      if (said) this.onDeclined?.(said.id, said.ticket);
    });
  }

  declined(id: string, ticket: string): void {
    const said: Declined = { kind: 'declined', id, ticket };
    this.#bus.tell(declinedSubjectOf(this.#prefix), said);
  }

  /** Says of all that they are here: the nodes had lost each other. Never rejects. */
  async sayAll(until: AbortSignal): Promise<void> {
    const ids = [...this.#seats.keys()];
    for (let at = 0; at < ids.length && !until.aborted; at += AT_ONCE) {
      for (const id of ids.slice(at, at + AT_ONCE)) this.#say(this.#seats.get(id));
      if (at + AT_ONCE < ids.length) await pause(this.#clock, BETWEEN_MS, until);
    }
  }

  close(): void {
    for (const { subscription } of this.#seats.values()) subscription?.unsubscribe();
    this.#seats.clear();
  }

  async #settle(seat: Seat, owned: Owned): Promise<void> {
    await this.#subscribe(seat);
    for (let round = 0; round < ROUNDS; round++) {
      const said = await this.#ask(seat.id, { kind: 'claim', ...this.#standpoint(owned) });
      if (seat.claiming !== owned) throw new RelayRefusal('replaced');
      if (said !== 'nobody' && said?.kind === 'later') this.#yield(seat);
      if (seat.claiming !== owned) throw new RelayRefusal('replaced');
      // One that doesn't answer has lost NATS, or hangs: it is told when it is back.
      if (said === 'nobody' || said?.kind !== 'yielded') break;
    }
    if (!this.#bus.connected) throw new RelayRefusal('registry');
    const before = seat.owned;
    seat.owned = owned;
    before?.replaced();
  }

  async #subscribe(seat: Seat): Promise<void> {
    if (seat.subscription) return;
    try {
      seat.subscription = await this.#bus.subscribe(
        subjectOf(this.#prefix, seat.id),
        (data, answer) => this.#hear(seat, data, answer),
      );
    } catch {
      throw new RelayRefusal('registry');
    }
  }

  #hear(seat: Seat, data: Uint8Array, answer: Answer): void {
    const message = readPeer<ToOwner>(toOwnerSchema, data);
    if (!message) return answer({ kind: 'refused', code: 'bad-message' });
    if (message.kind === 'summon') return this.#summoned(seat, message, answer);
    const mine = seat.claiming ?? seat.owned;
    if (!mine || message.from === this.#node) return;
    if (message.kind === 'claim') return this.#claimed(seat, mine, message, answer);
    if (isBefore(message, this.#standpoint(mine))) this.#yield(seat);
    else this.#say(seat);
  }

  #claimed(seat: Seat, mine: Owned, claim: Standpoint, answer: Answer): void {
    if (!isLater(claim, mine)) return answer({ kind: 'later' });
    this.#yield(seat);
    answer({ kind: 'yielded' });
  }

  #summoned(seat: Seat, { ticket, node, forMs }: Summons, answer: Answer): void {
    if (!seat.owned) return answer({ kind: 'refused', code: 'agent-offline' });
    this.#sayNowAndThen(seat);
    seat.owned.summon({ ticket, node, forMs }).then(
      () => answer({ kind: 'told' }),
      (error: unknown) => answer({ kind: 'refused', code: codeOf(error) }),
    );
  }

  /** Somebody later has the id: whoever has it or wants it here is told, and nothing is left. */
  #yield(seat: Seat): void {
    const { owned } = seat;
    seat.owned = seat.claiming = undefined;
    this.#leaveIfEmpty(seat);
    owned?.replaced();
  }

  #leaveIfEmpty(seat: Seat): void {
    if (seat.owned || seat.claiming) return;
    seat.subscription?.unsubscribe();
    seat.subscription = undefined;
    if (this.#seats.get(seat.id) === seat) this.#seats.delete(seat.id);
  }

  #say(seat: Seat | undefined): void {
    if (!seat?.owned) return;
    seat.saidAt = this.#clock.now();
    this.#tell(seat.id, { kind: 'here', ...this.#standpoint(seat.owned) });
  }

  /** Whoever is asked for its agent may have been replaced in another half of NATS, unheard. */
  #sayNowAndThen(seat: Seat): void {
    if (this.#clock.now() - seat.saidAt >= SAY_AGAIN_MS) this.#say(seat);
  }

  #tell(id: string, message: ToOwner): void {
    this.#bus.tell(subjectOf(this.#prefix, id), message);
  }

  /** Undefined where there is no answer, or none that can be understood. */
  async #ask(id: string, message: ToOwner): Promise<FromOwner | 'nobody' | undefined> {
    const subject = subjectOf(this.#prefix, id);
    const data = await this.#bus.ask(subject, message, ASK_MS).catch(() => undefined);
    return typeof data === 'object' ? readPeer<FromOwner>(fromOwnerSchema, data) : data;
  }

  #standpoint({ epoch, keys }: Owned): Standpoint {
    return { from: this.#node, epoch, keys };
  }
}

function forget(subscription: Subscription | undefined): void {
  try {
    subscription?.unsubscribe();
  } catch {
    // its connection is gone, and so is it
  }
}

/** Is `one` right, of two owners? Where they are equal the nodes' names decide, so that one stays. */
function isBefore(one: Standpoint, other: Standpoint): boolean {
  if (one.epoch === other.epoch && one.keys === other.keys) return one.from > other.from;
  return isLater(one, other);
}

function codeOf(error: unknown): string {
  return error instanceof RelayRefusal ? error.code : 'registry';
}
