// Whose the other ends of connections over loopback are. The kernel tells of TCP only in a list of
// all of them (Linux), so it is read for many at once, and where it matters.
import { readFile } from 'node:fs/promises';

const LISTS = ['/proc/net/tcp', '/proc/net/tcp6'];
const ESTABLISHED = '01';
const MAPPED = /^0000000000000000FFFF0000([0-9A-F]{8})$/;
const LOOPBACK_6 = '00000000000000000000000001000000';

/** Users by `endOf` their end; empty where that can't be told. Never rejects. */
export async function loopbackUsers(): Promise<Map<string, number>> {
  const lists = await Promise.all(LISTS.map((list) => readFile(list, 'latin1').catch(() => '')));
  return new Map(lists.flatMap((text) => text.split('\n').slice(1).flatMap(readLine)));
}

/** Names one end of a connection: an IPv4 address, or `::1`, and its port. */
export function endOf(address: string, port: number): string {
  return `${address} ${port}`;
}

/** ` 0: 0100007F:A93F 0100007F:1E2A 01 00000000:00000000 00:00000000 00000000  1000 …` */
function readLine(line: string): [end: string, uid: number][] {
  const [, local = '', , state, , , , uid] = line.trim().split(/\s+/);
  const [address = '', port = ''] = local.split(':');
  const name = addressOf(address);
  if (state !== ESTABLISHED || name === undefined) return [];
  return [[endOf(name, parseInt(port, 16)), Number(uid)]];
}

/** Words of the address in the machine's own order of bytes. */
function addressOf(hex: string): string | undefined {
  if (hex === LOOPBACK_6) return '::1';
  const word = hex.length === 8 ? hex : MAPPED.exec(hex)?.[1];
  if (!word?.endsWith('7F')) return undefined;
  return [6, 4, 2, 0].map((at) => parseInt(word.slice(at, at + 2), 16)).join('.');
}
