// bowline-relay serve: runs until it is told to stop.
import { systemClock } from '../../core/time/clock.ts';
import { isLoopback } from '../../core/tunnel/place.ts';
import { RELAY_LIMITS, type RelayLimits } from '../limits.ts';
import { RelayLog } from '../metrics/relayLog.ts';
import { DEFAULT_LISTEN } from '../serve/address.ts';
import { serve, type RunningRelay } from '../serve/serve.ts';
import { explain, print, printed, printJson, remarkText } from './output.ts';

/** Beyond the time for splices, for last words and closing, milliseconds. */
const STOP_MS = 5_000;

export interface ServeArguments {
  listen?: string;
  tls?: string[];
  name?: string;
  advertise?: string;
  metrics?: string;
  policy?: string;
  nats?: string[];
  natsCreds?: string;
  natsCa?: string;
  natsPrefix?: string;
  json?: boolean;
  maxAgents?: number;
  maxSplices?: number;
  maxPerAddress?: number;
  maxPerAgent?: number;
  acceptRate?: number;
  idle?: number;
  drain?: number;
  heartbeat?: number;
}

export async function serveCommand(args: ServeArguments): Promise<void> {
  const json = args.json ?? false;
  const log = new RelayLog({ clock: systemClock, json, write: remarkText });
  surviveMistakes(log);
  const { listen = DEFAULT_LISTEN } = args;
  const limits = limitsOf(args);
  const relay = await serve({ ...args, listen, limits, log });
  const stopped = untilStopped(relay, json, limits.drainMs ?? RELAY_LIMITS.drainMs);
  reloadOnHangUp(relay, log);
  if (json) printJson({ event: 'listening', url: relay.url, ...watchOf(relay) });
  else print(welcome(relay));
  await stopped;
}

function limitsOf(args: ServeArguments): Partial<RelayLimits> {
  const given: Partial<Record<keyof RelayLimits, number | undefined>> = {
    agents: args.maxAgents,
    splices: args.maxSplices,
    perAddress: args.maxPerAddress,
    agentClients: args.maxPerAgent,
    acceptRate: args.acceptRate,
    // A burst is a quarter of a second's: the rate is one that may be relied on.
    acceptBurst: args.acceptRate === undefined ? undefined : Math.ceil(args.acceptRate / 4),
    idleMs: args.idle,
    drainMs: args.drain,
    heartbeatMs: args.heartbeat,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function watchOf({ watch, node }: RunningRelay): { metrics?: string; node?: string } {
  return { ...(watch && { metrics: `${watch}/metrics` }), ...(node && { node }) };
}

function welcome({ url, watch }: RunningRelay): string {
  const where = isLoopback(new URL(url).hostname) ? ' (this machine only)' : '';
  const watched = watch ? `Metrics are at ${watch}/metrics.\n` : '';
  return (
    `The Bowline relay listens on ${url}${where}.\n\n` +
    `To put an agent behind it:\n\n  bowline-agent serve --relay ${url}\n\n` +
    `${watched}It reads nothing of what it passes on. Ctrl-C stops it.\n\n`
  );
}

function untilStopped(relay: RunningRelay, json: boolean, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      if (json) printJson({ event: 'stopping', signal });
      else print(`Stopping (${signal}): agents are told, and splices may end by themselves.\n`);
      process.once(signal, () => process.exit(1)); // whoever asks twice means now
      setTimeout(() => process.exit(1), drainMs + STOP_MS).unref();
      void relay.stop().then(async () => {
        if (json) printJson({ event: 'stopped' });
        else print('Stopped.\n');
        resolve();
        await printed();
        process.exit(0);
      });
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}

/** Certificates are renewed, and somebody is banned, without anybody being cut off. */
function reloadOnHangUp(relay: RunningRelay, log: RelayLog): void {
  process.on('SIGHUP', () => {
    try {
      relay.reload();
      log.event({ event: 'reloaded' }, 'Certificate and lists were read again.');
    } catch (error) {
      explain(error);
    }
  });
}

// Ten thousand agents are worth more than a clean slate: a mistake in serving one is reported, and
// must not end what others have.
function surviveMistakes(log: RelayLog): void {
  const tell = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.sparing('internal-error', { event: 'internal-error', text }, `A mistake inside: ${text}`);
  };
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}
