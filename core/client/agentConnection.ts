// A connection to an agent that comes back. Carries out what the connection machine decides:
// dials, watches for lag and loss, and dials again, several attempts at once where the link
// swallows them, until one of them stands or somebody says stop.
import { ConnectFailure } from '../socket/connectFailure.ts';
import type { Timeline } from '../lag/timeline.ts';
import type { Clock } from '../time/clock.ts';
import { say } from '../../words/said.ts';
import type { AgentClient } from './agentClient.ts';
import {
  ConnectionMachine,
  type LinkEffect,
  type LinkEvent,
  type LinkState,
} from './connectionMachine.ts';
import { LinkWatch, type LinkLag, type LinkThresholds } from './linkWatch.ts';

/** What a connection attempt is given. */
export interface DialContext {
  signal: AbortSignal;
  /** Somebody has taken the connection; nobody has said anything on it yet. */
  onConnected?: () => void;
  onDialed: () => void;
  onRoundTrip: (ms: number) => void;
}

export interface AgentConnectionOptions {
  /** One attempt. Rejects with `ConnectFailure`. */
  connect: (context: DialContext) => Promise<AgentClient>;
  clock: Clock;
  /** Uniform in 0–1, for the jitter. */
  random: () => number;
  /** From when on it counts as slow; asked at each look. */
  thresholds: () => LinkThresholds;
  /** There was a connection in an earlier run of the app: a first failure is no reason to stop. */
  patient?: boolean;
}

export interface LinkStatus {
  state: LinkState;
  /** Attempts since the connection last stood. */
  attempt: number;
  /** When the next attempt is due, on the link's clock; null when none is. */
  nextTryAt: number | null;
  /** Why it is `reconnecting` or `failed`; null else. */
  failure: ConnectFailure | null;
  /** The agent said, when it was last heard, that it ends, and its shells with it. */
  shutDown: boolean;
  /** Median round trip, milliseconds; null when not connected. */
  roundTripMs: number | null;
  /** What it is while all is well, milliseconds; null before anything was measured. */
  usualMs: number | null;
  /** Why it is `lagging`; null else. */
  lag: LinkLag | null;
  /** Milliseconds since the agent was last heard. */
  silentMs: number;
  /** The last silence that was too long, milliseconds; for `lag` silence. */
  silenceMs: number;
}

export interface LinkListener {
  onChange(): void;
  /** A connection stands: the first one, or a new one in the place of one that was lost. */
  onClient(client: AgentClient): void;
}

/**
 * Attempts under way at once. With a fresh one every half second, each has seconds to get
 * through a slow link's four round trips before it is given up for newer ones.
 */
const MAX_ATTEMPTS_AT_ONCE = 8;
/** After a wake-up the agent has this long to answer before it is dialled anew, milliseconds. */
const PROBE_MS = 1_500;

interface Attempt {
  abort: AbortController;
  /** What it knows of its socket: nothing, that it stands, and that this has been counted. */
  socket: 'none' | 'stands' | 'counted';
}

export class AgentConnection {
  readonly #options: AgentConnectionOptions;
  readonly #machine: ConnectionMachine;
  readonly #watch: LinkWatch;
  readonly #listeners = new Set<LinkListener>();
  readonly #attempts = new Set<Attempt>();
  #client: AgentClient | undefined;
  /** There was a connection, in this run of the app or an earlier one. */
  #stood: boolean;
  #shutDown = false;
  #failure: ConnectFailure | null = null;
  #cancelDue: () => void = () => undefined;
  #cancelProbe: () => void = () => undefined;
  #closing: Promise<unknown> = Promise.resolve();

  constructor(options: AgentConnectionOptions) {
    this.#options = options;
    this.#stood = options.patient ?? false;
    this.#machine = new ConnectionMachine(options.random);
    const { clock, thresholds } = options;
    this.#watch = new LinkWatch({ clock, thresholds, onChange: () => this.#judged() });
  }

  /** The connection that stands; undefined while there is none. */
  get client(): AgentClient | undefined {
    return this.#client;
  }

  get status(): LinkStatus {
    const { state, attempt, nextTryAt } = this.#machine;
    return {
      ...{ state, attempt, nextTryAt },
      failure: this.#failure,
      shutDown: this.#shutDown,
      roundTripMs: this.#client?.roundTripMs ?? null,
      usualMs: this.#watch.usualMs,
      lag: this.#watch.lag,
      silentMs: this.#client?.silentMs ?? 0,
      silenceMs: this.#watch.silenceMs,
    };
  }

  /** Round trips of the last minutes, with gaps where there was no connection. */
  get roundTrips(): Timeline {
    return this.#watch.roundTrips;
  }

  /** Judges anew whether it is slow: the thresholds are others. */
  look(): void {
    this.#watch.look();
  }

