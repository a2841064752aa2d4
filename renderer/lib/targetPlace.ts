// An address as it is written: `user@host:port`, an IPv6 address bare or in brackets, `ssh://…`. What
// can't be an address that ssh may be given is refused, and why is said.
import {
  NO_TARGET,
  type SshTarget,
  type TargetRefusal,
  type Typed,
  type TypedSsh,
} from './sshTarget.ts';

/** What a command line says beside the address. */
export type Beside = Pick<TypedSsh, 'careful' | 'runs' | 'left'>;
const NOTHING_BESIDE: Beside = { careful: [], runs: [], left: [] };

const LONGEST_ADDRESS = 255;

export function refused(why: TargetRefusal, what: string): Typed {
  return { kind: 'refused', why, what };
}

/** Reads `user@host:port`. */
export function ofAddress(text: string): Typed {
  const target = place(text);
  return target ? checked(target, NOTHING_BESIDE, /[@.:]/.test(text)) : refused('port', text);
}

/** Reads `ssh://user@host:port`. */
export function ofUrl(text: string): Typed {
  const [, authority = ''] = /^ssh:\/\/([^/?#]*)/i.exec(text) ?? [];
  // What stands behind a user (`;fingerprint=`, a password) is nobody's business here.
  const bare = authority.replace(/^([^@;:]*)[;:][^@]*@/, '$1@');
  const target = place(decoded(bare));
  return target ? checked(target, NOTHING_BESIDE, true) : refused('port', text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `user@host:port`, with an IPv6 address bare or in brackets; null where the port is none. */
function place(text: string): SshTarget | null {
  const at = text.lastIndexOf('@');
  const [user, rest] = at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + 1)];
  const parts = /^\[([^\]]*)\](?::(.*))?$/.exec(rest) ?? /^([^:]*)(?::([^:]*))?$/.exec(rest);
  if (!parts) return { ...NO_TARGET, user, address: rest }; // an IPv6 address
  const [, address = '', port] = parts;
  if (port !== undefined && !isPort(port)) return null;
  return { ...NO_TARGET, user, address, port: port === undefined ? '' : String(Number(port)) };
}

/** 1 to 65,535, in digits. */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** The target, or why ssh can't be given it. */
export function checked(target: SshTarget, beside: Beside, explicit: boolean): Typed {
  const { address, user } = target;
  if (address === '') return refused('no-address', '');
  if (address.startsWith('-')) return refused('dash', address);
  if (user.startsWith('-')) return refused('dash', user);
  if (address.length > LONGEST_ADDRESS) return refused('too-long', `${address.slice(0, 40)}…`);
  if (/[\p{C}\s'"`$\\;&<>|(){},/@*?!#]/u.test(address)) return refused('characters', address);
  if (/[\p{C}\s'"`;&<>|(){}\\]|\$./u.test(user)) return refused('characters', user);
  return { kind: 'ssh', target, ...beside, explicit };
}
