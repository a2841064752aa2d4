// One control connection: the agent proves its id to the relay, and is told from then on when a
// client waits. It lives once; the next one is a new control connection.
import { prove } from '../../core/relay/agentProof.ts';
import {
  challengeSchema,
  ownedSchema,
  readRelayMessage,
  toAgentSchema,
  type ToAgent,
  type Waiting,
} from '../../core/relay/messages.ts';
import { endByRefused, RelayEnd } from '../../core/socket/relayEnd.ts';
import { RelaySocket, type RelayPlace } from '../../core/socket/relaySocket.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { RelayKeys } from './relayKeys.ts';
import { relayHost } from './relayUrl.ts';

/** For each step until the id is ours, milliseconds. */
const STEP_MS = 10_000;
/** Missed in a row, so many heartbeats are a silence. */
const HEARTBEATS_TO_SILENCE = 3;

export interface ControlOptions {
  relay: RelayPlace;
  /** Made for this connection: see `nextConnection`. */
  keys: () => RelayKeys;
  /** What the operator gave out, where they demand it. */
  ticket: string | undefined;
  clock: Clock;
  signal: AbortSignal;
  /** `decline` says that nobody comes. */
  onWaiting: (waiting: Waiting, decline: () => void) => void;
  onMove: (withinMs: number) => void;
  /** It stands no more; told once, and not before it stood. */
  onEnd: (end: RelayEnd) => void;
}

export class Control {
  readonly #options: ControlOptions;
  readonly #socket: RelaySocket;
  readonly #heartbeatMs: number;
  #cancelSilence: () => void = () => undefined;
  #over = false;

  /** Resolves when the relay has taken the proof. Rejects with `RelayEnd` or the system's error. */
  static async open(options: ControlOptions): Promise<Control> {
    const { relay, signal } = options;
    const socket = await RelaySocket.open({ relay, door: 'agent', timeoutMs: STEP_MS, signal });
    const giveUp = (): void => socket.destroy();
    signal.addEventListener('abort', giveUp);
    try {
      const challenge = await socket.hear(challengeSchema, STEP_MS);
      // A relay that asks on behalf of another one would be proved to there.
      if (challenge.relay.toLowerCase() !== relayHost(relay))
        throw new RelayEnd('bad-message', 'the relay gives itself another name');
      const { id, keys, current, epoch } = options.keys();
      socket.say(prove(challenge, { id, epoch, keys, ticket: options.ticket }, current));
      const { heartbeatMs } = await socket.hear(ownedSchema, STEP_MS);
      return new Control(options, socket, heartbeatMs);
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  private constructor(options: ControlOptions, socket: RelaySocket, heartbeatMs: number) {
    this.#options = options;
    this.#socket = socket;
    this.#heartbeatMs = Math.max(1_000, heartbeatMs);
    socket.listen({
      onMessage: (data, isBinary) => this.#heard(isBinary ? '' : data.toString()),
      onPing: () => this.#alive(),
      onEnd: (end) => this.#ended(end),
    });
    if (!this.#over) this.#alive();
  }

  /** Lets go of it, without a word to `onEnd`. */
  close(): void {
    this.#over = true;
    this.#cancelSilence();
    this.#socket.close();
  }

  #heard(text: string): void {
    if (this.#over) return;
    this.#alive();
    const message: ToAgent | undefined = readRelayMessage(toAgentSchema, text);
    if (message?.type === 'waiting') return this.#waiting(message);
    if (message?.type === 'move') return this.#options.onMove(message.withinMs);
    if (message?.type === 'refused') return this.#cut(endByRefused(message));
    this.#cut(new RelayEnd('no-relay', 'an unknown message'));
  }

  #waiting(waiting: Waiting): void {
    const { ticket } = waiting;
    this.#options.onWaiting(waiting, () => this.#socket.say({ type: 'declined', ticket }));
  }

  #alive(): void {
    this.#cancelSilence();
    const silenceMs = this.#heartbeatMs * HEARTBEATS_TO_SILENCE;
    this.#cancelSilence = this.#options.clock.after(silenceMs, () =>
      this.#cut(new RelayEnd('broken', `nothing was heard for ${silenceMs / 1000} s`)),
    );
  }

  #cut(end: RelayEnd): void {
    this.#ended(end);
    this.#socket.destroy();
  }

  #ended(end: RelayEnd): void {
    this.#cancelSilence();
    if (this.#over) return;
    this.#over = true;
    this.#options.onEnd(end);
  }
}
