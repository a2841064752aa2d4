// What PuTTY and its relatives take as an address: a user may stand before it, a port behind it.

export interface WrittenAddress {
  readonly address: string;
  /** Of `user@host`; null: none stands there. */
  readonly user: string | null;
  /** Whether there was a port, which PuTTY ignores. */
  readonly portDropped: boolean;
}

/** As PuTTY reads it, but for blanks within it, which it would remove without a word. */
export function addressOf(written: string): WrittenAddress {
  const { user, rest } = split(written.trim());
  const colons = colonsOutsideBrackets(rest);
  const [colon] = colons;
  if (colons.length !== 1 || colon === undefined) {
    return { address: bare(rest), user, portDropped: false };
  }
  return { address: bare(rest.slice(0, colon)), user, portDropped: true };
}

/** At the last `@`: names of users may have some, those of hosts have none. */
function split(text: string): { user: string | null; rest: string } {
  const at = text.lastIndexOf('@');
  return { user: text.slice(0, Math.max(at, 0)) || null, rest: text.slice(at + 1) };
}

/** An IPv6 address has more than one where it has no brackets. */
export function colonsOutsideBrackets(text: string): number[] {
  const colons: number[] = [];
  let within = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '[') within = true;
    else if (text[at] === ']') within = false;
    else if (text[at] === ':' && !within) colons.push(at);
  }
  return colons;
}

/** Without the brackets around an IPv6 address. */
export function bare(address: string): string {
  return /^\[.*\]$/.test(address) ? address.slice(1, -1) : address;
}

/** A hop as it is written: `user@host:port`. */
export function hop(user: string, address: string, port: number): string {
  const host = address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
  return `${user && `${user}@`}${host}:${port}`;
}

const PORTS: Readonly<Record<string, number>> = {
  ssh: 22,
  sftp: 22,
  telnet: 23,
  rlogin: 513,
  supdup: 137,
  vnc: 5900,
  rdp: 3389,
  adb: 5555,
};

/** 0 where a protocol has none of its own. */
export function portOf(protocol: string): number {
  return Object.hasOwn(PORTS, protocol) ? PORTS[protocol]! : 0;
}
