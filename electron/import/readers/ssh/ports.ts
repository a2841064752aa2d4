// Numbers and times as OpenSSH reads them.

/** Names of ports that people write; all others would have to be looked up in this computer's list. */
const NAMED: ReadonlyMap<string, number> = new Map([
  ['ftp', 21],
  ['ssh', 22],
  ['telnet', 23],
  ['smtp', 25],
  ['domain', 53],
  ['http', 80],
  ['pop3', 110],
  ['imap', 143],
  ['ldap', 389],
  ['https', 443],
  ['imaps', 993],
  ['mysql', 3306],
  ['postgresql', 5432],
]);
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const MOST = 0x7fff_ffff;

/** 0 to 65535; undefined: none. */
export function portOf(text: string): number | undefined {
  if (!/^\+?\d{1,9}$/.test(text)) return NAMED.get(text);
  const port = Number(text);
  return port <= 65_535 ? port : undefined;
}

/** `90`, `1m30s`, `2H`; undefined: no time. */
export function secondsOf(text: string): number | undefined {
  if (!/^(?:\d{1,10}[smhdw]?)+$/i.test(text) || text.length > 40) return undefined;
  const parts = text.toLowerCase().match(/\d+[smhdw]?/g)!;
  const total = parts.reduce((sum, part) => {
    const unit = SECONDS[part.at(-1)!];
    return sum + (unit ? Number(part.slice(0, -1)) * unit : Number(part));
  }, 0);
  return total <= MOST ? total : undefined;
}
