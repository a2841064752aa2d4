// All that tunnels are on this machine: the streams and listeners of every client, which outlive
// its connection for a while, and the rules of what they may do.
import { inWords, say } from '../../words/said.ts';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLocalName, localAddress } from '../../core/link/localName.ts';
import { CarriedStreams } from '../../core/tunnel/carriedStreams.ts';
import { dialTarget, plainAddress } from '../../core/tunnel/dialTarget.ts';
import { isHostName, isSocketPath, overlaps, type Place } from '../../core/tunnel/place.ts';
import { listenError, noSuchName, TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { TunnelStream } from '../../core/tunnel/tunnelStream.ts';
import type { Clock } from '../../core/time/clock.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { ForwardRules } from './forwardRules.ts';
import { refusalOf } from './forwardRules.ts';
import { HostListener, type ListenerSeat } from './hostListener.ts';

export interface TunnelServiceOptions {
  clock: Clock;
  rules: ForwardRules;
  /** A tunnel listens now, or no longer. */
  onListener?: (place: Place, listens: boolean) => void;
  /** A client asked for what the rules don't allow. */
  onForbidden?: (what: string) => void;
  /** Joins the files here to a stream. Throws `TunnelError`; absent: nobody gets any. */
  files?: ((stream: TunnelStream) => void) | undefined;
  /** A connection couldn't be made or taken. */
  onTrouble?: (error: TunnelError) => void;
}

export class TunnelService {
  readonly streams: CarriedStreams;
  readonly #options: TunnelServiceOptions;
  readonly #listeners = new Map<string, HostListener>();

  constructor(options: TunnelServiceOptions) {
    this.#options = options;
    this.streams = new CarriedStreams({ clock: options.clock, limit: LIMITS.maxAgentStreams });
  }

  /** Connects to a target of a client's. Rejects with `TunnelError`. */
  async dial(target: Place, signal: AbortSignal): ReturnType<typeof dialTarget> {
    const { rules } = this.#options;
    try {
      return await dialTarget(target, {
        signal,
        mayReach: (address, port, name) => rules.mayReach(address, port, name),
        mayReachPath: (path) => rules.mayReachPath(path),
      });
    } catch (error) {
      if (error instanceof TunnelError && !signal.aborted) this.#tell(error);
      throw error;
    }
  }

  /** Leads a client's stream to the files here, or tells it why not. */
  openFiles(stream: TunnelStream, window: number): void {
    try {
      if (!this.#options.files) throw noFiles();
      this.#options.files(stream);
      stream.accept(window);
    } catch (error) {
      if (!(error instanceof TunnelError)) throw error;
      this.#tell(error);
      stream.fail(error.code, error.said);
    }
  }

  #tell(error: TunnelError): void {
    if (FORBIDDEN.has(error.code)) this.#options.onForbidden?.(error.message);
    else this.#options.onTrouble?.(error);
  }

  /** A listener that waits for its client to come back. */
  listener(id: string): HostListener | undefined {
    return this.#listeners.get(id);
  }

  /** Begins to listen for a client. Throws `TunnelError`; what fails later, the seat is told. */
  listen(id: string, at: Place, seat: ListenerSeat): HostListener {
    const most = LIMITS.maxAgentListeners;
    if (this.#listeners.size >= most) throw tooManyListeners(most);
    const { clock, onListener, onTrouble } = this.#options;
    const listener: HostListener = new HostListener({
      ...{ id, clock, streams: this.streams, seat },
      place: this.#allowed(at),
      mayBind: (path) => this.#mayBind(at, path),
      onListening: (place) => onListener?.(place, true),
      onTrouble: (error) => onTrouble?.(error),
      onEnd: (place) => {
        this.#listeners.delete(id);
        if (place) onListener?.(place, false);
      },
    });
    this.#listeners.set(id, listener);
    return listener;
  }

  /** The agent goes: everything of it ends. */
  close(): void {
    for (const listener of [...this.#listeners.values()]) listener.close();
    this.streams.failAll('stopped', say('agent-shuts-down'));
  }

  /**
   * Frees a place from a listener that only waits for its client: only owners listen, and who is
   * here counts for more than who may come back, and most often is the same one, started anew.
   */
  #vacate(place: Place): Place {
    for (const listener of [...this.#listeners.values()]) {
      const { waitsAt } = listener;
      if (waitsAt && overlaps(waitsAt, place)) listener.close();
    }
    return place;
  }

  /** The address that is meant, if it may be listened on. */
  async #allowed(at: Place): Promise<Place> {
    const place = at.kind === 'tcp' ? { ...at, host: await addressOf(at) } : pathOf(at);
    if (!this.#options.rules.mayListen(place)) throw this.#forbidden(at);
    return this.#vacate(place);
  }

  /** Judges where a unix socket's path really leads. Throws `TunnelError`. */
  #mayBind(at: Place, real: string): void {
    if (!this.#options.rules.mayListen({ kind: 'unix', path: real })) throw this.#forbidden(at);
  }

  #forbidden(at: Place): TunnelError {
    const said = refusalOf(at);
    this.#options.onForbidden?.(inWords(said));
    return new TunnelError('forward-forbidden', said, null, 'listen');
  }
}

/** What the configuration keeps from every client. */
const FORBIDDEN: ReadonlySet<string> = new Set(['forward-forbidden', 'files-forbidden']);

/** The agent's configuration lets nobody at its files. */
export function noFiles(): TunnelError {
  return new TunnelError(
    'files-forbidden',
    say('files-forbidden-by-agent'),
    say('try-agent-files'),
    'target',
  );
}

export function tooManyListeners(limit: number): TunnelError {
  const said = say('listeners-full', { most: limit });
  return new TunnelError('too-many-listeners', said, null, 'listen');
}

function pathOf(at: Place & { kind: 'unix' }): Place {
  if (isSocketPath(at.path)) return at;
  throw listenError(new Error('the system takes no such path'), at);
}

async function addressOf(at: Place & { kind: 'tcp' }): Promise<string> {
  if (isIP(at.host) !== 0) return plainAddress(at.host);
  if (!isHostName(at.host)) throw noSuchName(at);
  if (isLocalName(at.host)) return localAddress(at.host);
  try {
    return plainAddress((await lookup(at.host)).address);
  } catch (error) {
    throw listenError(error, at);
  }
}
