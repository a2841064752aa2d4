// Vectors for frames: the page's examples and the borders of numbers, encoded by the naive codec;
// and streams of frames, in order and not, with what a reader makes of them.
import { naiveEncode } from '../support/naiveCodec.ts';
import { fullBody, JSON_MESSAGES } from '../support/protocolFields.ts';
import { EXAMPLES, table } from '../support/protocolPage.ts';

/** `bytes` in a body stand as hex. */
export interface VectorMessage {
  type: string;
  channel: number;
  body: Record<string, unknown>;
}

export interface FrameVector {
  message: VectorMessage;
  hex: string;
}

export interface StreamVector {
  name: string;
  maxBody: number;
  hex: string;
  /** What was read before the error, or all. */
  messages: VectorMessage[];
  error: string | null;
  /** Bytes of a frame that has begun and not ended. */
  pending: number;
}

const READY_BODY = 131_072;
const LARGEST = Number.MAX_SAFE_INTEGER;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const message = (type: string, channel: number, body: Record<string, unknown>): VectorMessage => ({
  type,
  channel,
  body,
});

/** As the naive codec writes it. */
export function encoded({ type, channel, body }: VectorMessage): string {
  const bytes = 'bytes' in body ? { bytes: Buffer.from(String(body.bytes), 'hex') } : {};
  return hexOf(naiveEncode({ type: type.toLowerCase(), channel, body: { ...body, ...bytes } }));
}

export function frameVectors(): FrameVector[] {
  const shown = EXAMPLES.map(({ line }) => {
    const [type] = line.split(' ', 1) as [string];
    const { channel, body } = JSON.parse(line.slice(type.length)) as VectorMessage;
    return message(type, channel, body);
  });
  return [...shown, ...BORDERS, ...full()].map((one) => ({ message: one, hex: encoded(one) }));
}

const BORDERS = [
  message('PING', 0, { token: 0 }),
  message('PONG', 0, { token: LARGEST }),
  message('EOF', 0xffff_ffff, { offset: LARGEST }),
  message('RESIZE', 0x8000_0000, { cols: 65_535, rows: 1 }),
  message('DATA', 1, { offset: LARGEST - 1, bytes: 'ff' }),
  message('DATA', 1, { offset: 0xffff_ffff, bytes: '00'.repeat(300) }),
  message('SCREEN', 1, { offset: 0, cols: 1, rows: 65_535, more: 1, bytes: '' }),
  message('CREDIT', 1, { consumed: 2 ** 32, limit: 2 ** 32 }),
  message('ERROR', 0, { code: 'bad-body', message: 'ä 端末 🪢 "\\' }),
];

/** One of every message with a JSON body, with all its fields. */
function full(): VectorMessage[] {
  const rows = table('### Types');
  return JSON_MESSAGES.map((type) => {
    const [, , , channel] = rows.find(([, name]) => name === type)!;
    return message(type, channel === '0' ? 0 : 1, fullBody(type));
  });
}

const ping = message('PING', 0, { token: 7 });
const data = message('DATA', 1, { offset: 0, bytes: '6c730d' });
const zeros = (bytes: number): string => '00'.repeat(bytes);

export function streamVectors(): StreamVector[] {
  return [
    good('nothing', [], ''),
    good('several frames', [ping, data, ping], [ping, data, ping].map(encoded).join('')),
    good(
      'an optional type among others',
      [ping, ping],
      `${encoded(ping)}000003c000000000ffffff${encoded(ping)}`,
    ),
    good(
      'an optional type on a channel, without a body',
      [ping],
      `000000ff0000002a${encoded(ping)}`,
    ),
    {
      ...good('a frame that has begun', [ping], `${encoded(ping)}00000b20000000010000`),
      pending: 10,
    },
    { ...good('half a header', [], '000008'), pending: 3 },
    { ...good('the largest body before READY', [], '00100020'), maxBody: 4096, pending: 4 },
    ...BAD.map(([error, name, hex, maxBody = READY_BODY]) => ({
      ...{ name, maxBody, hex: `${encoded(ping)}${hex.replaceAll(' ', '')}`, messages: [ping] },
      ...{ error, pending: 0 },
    })),
  ];
}

