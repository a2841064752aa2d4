// The wire protocol a second time, slow and obvious, written from PROTOCOL.md alone: the oracle
// that the real codec is compared with. It shares no line with core/wire/, on purpose.

export interface NaiveMessage {
  type: string;
  channel: number;
  body: object;
}

export interface NaiveStream {
  messages: NaiveMessage[];
  /** Name of the error that ends the stream; '' when it is in order so far. */
  error: string;
  /** Bytes of a frame that has begun and not ended. */
  pending: number;
}

type Field = [name: string, bits: 16 | 64];
interface Row {
  type: string;
  code: number;
  scope: 'connection' | 'channel';
  body: 'json' | 'data' | 'screen' | Field[];
}

const row = (code: number, type: string, scope: Row['scope'], body: Row['body']): Row => ({
  type,
  code,
  scope,
  body,
});

/** The table of types, in the page's order. */
const TYPES: readonly Row[] = [
  row(0x01, 'hello', 'connection', 'json'),
  row(0x02, 'welcome', 'connection', 'json'),
  row(0x03, 'auth', 'connection', 'json'),
  row(0x04, 'ready', 'connection', 'json'),
  row(0x05, 'error', 'connection', 'json'),
  row(0x06, 'ping', 'connection', [['token', 64]]),
  row(0x07, 'pong', 'connection', [['token', 64]]),
  row(0x08, 'goodbye', 'connection', 'json'),
  row(0x09, 'request', 'connection', 'json'),
  row(0x0a, 'response', 'connection', 'json'),
  row(0x10, 'open', 'channel', 'json'),
  row(0x11, 'attach', 'channel', 'json'),
  row(0x12, 'opened', 'channel', 'json'),
  row(0x13, 'detach', 'channel', []),
  row(0x14, 'detached', 'channel', 'json'),
  row(0x15, 'exit', 'channel', 'json'),
  row(0x16, 'eof', 'channel', [['offset', 64]]),
  row(0x17, 'reset', 'channel', 'json'),
  row(0x18, 'resize', 'channel', [
    ['cols', 16],
    ['rows', 16],
  ]),
  row(0x19, 'size', 'channel', [
    ['offset', 64],
    ['cols', 16],
    ['rows', 16],
  ]),
  row(0x1a, 'lagged', 'channel', [
    ['from', 64],
    ['to', 64],
  ]),
  row(0x20, 'data', 'channel', 'data'),
  row(0x21, 'credit', 'channel', [
    ['consumed', 64],
    ['limit', 64],
  ]),
  row(0x30, 'connect', 'channel', 'json'),
  row(0x31, 'connected', 'channel', 'json'),
  row(0x32, 'resume', 'channel', 'json'),
  row(0x33, 'resumed', 'channel', 'json'),
  row(0x34, 'ended', 'channel', []),
  row(0x35, 'listen', 'channel', 'json'),
  row(0x36, 'listening', 'channel', 'json'),
  row(0x40, 'group', 'channel', 'json'),
  row(0x41, 'chat', 'channel', 'json'),
  row(0x42, 'refused', 'channel', 'json'),
  row(0x50, 'screen', 'channel', 'screen'),
  row(0x80, 'receipt', 'connection', [['total', 64]]),
  row(0x81, 'meter', 'channel', [
    ['produced', 64],
    ['window', 64],
  ]),
];

/** A whole frame. */
export function naiveEncode({ type, channel, body }: NaiveMessage): Uint8Array {
  const found = TYPES.find((candidate) => candidate.type === type)!;
  const bytes = encodeBody(found, body as Record<string, unknown>);
  const frame = new DataView(new ArrayBuffer(8 + bytes.length));
  // A u24 and a u8 are a u32 whose lowest byte is the type.
  frame.setUint32(0, bytes.length * 256 + found.code);
  frame.setUint32(4, channel);
  bytes.forEach((byte, index) => frame.setUint8(8 + index, byte));
  return new Uint8Array(frame.buffer);
}

