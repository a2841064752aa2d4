// What an invitation's link says to a person, and the same link with another address.
import { say } from '../../words/said.ts';
import { BlockList, isIP, isIPv6 } from 'node:net';
import {
  formatInvitationLink,
  parseInvitationLink,
  type InvitationLink,
} from '../../core/link/invitationLink.ts';
import { isLocalName } from '../../core/link/localName.ts';
import {
  formatHostPort,
  PairingLinkError,
  type AgentAddress,
} from '../../core/link/pairingLink.ts';
import { relayName } from '../../core/socket/connectFailure.ts';
import type { HandedLink, ReadInvitation } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Throws a `PersonError` for what is no invitation. */
export function readInvitation(text: string): InvitationLink {
  return explained(() => parseInvitationLink(text));
}

/** The invitation without its secret. */
export function described({ address, name, invitation }: InvitationLink): ReadInvitation {
  return { role: invitation.role, name, address: shownAddress(address), reach: reachOf(address) };
}

/** The invitation to be handed out. */
export function handed(link: InvitationLink): HandedLink {
  return { ...described(link), link: explained(() => formatInvitationLink(link)) };
}

/**
 * The same invitation at another address: `host` or `host:port`, where the port stays if it is not
 * given. Throws a `PersonError` for what is no address, and for an agent that listens on a socket or
 * dials a relay: no other address leads there.
 */
export function readdressed(text: string, hostPort: string): HandedLink {
  const link = readInvitation(text);
  const { address } = link;
  if (address.kind === 'unix') throw new PersonError(say('agent-without-address'));
  if (address.kind === 'relay') throw new PersonError(say('agent-at-relay-only'));
  return handed({ ...link, address: { ...address, ...readHostPort(hostPort.trim()) } });
}

function shownAddress(address: AgentAddress): string {
  if (address.kind === 'relay') return relayName(address);
  return address.kind === 'tcp' ? formatHostPort(address.host, address.port) : address.path;
}

function reachOf(address: AgentAddress): ReadInvitation['reach'] {
  if (address.kind === 'unix') return 'socket';
  const host = address.host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isLocalName(host)) return 'loopback';
  const far = address.kind === 'relay' ? 'relay' : 'network';
  const family = isIP(host);
  if (family === 0) return far;
  return LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4') ? 'loopback' : far;
}

/** An IPv6 address with a port stands in brackets. */
function readHostPort(text: string): { host: string; port?: number } {
  if (isIPv6(text)) return { host: text };
  const [, bracketed, plain, digits] =
    /^(?:\[([^\]]*)\]|([^:\s]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (!host) throw new PersonError(say('link-address-wrong'));
  return digits === undefined ? { host } : { host, port: Number(digits) };
}

function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PairingLinkError) throw new PersonError(error.said, { cause: error });
    throw error;
  }
}
