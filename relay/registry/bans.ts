// Whom the operator keeps out: agents' ids, addresses, and networks (`203.0.113.0/24`).
import { BlockList, isIP } from 'node:net';
import { AGENT_ID } from '../../core/relay/messages.ts';

export class Bans {
  readonly #ids = new Set<string>();
  readonly #networks = new Set<string>();
  /** Made of the networks when somebody asks: a block list forgets nothing. */
  #list: BlockList | undefined;

  /** False where this is neither an id nor an address nor a network. */
  add(entry: string): boolean {
    if (AGENT_ID.test(entry)) this.#ids.add(entry);
    else if (isBan(entry)) this.#networks.add(entry);
    else return false;
    this.#list = undefined;
    return true;
  }

  remove(entry: string): void {
    this.#ids.delete(entry);
    if (this.#networks.delete(entry)) this.#list = undefined;
  }

  has(idOrAddress: string): boolean {
    if (AGENT_ID.test(idOrAddress)) return this.#ids.has(idOrAddress);
    const family = familyOf(idOrAddress);
    if (!family || this.#networks.size === 0) return false;
    this.#list ??= listOf(this.#networks);
    return this.#list.check(idOrAddress, family);
  }
}

/** An id, an address or a network? */
export function isBan(entry: string): boolean {
  return AGENT_ID.test(entry) || parse(entry) !== undefined;
}

interface Network {
  address: string;
  family: 'ipv4' | 'ipv6';
  prefix: number;
}

function parse(entry: string): Network | undefined {
  const [, address = '', bits] = /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const family = familyOf(address);
  if (!family) return undefined;
  const all = family === 'ipv4' ? 32 : 128;
  const prefix = bits === undefined ? all : Number(bits);
  return prefix <= all ? { address, family, prefix } : undefined;
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

function listOf(networks: Iterable<string>): BlockList {
  const list = new BlockList();
  for (const entry of networks) {
    const { address, prefix, family } = parse(entry)!;
    list.addSubnet(address, prefix, family);
  }
  return list;
}