/** All that a stream says, from its first byte on. */
export function naiveDecode(stream: Uint8Array, maxBody: number): NaiveStream {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const messages: NaiveMessage[] = [];
  let at = 0;
  while (at + 8 <= stream.byteLength) {
    const length = Math.floor(view.getUint32(at) / 256);
    if (length > maxBody) return { messages, error: 'frame-too-large', pending: 0 };
    if (at + 8 + length > stream.byteLength) break;
    const body = stream.slice(at + 8, at + 8 + length);
    const message = decodeFrame(view.getUint8(at + 3), view.getUint32(at + 4), body);
    if (typeof message === 'string') return { messages, error: message, pending: 0 };
    if (message) messages.push(message);
    at += 8 + length;
  }
  return { messages, error: '', pending: stream.byteLength - at };
}

/** A message, the name of an error, or undefined for an optional type. */
function decodeFrame(
  code: number,
  channel: number,
  bytes: Uint8Array,
): NaiveMessage | string | undefined {
  const found = TYPES.find((candidate) => candidate.code === code);
  if (!found) return code < 0x80 ? 'unknown-type' : undefined;
  if ((channel === 0) !== (found.scope === 'connection')) return 'bad-frame';
  const body = decodeBody(found, bytes);
  return body ? { type: found.type, channel, body } : 'bad-body';
}

function encodeBody({ body: layout }: Row, body: Record<string, unknown>): number[] {
  if (layout === 'json') return [...Buffer.from(JSON.stringify(body))];
  if (layout === 'data') {
    return [...bigEndian(body.offset as number, 64), ...(body.bytes as Uint8Array)];
  }
  if (layout === 'screen') {
    const numbers = [body.cols, body.rows, body.more].flatMap((one) =>
      bigEndian(one as number, 16),
    );
    return [...bigEndian(body.offset as number, 64), ...numbers, ...(body.bytes as Uint8Array)];
  }
  return layout.flatMap(([name, bits]) => bigEndian(body[name] as number, bits));
}

function decodeBody({ body: layout }: Row, bytes: Uint8Array): Record<string, unknown> | undefined {
  if (layout === 'json') return decodeJson(bytes);
  if (layout === 'data') {
    const offset = number(bytes.slice(0, 8), 64);
    if (bytes.length < 9 || offset === undefined) return undefined;
    return { offset, bytes: bytes.slice(8) };
  }
  if (layout === 'screen') return decodeScreen(bytes);
  const body: Record<string, unknown> = {};
  let at = 0;
  for (const [name, bits] of layout) {
    body[name] = number(bytes.slice(at, at + bits / 8), bits);
    if (body[name] === undefined || (bits === 16 && body[name] === 0)) return undefined;
    at += bits / 8;
  }
  return at === bytes.length ? body : undefined;
}

function decodeScreen(bytes: Uint8Array): Record<string, unknown> | undefined {
  const offset = number(bytes.slice(0, 8), 64);
  const [cols, rows, more] = [8, 10, 12].map((at) => number(bytes.slice(at, at + 2), 16));
  if (bytes.length < 14 || offset === undefined || !cols || !rows || more! > 1) return undefined;
  return { offset, cols, rows, more, bytes: bytes.slice(14) };
}

function decodeJson(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function bigEndian(value: number, bits: number): number[] {
  const digits: number[] = [];
  for (let shift = bits - 8; shift >= 0; shift -= 8) {
    digits.push(Number((BigInt(value) >> BigInt(shift)) & 0xffn));
  }
  return digits;
}

/** Undefined when there are too few bytes, or when the value is above 2^53 - 1. */
function number(bytes: Uint8Array, bits: number): number | undefined {
  if (bytes.length * 8 !== bits) return undefined;
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return value < 2n ** 53n ? Number(value) : undefined;
}
