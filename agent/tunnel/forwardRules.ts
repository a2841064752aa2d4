// What tunnels may reach from this machine, and where they may listen on it: patterns from the
// command line, judged by the address that is really used and never by a name's promise.
import { realpathSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Place } from '../../core/tunnel/place.ts';
import { formatPlace, isHostName, isLoopback } from '../../core/tunnel/place.ts';
import { AgentError } from '../agentError.ts';

/** Allows nothing, not even loopback. */
export const NONE = 'none';

const EXAMPLES =
  'Write HOST:PORT, as in 10.0.0.0/8:5432, [fd00::/8]:*, *.internal:443, *:80, or unix:/run/*.sock; or the word none.';

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

type Rule = (address: string, port: number, name: string) => boolean;
type PathRule = (path: string) => boolean;

/** One direction: connecting, or listening, which knows no names. */
class RuleSet {
  readonly #names: boolean;
  readonly #rules: Rule[] = [];
  readonly #paths: PathRule[] = [];

  constructor(patterns: readonly string[], { names }: { names: boolean }) {
    this.#names = names;
    if (patterns.includes(NONE)) {
      if (patterns.length > 1) throw badRule(NONE);
      return;
    }
    this.#rules.push((address, _port, name) => isLoopback(address) && isOwnName(name));
    for (const pattern of patterns) this.#add(pattern);
  }

  allows(address: string, port: number, name: string): boolean {
    return this.#rules.some((rule) => rule(address, port, name));
  }

  allowsPath(path: string): boolean {
    return this.#paths.some((rule) => rule(path));
  }

  #add(pattern: string): void {
    if (pattern.startsWith('unix:/')) return void this.#paths.push(pathRule(pattern.slice(5)));
    this.#rules.push(addressRule(pattern, this.#names));
  }
}

export interface ForwardRuleOptions {
  /** What may be connected to besides loopback; absent: nothing. */
  allowForward?: readonly string[];
  /** Where it may be listened besides loopback. */
  allowListen?: readonly string[];
}

export class ForwardRules {
  readonly #connect: RuleSet;
  readonly #listen: RuleSet;

  /** Throws `AgentError` USAGE for a pattern that says nothing. */
  constructor({ allowForward = [], allowListen = [] }: ForwardRuleOptions = {}) {
    this.#connect = new RuleSet(allowForward, { names: true });
    this.#listen = new RuleSet(allowListen, { names: false });
  }

  /** May this address be connected to? `name` is what was asked for, '' for the address itself. */
  mayReach(address: string, port: number, name: string): boolean {
    return this.#connect.allows(address, port, name);
  }

  mayReachPath(path: string): boolean {
    return this.#connect.allowsPath(path);
  }

  /** The same for listening; a TCP place has an address by now, and no name. */
  mayListen(place: Place): boolean {
    if (place.kind === 'unix') return this.#listen.allowsPath(place.path);
    return this.#listen.allows(place.host, place.port, '');
  }
}

/** Why a client was refused, for it and for the log. */
export function refusalOf(place: Place): string {
  return `This agent does not allow tunnels to listen on ${formatPlace(place)}.`;
}

function addressRule(pattern: string, names: boolean): Rule {
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
function isOwnName(name: string): boolean {
  if (name === '') return true;
  const plain = plainName(name);
  return plain === 'localhost' || plain.endsWith('.localhost') || plain === plainName(hostname());
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function pathRule(glob: string): PathRule {
  const patterns = [glob, resolvedGlob(glob)].map((text) => globPattern(text, '[^/]*'));
  // What leads elsewhere than it says is not what was allowed.
  return (path) =>
    !/(?:^|\/)\.\.?(?:\/|$)|\/\//.test(path) && patterns.some((pattern) => pattern.test(path));
}

// Whoever writes /var/run means where that leads; now, not wherever it will lead some day.
function resolvedGlob(glob: string): string {
  const [folder = ''] = /^[^*]*\//.exec(glob) ?? [];
  try {
    return join(realpathSync(folder), glob.slice(folder.length));
  } catch {
    return glob; // nothing is there yet
  }
}

/** A `*` stands for any characters of one part. A leading `*.` of a name for any parts. */
function globPattern(glob: string, star: string): RegExp {
  const deep = glob.startsWith('*.');
  const rest = deep ? glob.slice(2) : glob;
  const text = rest.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', star);
  return new RegExp(`^${deep ? '(?:[^/]+\\.)' : ''}${text}$`, 'u');
}

function badRule(pattern: string, hint = EXAMPLES): AgentError {
  return new AgentError('USAGE', `"${pattern}" is no rule for tunnels.`, hint);
}