  subscribe(listener: LinkListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  start(): void {
    this.#dial();
  }

  /** Somebody joins who had a connection in an earlier run of the app. */
  bePatient(): void {
    this.#stood = true;
  }

  /** The computer woke up, or a network came back. */
  wake(): void {
    if (this.#machine.state === 'online') this.#probe();
    else this.#handle('wake');
  }

  reconnectNow(): void {
    this.#handle('reconnect');
  }

  stopTrying(): void {
    this.#failure ??= new ConnectFailure(
      'cancelled',
      say('stopped-trying'),
      say('reconnect-to-try-again'),
    );
    this.#handle('stop');
  }

  /** Ends the connection; resolves when its sockets are gone. Shells run on. */
  async close(): Promise<void> {
    this.#handle('close');
    await this.#closing;
  }

  #handle(event: LinkEvent): void {
    const { state: before } = this.#machine;
    const effects = this.#machine.handle(event, this.#options.clock.now());
    for (const effect of effects) this.#carryOut(effect);
    this.#schedule();
    if (effects.length > 0 || before !== this.#machine.state || event === 'refused') this.#tell();
  }

  #carryOut(effect: LinkEffect): void {
    if (effect === 'dial') return this.#dial();
    if (effect === 'abandon') return this.#abandon();
    this.#hangUp();
  }

  #schedule(): void {
    this.#cancelDue();
    const { nextTryAt } = this.#machine;
    if (nextTryAt === null) return;
    const { clock } = this.#options;
    this.#cancelDue = clock.after(Math.max(0, nextTryAt - clock.now()), () => this.#due());
  }

  #due(): void {
    this.#countMute();
    this.#handle('due');
  }

  /** However many sockets have come to stand together, it is one who says nothing. */
  #countMute(): void {
    const mute = [...this.#attempts].filter(({ socket }) => socket === 'stands');
    for (const attempt of mute) attempt.socket = 'counted';
    if (mute.length > 0) this.#machine.handle('mute', this.#options.clock.now());
  }

  #dial(): void {
    const attempt: Attempt = { abort: new AbortController(), socket: 'none' };
    this.#attempts.add(attempt);
    if (this.#attempts.size > MAX_ATTEMPTS_AT_ONCE) this.#oldestAttempt()?.abort.abort();
    void this.#options
      .connect({
        signal: attempt.abort.signal,
        onConnected: () => {
          if (attempt.socket === 'none') attempt.socket = 'stands';
        },
        onDialed: () => this.#handle('dialed'),
        onRoundTrip: (ms) => this.#answered(ms),
      })
      .then(
        (client) => this.#succeeded(attempt, client),
        (error: unknown) => this.#attemptFailed(attempt, error),
      );
  }

  #oldestAttempt(): Attempt | undefined {
    const [oldest] = this.#attempts;
    if (oldest) this.#attempts.delete(oldest);
    return oldest;
  }

  #succeeded(attempt: Attempt, client: AgentClient): void {
    // Another attempt was faster, or nobody wants one any more.
    if (!this.#attempts.delete(attempt) || this.#client) return void client.close();
    this.#client = client;
    this.#stood = true;
    this.#shutDown = false;
    this.#failure = null;
    this.#handle('ready');
    void client.lost.then((failure) => this.#lost(client, failure));
    for (const listener of [...this.#listeners]) listener.onClient(client);
    if (this.#client === client) this.#watch.start(client);
  }

  #attemptFailed(attempt: Attempt, error: unknown): void {
    if (!this.#attempts.delete(attempt)) return; // given up by us
    const failure = asFailure(error);
    const again = this.#machine.state === 'reconnecting';
    // No answer says nothing new: the next attempt is under way already. It ends a first one.
    if (again && failure.kind === 'timeout' && attempt.socket === 'none') return;
    this.#failure = failure;
    this.#shutDown ||= failure.kind === 'shut-down';
    if (failure.final || !this.#stood)
      return this.#handle(failure.permanent ? 'denied' : 'refused');
    if (!again) return this.#handle('lost');
    // Who said nothing for so long was counted then, and the next attempt is planned.
    if (attempt.socket === 'counted') this.#tell();
    else this.#handle('refused');
  }

  #lost(client: AgentClient, failure: ConnectFailure): void {
    if (this.#client !== client) return;
    this.#standNoMore();
    this.#closing = client.ended;
    this.#failure = failure;
    this.#shutDown ||= failure.kind === 'shut-down';
    this.#handle(failure.final ? 'denied' : 'lost');
  }

  #abandon(): void {
    const attempts = [...this.#attempts];
    this.#attempts.clear();
    for (const { abort } of attempts) abort.abort();
  }

  #hangUp(): void {
    const client = this.#client;
    this.#standNoMore();
    if (client) this.#closing = client.close();
  }

  #standNoMore(): void {
    this.#client = undefined;
    this.#watch.stop();
    this.#cancelProbe();
  }

  #answered(roundTripMs: number): void {
    this.#watch.answered(roundTripMs);
    this.#tell();
  }

  #judged(): void {
    const slow = this.#watch.lag !== null;
    const { state } = this.#machine;
    if (slow && state === 'online') this.#handle('slow');
    else if (!slow && state === 'lagging') this.#handle('recovered');
    else this.#tell();
  }

  /** Asks whether the agent is still there, and doesn't wait for the heartbeat to find out. */
  #probe(): void {
    const client = this.#client;
    if (!client) return;
    const heard = client.probe();
    this.#cancelProbe();
    this.#cancelProbe = this.#options.clock.after(PROBE_MS, () => {
      if (!heard()) client.giveUp(say('no-answer-after-waking'));
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener.onChange();
  }
}

function asFailure(error: unknown): ConnectFailure {
  if (error instanceof ConnectFailure) return error;
  return new ConnectFailure(
    'not-an-agent',
    say('went-wrong', { why: String(error) }),
    say('try-again'),
    error,
  );
}
