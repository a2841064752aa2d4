// What OpenSSH makes of a HostName: names in small letters, addresses in their shortest form.
import { isIP, SocketAddress } from 'node:net';
import { lowered } from './patterns.ts';

/** `%h` is the name, `%%` a percent sign. Undefined: another one, which OpenSSH refuses. */
export function expanded(hostName: string, name: string): string | undefined {
  if (/%(?![%h])/.test(hostName.replaceAll('%%', ''))) return undefined;
  return hostName.replace(/%([%h])/g, (_, token) => (token === 'h' ? name : '%'));
}

/** As ssh takes it, without looking anything up. `family`: its AddressFamily; what isn't of it stays as it is. */
export function addressOf(host: string, family = 'any'): string {
  const number = numericAddress(host);
  if (number !== undefined) return family === 'inet6' ? host : number;
  if (isIP(host) !== 6) return lowered(host);
  if (host.includes('%') || family === 'inet') return host; // a network card may not be in this computer
  return new SocketAddress({ address: host, family: 'ipv6' }).address;
}

/** IPv4 in any of its old ways: `1`, `127.1`, `0x7f000001`, `010.0.0.1`; undefined: a name. */
export function numericAddress(host: string): string | undefined {
  const parts = host.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(0x[\da-f]+|\d+)$/i.test(part)))
    return undefined;
  const numbers = parts.map(numberOf);
  const last = numbers.pop()!;
  const room = 256 ** (4 - numbers.length);
  if (!(last < room) || !numbers.every((number) => number < 256)) return undefined;
  const value = numbers.reduce((sum, number, at) => sum + number * 256 ** (3 - at), last);
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
}

/** NaN where a digit isn't of its base. */
function numberOf(part: string): number {
  if (/^0x/i.test(part)) return Number(part);
  if (!/^0\d/.test(part)) return Number(part);
  return /^[0-7]+$/.test(part) ? Number.parseInt(part, 8) : NaN;
}

/** What ssh takes literally and can't find, though a person means more by it. */
export function isMeantOtherwise(address: string): boolean {
  if (isIP(address.replace(/%.*$/, '')) === 6) return false;
  return /[@/:[\]]/.test(address);
}
