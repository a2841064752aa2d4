// Which relays an agent may dial: the one it was given, and nodes under that one's name.
import { relayUrl, type RelayPlace } from '../../core/socket/relaySocket.ts';
import { isLoopback } from '../../core/tunnel/place.ts';
import { AgentError } from '../agentError.ts';

const PORTS: Readonly<Record<string, number>> = { 'wss:': 443, 'ws:': 80 };

/** `wss://HOST[:PORT]`; `ws://` only to this machine. Throws `AgentError`. */
export function parseRelay(text: string): RelayPlace {
  const place = readPlace(text);
  if (!place) {
    const hint = 'It is wss://HOST or wss://HOST:PORT, with nothing behind it.';
    throw new AgentError('USAGE', `"${text}" is no address of a relay.`, hint);
  }
  if (place.tls || isLoopback(place.host)) return place;
  throw new AgentError(
    'RELAY_WITHOUT_TLS',
    `Without TLS everybody on the way to ${place.host} could see which agents are where.`,
    'Use wss://, or a relay on this machine.',
  );
}

/** How the relay is dialled, as it names itself in its challenge: `HOST[:PORT]`. */
export function relayHost(place: RelayPlace): string {
  return new URL(relayUrl(place)).host;
}

/**
 * Where a client waits: at the relay itself ('') or at a node, which has the relay's name or one
 * below it, and its kind of TLS. Undefined where the relay would send us elsewhere.
 */
export function nodePlace(relay: RelayPlace, node: string): RelayPlace | undefined {
  if (node === '') return relay;
  const place = readPlace(node);
  if (!place || place.tls !== relay.tls) return undefined;
  const isBelow = !isAddress(relay.host) && place.host.endsWith(`.${relay.host}`);
  return place.host === relay.host || isBelow ? place : undefined;
}

function readPlace(text: string): RelayPlace | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(text);
  const usual = PORTS[protocol];
  const extra = [search, hash, username, password].some((part) => part !== '');
  if (usual === undefined || hostname === '' || pathname !== '/' || extra) return undefined;
  const host = hostname.replace(/^\[|\]$/g, '');
  return { host, port: port === '' ? usual : Number(port), tls: protocol === 'wss:' };
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host);
}
