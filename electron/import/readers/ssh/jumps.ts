// ProxyJump: hosts with commas, each `[user@]host[:port]` or an ssh:// address (`parse_jump`).
import { portOf } from './ports.ts';

export interface Hop {
  readonly user: string | null;
  readonly host: string;
  readonly port: number | null;
}

/** The hops in the order of travel; [] is none at all. Undefined: OpenSSH refuses it. */
export function jumpsOf(rest: string): string[] | undefined {
  const list = rest.replace(/^[ \t=]+/, '').replace(/[ \t]*#.*$/s, '');
  if (list.toLowerCase() === 'none') return [];
  const hops = list.split(',').map((text) => {
    const hop = hopOf(text);
    return hop && written(hop, text);
  });
  return hops.every((hop) => hop !== undefined) ? hops : undefined;
}

/** An address is written as all others are. */
function written({ user, host, port }: Hop, text: string): string {
  if (!/^ssh:\/\//i.test(text)) return text;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${user === null ? '' : `${user}@`}${name}${port === null ? '' : `:${port}`}`;
}

export function hopOf(text: string): Hop | undefined {
  const isUri = /^ssh:\/\//i.test(text);
  const bare = isUri ? text.slice(6).replace(/\/$/, '') : text;
  const at = bare.lastIndexOf('@');
  const user = at < 0 ? null : bare.slice(0, at);
  const [, bracketed, plain, digits] =
    /^(?:\[([^\]]+)\]|([^:/[\]]+))(?::(.*))?$/s.exec(bare.slice(at + 1)) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? null : portOf(digits);
  if (host === undefined || user === '' || port === undefined || port === 0) return undefined;
  return { user: isUri ? decoded(user) : user, host, port };
}

function decoded(user: string | null): string | null {
  try {
    return user && decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** Hops of hops that are followed: nobody has as many. */
const FOLLOWED = 20;

/**
 * Whether a jump comes back to where it was. ssh asks its configuration for the jumps of the first hop of a
 * list, and of no other.
 */
export function isCircle(
  name: string,
  jumpOf: (name: string) => readonly string[] | null | undefined,
): boolean {
  const passed = new Set<string>();
  for (let at: string | undefined = name; at !== undefined;) {
    if (passed.has(at)) return true;
    passed.add(at);
    const first: string | undefined = jumpOf(at)?.[0];
    at = first === undefined || passed.size > FOLLOWED ? undefined : hopOf(first)?.host;
  }
  return false;
}
