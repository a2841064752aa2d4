// The parts of what a SOCKS client says, read out of bytes of which there may not be enough yet.

/** What was read and how many bytes it took; `more` are needed; or it can't be right. */
export type Parsed<T> = { value: T; length: number } | 'more' | 'bad';

interface Target {
  host: string;
  port: number;
}

const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;
const MAX_V4_TEXT = 255;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** RFC 1929: version 1, name, password. */
export function readUserPass(bytes: Uint8Array): Parsed<{ user: string; password: string }> {
  const [version, userLength] = bytes;
  if (version !== undefined && version !== 1) return 'bad';
  const passwordLength = bytes[2 + (userLength ?? 0)];
  if (userLength === undefined || passwordLength === undefined) return 'more';
  const length = 3 + userLength + passwordLength;
  if (bytes.byteLength < length) return 'more';
  const user = text(bytes.subarray(2, 2 + userLength));
  const password = text(bytes.subarray(3 + userLength, length));
  return user === undefined || password === undefined
    ? 'bad'
    : { value: { user, password }, length };
}

/** The address of a request of version 5, which begins at byte 3. */
export function readV5Address(bytes: Uint8Array): Parsed<Target | 'unknown-kind'> {
  const [, , , kind, first] = bytes;
  if (kind === IPV4) return fixed(bytes, 4, dotted);
  if (kind === IPV6) return fixed(bytes, 16, groups);
  if (kind !== NAME) return { value: 'unknown-kind', length: bytes.byteLength };
  if (first === undefined || bytes.byteLength < 7 + first) return 'more';
  const host = text(bytes.subarray(5, 5 + first));
  if (host === undefined) return 'bad';
  return { value: { host, port: port(bytes, 5 + first) }, length: 7 + first };
}

/** A whole request of version 4, or 4a with a name behind the user's. */
export function readV4(bytes: Uint8Array): Parsed<Target & { command: number }> {
  if (bytes.byteLength < 9) return 'more';
  const userEnd = bytes.indexOf(0, 8);
  if (userEnd < 0) return bytes.byteLength > 8 + MAX_V4_TEXT ? 'bad' : 'more';
  const about = { command: bytes[1]!, port: port(bytes, 2) };
  // 4a says by an address 0.0.0.x, x not 0, that a name follows.
  const hasName = bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] !== 0;
  if (!hasName)
    return { value: { ...about, host: dotted(bytes.subarray(4, 8)) }, length: userEnd + 1 };
  const nameEnd = bytes.indexOf(0, userEnd + 1);
  if (nameEnd < 0) return bytes.byteLength > userEnd + 1 + MAX_V4_TEXT ? 'bad' : 'more';
  const host = text(bytes.subarray(userEnd + 1, nameEnd));
  return host === undefined ? 'bad' : { value: { ...about, host }, length: nameEnd + 1 };
}

/** A host as it may be looked up; undefined for what can't be one. IPv6 may come in brackets. */
export function readName(host: string): string | undefined {
  const bare = /^\[(.*)\]$/.exec(host)?.[1] ?? host;
  return bare.length === 0 || bare.length > 255 || /[\s\p{C}/\\@]/u.test(bare) ? undefined : bare;
}

function fixed(
  bytes: Uint8Array,
  size: number,
  format: (bytes: Uint8Array) => string,
): Parsed<Target> {
  const length = 6 + size;
  if (bytes.byteLength < length) return 'more';
  return {
    value: { host: format(bytes.subarray(4, 4 + size)), port: port(bytes, 4 + size) },
    length,
  };
}

function dotted(bytes: Uint8Array): string {
  return bytes.join('.');
}

function groups(bytes: Uint8Array): string {
  const parts = Array.from({ length: 8 }, (_, index) => port(bytes, 2 * index).toString(16));
  return parts.join(':');
}

function port(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 256 + bytes[at + 1]!;
}

function text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
