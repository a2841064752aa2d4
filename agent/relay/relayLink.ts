// The agent's connection to its relay, which comes back: dialled again after a time that chance
// picks, moved to another node when the relay asks, and meanwhile nobody's shell notices.
import type { Duplex } from 'node:stream';
import type { Waiting } from '../../core/relay/messages.ts';
import { RelayEnd } from '../../core/socket/relayEnd.ts';
import type { RelayPlace } from '../../core/socket/relaySocket.ts';
import type { Clock } from '../../core/time/clock.ts';
import { relayBackoffMs, STOOD_MS } from './backoff.ts';
import { Control } from './control.ts';
import { meet } from './meeting.ts';
import { hasNewKey, nextConnection, type RelayKeys } from './relayKeys.ts';

/** Clients that are being met at once; beyond that the agent doesn't come. */
export const MAX_MEETINGS = 32;

export interface RelayLinkOptions {
  relay: RelayPlace;
  /** Where its keys are kept, and what they were at first. */
  directory: string;
  keys: RelayKeys;
  /** What the operator gave out, where they demand it. */
  ticket: string | undefined;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** Uniform in 0–1. */
  random: () => number;
  /** Somebody has come through the relay. */
  admit: (stream: Duplex) => void;
  onConnected: () => void;
  /** It stands no more, or an attempt has failed; the next one comes so many milliseconds later. */
  onLost: (error: Error, againInMs: number) => void;
  /** A client waited in vain, and why. */
  onMissed: (error: Error) => void;
}

export class RelayLink {
  readonly #options: RelayLinkOptions;
  readonly #closing = new AbortController();
  #keys: RelayKeys;
  #control: Control | undefined;
  #connecting = false;
  #failures = 0;
  #stoodAt = -Infinity;
  #meetings = 0;
  #cancelNext: () => void = () => undefined;

  constructor(options: RelayLinkOptions) {
    this.#options = options;
    this.#keys = options.keys;
  }

  /** Dials, again and again until it is closed. */
  start(): void {
    void this.#connect();
  }

  /** Proves the key that is kept now, if it is another one: the one before may be in other hands. */
  look(): void {
    if (hasNewKey(this.#options.directory, this.#keys)) void this.#connect();
  }

  /** Ends it, and the meetings under way; streams that were admitted are others'. */
  close(): void {
    this.#closing.abort();
    this.#cancelNext();
    this.#control?.close();
    this.#control = undefined;
  }

  // What stands goes on until the new one does.
  async #connect(): Promise<void> {
    this.#cancelNext();
    if (this.#connecting || this.#closing.signal.aborted) return;
    this.#connecting = true;
    try {
      const control = await this.#open();
      this.#control?.close();
      this.#control = control;
      this.#stoodAt = this.#options.clock.now();
      this.#options.onConnected();
    } catch (error) {
      this.#lost(error as Error);
    } finally {
      this.#connecting = false;
    }
  }

  async #open(): Promise<Control> {
    const { relay, ticket, clock } = this.#options;
    const fate: { control?: Control; end?: RelayEnd } = {};
    const control = await Control.open({
      ...{ relay, ticket, clock, signal: this.#closing.signal },
      keys: () => this.#nextKeys(),
      onWaiting: (waiting, decline) => void this.#meet(waiting, decline),
      onMove: (withinMs) => this.#connectIn(withinMs * this.#options.random()),
      onEnd: (end) => {
        fate.end = end;
        if (fate.control && fate.control === this.#control) this.#ended(end);
      },
    });
    fate.control = control;
    if (fate.end) throw fate.end;
    return control;
  }

  #nextKeys(): RelayKeys {
    const { directory, today } = this.#options;
    return (this.#keys = nextConnection(directory, this.#keys, today()));
  }

  #ended(end: RelayEnd): void {
    this.#control = undefined;
    if (this.#options.clock.now() - this.#stoodAt >= STOOD_MS) this.#failures = 0;
    this.#lost(end);
  }

  #lost(error: Error): void {
    if (this.#closing.signal.aborted) return;
    this.#failures++;
    const atLeastMs = error instanceof RelayEnd ? error.retryMs : undefined;
    const againInMs = relayBackoffMs(this.#failures, this.#options.random(), atLeastMs);
    this.#connectIn(againInMs);
    this.#options.onLost(error, againInMs);
  }

  #connectIn(ms: number): void {
    this.#cancelNext();
    this.#cancelNext = this.#options.clock.after(ms, () => void this.#connect());
  }

  async #meet(waiting: Waiting, decline: () => void): Promise<void> {
    if (this.#meetings >= MAX_MEETINGS) return decline();
    this.#meetings++;
    try {
      this.#options.admit(await meet(this.#options.relay, waiting, this.#closing.signal));
    } catch (error) {
      // Of a ticket that isn't good any more nobody wants to hear.
      if (!(error instanceof RelayEnd && error.code === 'bad-ticket')) decline();
      if (!this.#closing.signal.aborted) this.#options.onMissed(error as Error);
    } finally {
      this.#meetings--;
    }
  }
}
