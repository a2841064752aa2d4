// What the frames mean: one table from message type to the layout of its body.
import type { Bodies } from './bodies.ts';
import {
  json,
  numbers,
  offsetAndBytes,
  screenPart,
  type Codec,
  type ScreenPart,
} from './codecs.ts';
import { ProtocolError } from './errors.ts';
import type { Frame } from './frame.ts';
import { CODES, FIRST_OPTIONAL_CODE, type MessageType } from './protocol.ts';

/** Bodies that are bytes, not JSON. */
export interface BinaryBodies {
  ping: { token: number };
  /** The token of the PING it answers. */
  pong: { token: number };
  detach: Record<string, never>;
  /** No data at or after `offset` follows in this direction. */
  eof: { offset: number };
  resize: { cols: number; rows: number };
  /** The size in force from this output offset on. */
  size: { offset: number; cols: number; rows: number };
  /** Output from `from` up to `to` is no longer to be had; `to` follows next. */
  lagged: { from: number; to: number };
  data: { offset: number; bytes: Uint8Array };
  /** Consumed up to, and may be sent up to: both absolute, neither ever shrinks. */
  credit: { consumed: number; limit: number };
  /** All that came before the peer's EOF is delivered, and so is the EOF. */
  ended: Record<string, never>;
  /** A part of what makes a terminal show the screen as of `offset`. */
  screen: ScreenPart;
  /** Bytes of paced frames that were read off the link in all. */
  receipt: { total: number };
  /** The program's output ends at `produced`, and `window` bytes of it may be under way. */
  meter: { produced: number; window: number };
}

export type AllBodies = Bodies & BinaryBodies;

export type Message = {
  [K in MessageType]: { type: K; channel: number; body: AllBodies[K] };
}[MessageType];

const codecs: { [K in MessageType]: Codec<AllBodies[K]> } = {
  hello: json('connection', 'hello'),
  welcome: json('connection', 'welcome'),
  auth: json('connection', 'auth'),
  ready: json('connection', 'ready'),
  error: json('connection', 'error'),
  ping: numbers('connection', [{ name: 'token', width: 8 }]),
  pong: numbers('connection', [{ name: 'token', width: 8 }]),
  goodbye: json('connection', 'goodbye'),
  request: json('connection', 'request'),
  response: json('connection', 'response'),
  open: json('channel', 'open'),
  attach: json('channel', 'attach'),
  opened: json('channel', 'opened'),
  detach: numbers('channel', []),
  detached: json('channel', 'detached'),
  exit: json('channel', 'exit'),
  eof: numbers('channel', [{ name: 'offset', width: 8 }]),
  reset: json('channel', 'reset'),
  resize: numbers('channel', [
    { name: 'cols', width: 2 },
    { name: 'rows', width: 2 },
  ]),
  size: numbers('channel', [
    { name: 'offset', width: 8 },
    { name: 'cols', width: 2 },
    { name: 'rows', width: 2 },
  ]),
  lagged: numbers('channel', [
    { name: 'from', width: 8 },
    { name: 'to', width: 8 },
  ]),
  data: offsetAndBytes,
  credit: numbers('channel', [
    { name: 'consumed', width: 8 },
    { name: 'limit', width: 8 },
  ]),
  connect: json('channel', 'connect'),
  connected: json('channel', 'connected'),
  resume: json('channel', 'resume'),
  resumed: json('channel', 'resumed'),
  ended: numbers('channel', []),
  listen: json('channel', 'listen'),
  listening: json('channel', 'listening'),
  group: json('channel', 'group'),
  chat: json('channel', 'chat'),
  refused: json('channel', 'refused'),
  screen: screenPart,
  receipt: numbers('connection', [{ name: 'total', width: 8 }]),
  meter: numbers('channel', [
    { name: 'produced', width: 8 },
    { name: 'window', width: 8 },
  ]),
};

const typeOfCode = new Map<number, MessageType>(
  (Object.keys(CODES) as MessageType[]).map((type) => [CODES[type], type]),
);

/** The bytes of a whole frame. `channel` is 0 for messages about the connection. */
export function encode<K extends MessageType>(
  type: K,
  channel: number,
  body: AllBodies[K],
): Uint8Array {
  const codec = codecs[type] as Codec<AllBodies[K]>;
  return codec.encode(CODES[type], channel, body);
}

/**
 * What a frame says; undefined for an optional type that this version doesn't know.
 * Throws `ProtocolError`: `unknown-type`, `bad-frame` (wrong channel), `bad-body`.
 */
export function decode(frame: Frame): Message | undefined {
  const type = typeOfCode.get(frame.code);
  if (!type) return refuseUnknown(frame.code);
  const codec = codecs[type] as Codec<AllBodies[MessageType]>;
  if ((codec.scope === 'connection') !== (frame.channel === 0)) {
    throw new ProtocolError('bad-frame', `${type.toUpperCase()} on channel ${frame.channel}`);
  }
  return { type, channel: frame.channel, body: codec.decode(frame.body) } as Message;
}

function refuseUnknown(code: number): undefined {
  if (code >= FIRST_OPTIONAL_CODE) return undefined;
  throw new ProtocolError('unknown-type', `unknown message type 0x${code.toString(16)}`);
}
