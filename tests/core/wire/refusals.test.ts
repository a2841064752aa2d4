import { describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, encode } from '../../../core/wire/messages.ts';
import { CLOSE_CODES, ProtocolError } from '../../../core/wire/errors.ts';
import { CODES, LIMITS, type MessageType } from '../../../core/wire/protocol.ts';
import { naiveEncode } from '../../support/naiveCodec.ts';
import { named } from '../../support/protocolErrors.ts';
import { seeded } from '../../support/random.ts';
import { randomMessage } from '../../support/randomMessages.ts';
import { BAD } from '../../conformance/frameVectors.ts';

const TYPES = Object.keys(CODES) as MessageType[];

/** Decodes one frame; the code of the error it is refused with. */
function refusal(hex: string): string {
  const decoder = new FrameDecoder(LIMITS.maxBody);
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  return named(() => [...decoder.push(bytes)].map(decode));
}

/** A message with some fields of its body replaced; undefined removes one. */
function refusedBody(type: MessageType, change: Record<string, unknown>): string {
  const { channel, body } = randomMessage(seeded(1), type);
  const frame = naiveEncode({ type, channel, body: { ...body, ...change } });
  return refusal(Buffer.from(frame).toString('hex'));
}

describe('a frame is refused', () => {
  it.each(BAD.filter(([, , , maxBody]) => maxBody === undefined))(
    'as %s: %s',
    (code, _what, hex) => {
      expect(refusal(hex)).toBe(code);
    },
  );

  it('never for the largest offset there is', () => {
    expect(refusal('000008 16 00000001 001fffffffffffff')).toBe('');
  });

  it('as frame-too-large when its header is seen, before its body', () => {
    const decoder = new FrameDecoder(4096);
    expect([...decoder.push(Buffer.from('001000200000', 'hex'))]).toEqual([]);
    expect([...decoder.push(Buffer.from('00', 'hex'))]).toEqual([]); // 4,096 bytes may come
    const larger = new FrameDecoder(4096);
    expect([...larger.push(Buffer.from('00100120000000', 'hex'))]).toEqual([]);
    expect(named(() => [...larger.push(Buffer.from('01', 'hex'))])).toBe('frame-too-large');
  });

  it('never for its size, once larger ones were agreed on, from the next frame of a chunk on', () => {
    const decoder = new FrameDecoder(4096);
    const small = encode('ping', 0, { token: 1 });
    const large = encode('data', 1, { offset: 0, bytes: new Uint8Array(60_000) });
    const frames = decoder.push(Buffer.concat([small, large]));
    expect(frames.next().value?.code).toBe(CODES.ping);
    decoder.maxBody = LIMITS.maxBody;
    expect(frames.next().value?.code).toBe(CODES.data);
  });
});

describe('an optional type', () => {
  it('is passed over, on any channel, and what follows is read', () => {
    const ping = encode('ping', 0, { token: 7 });
    const stream = Buffer.concat([
      Buffer.from('000003 c0 00000000 ffffff'.replaceAll(' ', ''), 'hex'),
      Buffer.from('000000 ff 0000002a'.replaceAll(' ', ''), 'hex'),
      ping,
    ]);
    const messages = [...new FrameDecoder(4096).push(stream)].map(decode);
    expect(messages).toEqual([undefined, undefined, expect.objectContaining({ type: 'ping' })]);
  });
});

describe('a JSON body', () => {
  it.each(TYPES)('of %s may have fields that nobody knows yet', (type) => {
    const message = randomMessage(seeded(1), type);
    if (encode(type, message.channel, message.body)[8] !== 0x7b) return; // not JSON
    expect(refusedBody(type, { later: { version: 2 } })).toBe('');
  });

  it('loses the fields that nobody knows', () => {
    const body = { reason: 'done', later: 1, __proto__: null };
    const frame = naiveEncode({ type: 'goodbye', channel: 0, body });
    const [message] = [...new FrameDecoder(4096).push(frame)].map(decode);
    expect(message).toEqual({ type: 'goodbye', channel: 0, body: { reason: 'done' } });
  });

  it.each<[MessageType, Record<string, unknown>]>([
    ['hello', { versions: [] }],
    ['hello', { versions: Array.from({ length: 17 }, () => 1) }],
    ['hello', { versions: [1.5] }],
    ['hello', { nonce: 'short' }],
    ['hello', { nonce: `${'A'.repeat(42)}=` }],
    ['hello', { client: { name: 'x'.repeat(65), version: '' } }],
    ['hello', { limits: { maxBody: 4095, maxChannels: 1 } }],
    ['hello', { limits: undefined }],
    ['welcome', { heartbeatMs: 2 ** 31 }],
    ['welcome', { heartbeatMs: 1 }],
    ['welcome', { silenceMs: 2 ** 31 }],
    ['welcome', { auth: ['password'] }],
    ['auth', { method: 'password' }],
    ['auth', { proof: 'A'.repeat(44) }],
    ['ready', { role: 'root' }],
    ['error', { message: 'x'.repeat(1025) }],
    ['request', { id: -1 }],
    ['request', { method: 'x'.repeat(65) }],
    ['open', { session: 'A'.repeat(32) }],
    ['open', { session: 'a'.repeat(31) }],
    ['open', { cols: 0 }],
    ['open', { rows: 65_536 }],
    ['open', { window: 0 }],
    ['open', { window: LIMITS.maxOutputWindow + 1 }],
    ['open', { command: 'ls' }],
    ['open', { env: { A: 1 } }],
    ['open', { pipes: {} }],
    ['open', { pipes: true }],
    ['open', { pipes: { keepMs: 999 } }],
    ['open', { pipes: { keepMs: 86_400_001 } }],
    ['open', { pipes: { keepMs: 1_000.5 } }],
    ['welcome', { instance: 'x' }],
    ['attach', { have: -1 }],
    ['attach', { have: 2 ** 53 }],
    ['attach', { have: undefined }],
    ['opened', { inputWindow: 0 }],
    ['detached', { reason: 'tired' }],
    ['exit', { offset: null }],
    ['exit', { code: 'none' }],
    ['reset', { code: undefined }],
  ])('of %s is refused with %j', (type, change) => {
    expect(refusedBody(type, {})).toBe('');
    expect(refusedBody(type, change)).toBe('bad-body');
  });
});

describe('a protocol error', () => {
  it('carries the close code of its name', () => {
    const error = new ProtocolError('text-message', 'only binary');
    expect([error.closeCode, CLOSE_CODES['text-message'], error.message]).toEqual([
      1003,
      1003,
      'only binary',
    ]);
  });
});
