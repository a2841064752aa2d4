// Rules for TCP: addresses, networks and names, each with a port. A name never does more than say
// which of the addresses that it leads to are meant.
import { BlockList, isIP } from 'node:net';
import { hostname } from 'node:os';
import { isLocalName } from '../../core/link/localName.ts';
import { isHostName } from '../../core/tunnel/place.ts';
import { badRule, globPattern } from './rulePattern.ts';

const BY_ADDRESS =
  'What listens has an address and no name: write 10.0.0.7:8080, or *:8080 for any address.';
const AS_NETWORK = 'Write addresses as a network, as in 10.0.0.0/24:80, and a * alone for all.';

/** Where a name must not lead: what others can make it point to in order to get in. */
const NEVER_BY_NAME = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  NEVER_BY_NAME.addSubnet(net, bits);
}
NEVER_BY_NAME.addAddress('::1', 'ipv6');
NEVER_BY_NAME.addAddress('::', 'ipv6');
NEVER_BY_NAME.addSubnet('fe80::', 10, 'ipv6');
NEVER_BY_NAME.addSubnet('ff00::', 8, 'ipv6');

export type Rule = (address: string, port: number, name: string) => boolean;

/** Throws `AgentError` USAGE. `names`: names are known where it is used, too. */
export function addressRule(pattern: string, names: boolean): Rule {
  const [, bracketed, plain, ports = ''] =
    /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\*|\d{1,5})$/.exec(pattern) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(ports) > 65_535) throw badRule(pattern);
  const onPort = (port: number): boolean => ports === '*' || Number(ports) === port;
  const matches = hostRule(host, pattern, names);
  return (address, port, name) => onPort(port) && matches(address, name);
}

type HostRule = (address: string, name: string) => boolean;

function hostRule(host: string, pattern: string, names: boolean): HostRule {
  if (host === '*') return (address, name) => name === '' || !neverByName(address);
  const [net = '', bits, more] = host.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(net) === 0) {
    if (bits !== undefined) throw badRule(pattern);
    checkName(host, pattern, names);
    return nameRule(host);
  }
  const widest = family === 'ipv6' ? 128 : 32;
  const width = bits === undefined ? widest : Number(bits);
  const wellFormed = bits === undefined || (/^\d{1,3}$/.test(bits) && width <= widest);
  if (!wellFormed || more !== undefined) throw badRule(pattern);
  const list = new BlockList();
  list.addSubnet(net, width, family);
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

// What can never be met would look like a rule, and be none.
function checkName(host: string, pattern: string, names: boolean): void {
  if (!names) throw badRule(pattern, BY_ADDRESS);
  if (/^[\d.*]+$/.test(host)) throw badRule(pattern, AS_NETWORK);
  if (!isHostName(host.replaceAll('*', 'x'))) throw badRule(pattern);
}

function nameRule(glob: string): HostRule {
  const pattern = globPattern(glob.toLowerCase(), '[^.]*');
  return (address, name) => pattern.test(plainName(name)) && !neverByName(address);
}

function neverByName(address: string): boolean {
  return NEVER_BY_NAME.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Is loopback meant by this name, or by no name at all? Others' names may lead anywhere. */
export function isOwnName(name: string): boolean {
  if (name === '') return true;
  const plain = plainName(name);
  return isLocalName(name) || plain === plainName(hostname());
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