function good(name: string, messages: VectorMessage[], hex: string): StreamVector {
  return { name, maxBody: READY_BODY, hex, messages, error: null, pending: 0 };
}

/** Frames that are refused, in hex, and by which error. */
export const BAD: [error: string, name: string, hex: string, maxBody?: number][] = [
  ['unknown-type', 'an unknown type', '000000 0b 00000000'],
  ['unknown-type', 'type 0', '000000 00 00000000'],
  ['unknown-type', 'a reserved type', '000000 3f 00000001'],
  ['unknown-type', 'the last type that is not optional', '000000 7f 00000001'],
  ['bad-frame', 'a message of the connection on a channel', '000008 06 00000001 0000000000000007'],
  ['bad-frame', 'a message of a channel on the connection', '000000 13 00000000'],
  ['bad-frame', 'the channel is looked at before the body', '000001 06 00000001 00'],
  [
    'bad-frame',
    'an optional type that is known, on the wrong channel',
    '000008 80 00000001 0000000000000001',
  ],
  ['bad-body', 'too short a body', '000007 06 00000000 00000000000007'],
  ['bad-body', 'too long a body', '000009 06 00000000 000000000000000700'],
  ['bad-body', 'a body where there is none', '000001 13 00000001 00'],
  ['bad-body', 'DATA without data', '000008 20 00000001 0000000000000000'],
  ['bad-body', 'DATA without an offset', '000003 20 00000001 6c730d'],
  ['bad-body', 'DATA beyond the largest offset', '000009 20 00000001 0020000000000000 00'],
  ['bad-body', 'a terminal without columns', '000004 18 00000001 0000 0018'],
  ['bad-body', 'a terminal without rows', '00000c 19 00000001 0000000000000000 0050 0000'],
  ['bad-body', 'SCREEN without its head', '00000d 50 00000001 0000000000000000 0050 0018 00'],
  ['bad-body', 'a screen without rows', '00000e 50 00000001 0000000000000000 0050 0000 0000'],
  [
    'bad-body',
    'a mark that is neither 0 nor 1',
    '00000e 50 00000001 0000000000000000 0050 0018 0002',
  ],
  ['bad-body', 'an offset of 2^53', '000008 16 00000001 0020000000000000'],
  ['bad-body', 'an offset of 2^64 - 1', '000008 16 00000001 ffffffffffffffff'],
  ['bad-body', 'a body of METER that is too short', '000008 81 00000001 0000000000000000'],
  ['bad-body', 'no JSON', '000001 05 00000000 7b'],
  ['bad-body', 'an empty JSON body', '000000 08 00000000'],
  ['bad-body', 'JSON that is no object', '000002 08 00000000 5b5d'],
  ['bad-body', 'JSON null', '000004 08 00000000 6e756c6c'],
  ['bad-body', 'JSON that is no UTF-8', '00000d 08 00000000 7b22726561736f6e223a22ff22'],
  ['bad-body', 'JSON that is no object, of an ERROR', '000002 05 00000000 5b5d'],
  ['bad-body', 'JSON that is no UTF-8, of an ERROR', '000002 05 00000000 22ff'],
  ['bad-body', 'something after the JSON', '000011 08 00000000 7b22726561736f6e223a2278227d7b7d00'],
  ['frame-too-large', 'a body too large before READY', '001001 20 00000001', 4096],
  ['frame-too-large', 'the same, its type unknown', '001001 0b 00000001', 4096],
  ['frame-too-large', 'a body too large after READY', `020001 20 00000001 ${zeros(16)}`],
  ['frame-too-large', 'an optional one that is too large', 'ffffff ff 00000001'],
];
