// A forward as ssh's command line and its configuration write it: `8080:db:5432`, `[::1]:80 /run/x.sock`.
import { portOf } from './place.ts';
import type { Endpoint, FoundForward } from './found.ts';

type Type = 'local' | 'remote' | 'dynamic';

/** Undefined where it can't be understood. `-R 1080` alone is a dynamic one. */
export function forwardOf(type: Type, text: string): FoundForward | undefined {
  const parts = partsOf(text.trim());
  if (!parts) return undefined;
  const { endpoint: listen, rest } = listenOf(parts);
  if (!listen) return undefined;
  if (rest.length === 0) {
    if (type === 'local') return undefined;
    return { type: type === 'remote' ? 'remote-dynamic' : type, listen };
  }
  const target = targetOf(rest);
  return target && type !== 'dynamic' ? { type, listen, target } : undefined;
}

/** What stands between colons and blanks; brackets hold an IPv6 address together. */
function partsOf(text: string): string[] | undefined {
  const parts: string[] = [];
  const part = /\s*(?:\[([^\]]*)\]|([^:\s[\]]*))(:|\s+|$)/y;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (!found || parts.length > 4) return undefined;
    parts.push(found[1] ?? found[2]!);
  }
  return parts;
}

function listenOf([first = '', second = '', ...rest]: string[]): {
  endpoint?: Endpoint;
  rest: string[];
} {
  if (first.startsWith('/')) return { endpoint: { socket: first }, rest: rests(second, rest) };
  // ssh takes 0 for a free port, where it is the other side that listens
  const port = first === '0' ? 0 : portOf(first);
  if (port !== undefined) return { endpoint: { host: null, port }, rest: rests(second, rest) };
  const other = second === '0' ? 0 : portOf(second);
  if (other === undefined) return { rest };
  return { endpoint: { host: first === '' ? '*' : first, port: other }, rest };
}

function rests(second: string, rest: string[]): string[] {
  return second === '' && rest.length === 0 ? [] : [second, ...rest];
}

function targetOf([host = '', port, ...more]: string[]): Endpoint | undefined {
  if (more.length > 0) return undefined;
  if (port === undefined) return host.startsWith('/') ? { socket: host } : undefined;
  const number = portOf(port);
  return host === '' || number === undefined ? undefined : { host, port: number };
}
