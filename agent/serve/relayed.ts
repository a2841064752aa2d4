// What `serve --relay` adds to an agent: a key and a certificate of its own for those who come through
// the relay, the address that links lead to, and the connection that keeps it reachable there.
import { readFileSync } from 'node:fs';
import type { DirectAddress, RelayAddress } from '../../core/link/pairingLink.ts';
import { relayUrl, type RelayPlace } from '../../core/socket/relaySocket.ts';
import { isLoopback } from '../../core/tunnel/place.ts';
import { AgentError, messageOf } from '../agentError.ts';
import { loadOrMakeRelayKeys, type RelayKeys } from '../relay/relayKeys.ts';
import { RelayLink, type RelayLinkOptions } from '../relay/relayLink.ts';
import { parseRelay } from '../relay/relayUrl.ts';
import type { AgentCertificate } from '../tls/certificate.ts';
import { ownCertificate } from '../tls/selfSigned.ts';

export interface RelayOptions {
  /** `wss://HOST[:PORT]`. */
  relay?: string;
  /** Path of the file with the enrolment ticket. */
  relayTicket?: string;
}

export interface Relayed {
  place: RelayPlace;
  keys: RelayKeys;
  ticket: string | undefined;
  /** Seals what goes through the relay; its fingerprint is in the links. */
  certificate: AgentCertificate;
  /** For the user; '' for nothing. */
  notice: string;
}

/** Characters, as a relay takes them. */
const MAX_TICKET = 512;

/** What was asked for; undefined without `--relay`. Throws `AgentError`. */
export function chooseRelay({ relay, relayTicket }: RelayOptions): RelayPlace | undefined {
  if (relay !== undefined) return parseRelay(relay);
  if (relayTicket === undefined) return undefined;
  throw new AgentError('USAGE', '--relay-ticket is for a relay.', 'Name it with --relay.');
}

/** Reads and makes what it takes. Rejects with `AgentError`. */
export async function prepareRelay(
  options: RelayOptions,
  directory: string,
  today: number,
): Promise<Relayed | undefined> {
  const place = chooseRelay(options);
  if (!place) return undefined;
  const { relayTicket } = options;
  const ticket = relayTicket === undefined ? undefined : readTicket(relayTicket);
  const keys = loadOrMakeRelayKeys(directory);
  return { place, keys, ticket, ...(await ownCertificate(directory, today)) };
}

/** How apps reach the agent; `outside` is named where other machines may reach it without the relay. */
export function relayAddress(
  { place, keys, certificate }: Relayed,
  outside: DirectAddress,
  outer: AgentCertificate | undefined,
): RelayAddress {
  const address = { kind: 'relay' as const, ...place, agent: keys.id };
  const { host, port } = outside.kind === 'tcp' ? outside : { host: '', port: 0 };
  const isDirect = outer?.fingerprint === certificate.fingerprint && !isLoopback(host);
  return isDirect && port > 0 ? { ...address, direct: { host, port } } : address;
}

export function startRelayLink(
  relayed: Relayed,
  directory: string,
  options: Pick<
    RelayLinkOptions,
    'admit' | 'clock' | 'today' | 'onConnected' | 'onLost' | 'onMissed'
  >,
): RelayLink {
  const { place: relay, keys, ticket } = relayed;
  const link = new RelayLink({ ...options, relay, directory, keys, ticket, random: Math.random });
  link.start();
  return link;
}

/** `wss://relay.example`, the usual port left out. */
export function shownRelay(place: RelayPlace): string {
  return new URL(relayUrl(place)).href.replace(/\/$/, '');
}

function readTicket(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const said = `The relay’s ticket ${path} can't be read: ${messageOf(error)}.`;
    throw new AgentError('TICKET_UNREADABLE', said, undefined, { cause: error });
  }
  if (/^[\x21-\x7e]+$/.test(text) && text.length <= MAX_TICKET) return text;
  throw new AgentError('TICKET_UNREADABLE', `There is no ticket of a relay in ${path}.`);
}
