// The life of a connection to an agent, as a pure state machine: one table of transitions,
// no I/O, and time passed in. `agentConnection.ts` carries out what it decides.
import { backoffMs, hedgeMs } from './retry.ts';

export type LinkState =
  'connecting' | 'authenticating' | 'online' | 'lagging' | 'reconnecting' | 'closed' | 'failed';

export type LinkEvent =
  /** The socket stands. */
  | 'dialed'
  /** Both sides have proved who they are. */
  | 'ready'
  /** Answers take too long, or are long in coming. */
  | 'slow'
  | 'recovered'
  /** The connection is gone; or the first one can't be had, and is waited for all the same. */
  | 'lost'
  /** An attempt failed for a reason that may pass. */
  | 'refused'
  /** An attempt failed for good: see `ConnectFailure.final`, or `permanent` of a first one. */
  | 'denied'
  /** A socket stands since the last attempt, and nobody has answered on it. */
  | 'mute'
  /** It is time for the next attempt. */
  | 'due'
  /** The computer woke up, or a network came back. */
  | 'wake'
  /** The user pressed "Reconnect now". */
  | 'reconnect'
  /** The user pressed "Stop trying". */
  | 'stop'
  /** Nobody needs the connection any more. */
  | 'close';

/** What the driver is to do. `abandon` gives up attempts under way, `hangUp` ends the connection. */
export type LinkEffect = 'dial' | 'abandon' | 'hangUp';

type Transition = readonly [to: LinkState, ...effects: LinkEffect[]];

/**
 * Every edge there is; an event without one changes nothing. A first connection that fails
 * says so at once, because somebody is looking; only one that stood before is dialled again,
 * or one that did in an earlier run of the app, whatever the answers, but for a final one.
 */
export const TRANSITIONS: Readonly<
  Record<LinkState, Readonly<Partial<Record<LinkEvent, Transition>>>>
> = {
  connecting: {
    dialed: ['authenticating'],
    lost: ['reconnecting'],
    refused: ['failed', 'abandon'],
    denied: ['failed', 'abandon'],
    stop: ['failed', 'abandon'],
    close: ['closed', 'abandon'],
  },
  authenticating: {
    ready: ['online'],
    lost: ['reconnecting'],
    refused: ['failed', 'abandon'],
    denied: ['failed', 'abandon'],
    stop: ['failed', 'abandon'],
    close: ['closed', 'abandon'],
  },
  online: {
    slow: ['lagging'],
    lost: ['reconnecting', 'dial'],
    denied: ['failed', 'hangUp'],
    close: ['closed', 'hangUp'],
  },
  lagging: {
    recovered: ['online'],
    lost: ['reconnecting', 'dial'],
    wake: ['reconnecting', 'hangUp', 'dial'],
    reconnect: ['reconnecting', 'hangUp', 'dial'],
    denied: ['failed', 'hangUp'],
    close: ['closed', 'hangUp'],
  },
  reconnecting: {
    ready: ['online', 'abandon'],
    refused: ['reconnecting'],
    mute: ['reconnecting'],
    due: ['reconnecting', 'dial'],
    wake: ['reconnecting', 'dial'],
    reconnect: ['reconnecting', 'dial'],
    denied: ['failed', 'abandon'],
    stop: ['failed', 'abandon'],
    close: ['closed', 'abandon'],
  },
  failed: {
    reconnect: ['connecting', 'dial'],
    close: ['closed'],
  },
  closed: {},
};

export class ConnectionMachine {
  readonly #random: () => number;
  #state: LinkState = 'connecting';
  #attempt = 1;
  #refusals = 0;
  #nextTryAt: number | null = null;

  /** `random`: uniform in 0–1, for the jitter. The first attempt is the driver's to begin. */
  constructor(random: () => number) {
    this.#random = random;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Attempts since the connection last stood; 1 for the first. */
  get attempt(): number {
    return this.#attempt;
  }

  /** When the next attempt is due, on the clock that `handle` is given; null when none is. */
  get nextTryAt(): number | null {
    return this.#nextTryAt;
  }

  /** Takes an event and says what to do about it. */
  handle(event: LinkEvent, now: number): readonly LinkEffect[] {
    const transition = TRANSITIONS[this.#state][event];
    if (!transition) return [];
    const [to, ...effects] = transition;
    if (to !== this.#state) this.#enter(to);
    if (event === 'refused' || event === 'mute') this.#refusals++;
    if (event === 'wake' || event === 'reconnect') this.#refusals = 0;
    if (to === 'reconnecting' && event !== 'mute') this.#plan(effects.includes('dial'), now);
    return effects;
  }

  #enter(to: LinkState): void {
    this.#state = to;
    this.#nextTryAt = null;
    if (to === 'authenticating') return;
    this.#attempt = to === 'connecting' ? 1 : 0;
    this.#refusals = 0;
  }

  #plan(dialling: boolean, now: number): void {
    if (dialling) this.#attempt++;
    // An attempt that gets no answer at all is hedged by a fresh one soon; who says "no", or takes
    // the connection and says nothing, is asked less and less often.
    const wait =
      dialling && this.#refusals === 0
        ? hedgeMs(this.#random())
        : backoffMs(this.#refusals, this.#random());
    this.#nextTryAt = now + wait;
  }
}
