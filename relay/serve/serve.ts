// A running relay put together: its registry, its doors and its watch; and taken apart again in
// bounded time.
import { formatHostPort } from '../../core/link/pairingLink.ts';
import { systemClock } from '../../core/time/clock.ts';
import { isLoopback } from '../../core/tunnel/place.ts';
import { Counts } from '../counts.ts';
import { RelayNode, type RelayEvents } from '../doors/relayNode.ts';
import { RELAY_LIMITS, type RelayLimits } from '../limits.ts';
import { Ebb } from '../metrics/ebb.ts';
import { Metrics } from '../metrics/metrics.ts';
import { shownId, type RelayLog } from '../metrics/relayLog.ts';
import { WatchServer } from '../metrics/watchServer.ts';
import { RelayError } from '../relayError.ts';
import { explainListenError, parseListen, type ListenAddress } from './address.ts';
import { readTls } from './files.ts';
import { namesOf, type Names } from './names.ts';
import { registryOf, type RegistryWishes } from './registryOf.ts';

export interface ServeOptions extends RegistryWishes {
  /** `HOST:PORT`. */
  listen: string;
  /** Paths of certificate and key. */
  tls?: readonly string[];
  /** The relay's own name. */
  name?: string;
  /** `HOST:PORT` of the operator's port; undefined for none. */
  metrics?: string;
  /** Where they differ from the defaults. */
  limits?: Partial<RelayLimits>;
}

export interface RunningRelay extends Names {
  /** Of the operator's port; undefined without one. */
  watch: string | undefined;
  counts: Counts;
  /** Reads certificate, key and lists again. @throws RelayError; what was read before stays then */
  reload(): void;
  /** Ends it as `drain` does. Resolves when all is gone. */
  stop(drainMs?: number): Promise<void>;
}

/** Starts a relay; resolves when it listens. Rejects with `RelayError`. */
export async function serve(options: ServeOptions): Promise<RunningRelay> {
  const limits = { ...RELAY_LIMITS, ...options.limits };
  const address = parseListen(options.listen);
  if (!options.tls && !isLoopback(address.host)) throw publicWithoutTls(address);
  const tls = options.tls && readTls(options.tls, Date.now());
  const counts = new Counts();
  const { node } = namesOf(address, namedOf(options));
  const ebb = new Ebb(systemClock);
  const { registry, reload } = registryOf(options);
  const relay = new RelayNode({
    ...{ clock: systemClock, limits, counts, registry, tls, node, on: eventsOf(options.log) },
    onCount: (connections) => ebb.count(connections),
  });
  const watch = new WatchServer({ metrics: new Metrics(counts), isReady: () => relay.ready });
  const { port, watched } = await listenOn(relay, watch, address, options.metrics).catch(
    async (error: unknown) => {
      await relay.drain(0);
      await registry.close();
      throw error;
    },
  );
  return {
    ...namesOf({ ...address, port }, namedOf(options)),
    ...{ watch: watched, counts },
    reload: () => {
      if (options.tls) relay.front.useTls(readTls(options.tls, Date.now()));
      reload();
    },
    stop: async (drainMs = limits.drainMs) => {
      await relay.drain(drainMs);
      await registry.close();
      watch.close();
      ebb.close();
    },
  };
}

function namedOf({ tls, name, advertise }: ServeOptions) {
  return {
    tls: tls !== undefined,
    ...(name === undefined ? {} : { name }),
    ...(advertise === undefined ? {} : { advertise }),
  };
}

interface Listens {
  listen(host: string, port: number): Promise<number>;
}

async function listen(server: Listens, address: ListenAddress): Promise<number> {
  try {
    return await server.listen(address.host, address.port);
  } catch (error) {
    throw explainListenError(error, address);
  }
}

/** A relay that can't be watched as was asked doesn't begin either. */
async function listenOn(
  relay: RelayNode,
  watch: WatchServer,
  address: ListenAddress,
  metrics: string | undefined,
): Promise<{ port: number; watched: string | undefined }> {
  const port = await listen(relay.front, address);
  if (metrics === undefined) return { port, watched: undefined };
  const at = parseListen(metrics);
  return { port, watched: `http://${formatHostPort(at.host, await listen(watch, at))}` };
}

function publicWithoutTls({ host, port }: ListenAddress): RelayError {
  return new RelayError(
    'PUBLIC_WITHOUT_TLS',
    `${formatHostPort(host, port)} can be reached by other machines, and without TLS anybody on the way could see who reaches whom, and take their place.`,
    'Add --tls CERT KEY, or listen on 127.0.0.1 and let a balancer that has a certificate in front.',
  );
}

function eventsOf(log: RelayLog): RelayEvents {
  return {
    agentIn: (id, address) =>
      log.sparing(
        'agent-in',
        { event: 'agent-in', id: shownId(id), address },
        `Agent ${shownId(id)} is here, from ${address}.`,
      ),
    agentGone: (id) =>
      log.sparing(
        'agent-gone',
        { event: 'agent-gone', id: shownId(id) },
        `Agent ${shownId(id)} has gone.`,
      ),
    turnedAway: (address, why) =>
      log.sparing(
        `turned-away ${why}`,
        { event: 'turned-away', address, why },
        `Somebody from ${address} was turned away: ${why}.`,
      ),
  };
}
