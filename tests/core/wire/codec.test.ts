// The codec against the naive one, which was written from PROTOCOL.md alone.
import { describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, encode, type Message } from '../../../core/wire/messages.ts';
import { CODES, LIMITS, type MessageType } from '../../../core/wire/protocol.ts';
import { ProtocolError } from '../../../core/wire/errors.ts';
import { naiveDecode, naiveEncode, type NaiveMessage } from '../../support/naiveCodec.ts';
import { eachSeed, seeded, type Random } from '../../support/random.ts';
import { randomMessage } from '../../support/randomMessages.ts';

const encodeMessage = ({ type, channel, body }: Message): Uint8Array => encode(type, channel, body);
const plain = (message: Message): NaiveMessage => message;

const streamOf = (messages: Message[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(messages.map(encodeMessage))); // compares as what it is

interface Outcome {
  messages: Message[];
  error: string;
  pending: number;
}

/** What the real decoder makes of a stream that comes in these pieces. */
function decodePieces(pieces: Iterable<Uint8Array>, maxBody: number = LIMITS.maxBody): Outcome {
  const decoder = new FrameDecoder(maxBody);
  const messages: Message[] = [];
  try {
    for (const piece of pieces) {
      for (const frame of decoder.push(piece)) {
        const message = decode(frame);
        if (message) messages.push(message);
      }
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { messages, error: error.code, pending: 0 };
  }
  return { messages, error: '', pending: decoder.pending };
}

function* torn(stream: Uint8Array, random: Random, largest: number): Generator<Uint8Array> {
  for (let at = 0; at < stream.byteLength;) {
    const size = random.int(largest + 1); // empty pieces, too
    yield stream.subarray(at, at + size);
    at += size;
  }
}

describe('the codec', () => {
  it.each(Object.keys(CODES) as MessageType[])('writes and reads %s as the page says', (type) => {
    const random = seeded(CODES[type]);
    for (let count = 0; count < 100; count++) {
      const message = randomMessage(random, type);
      const bytes = encodeMessage(message);
      expect(Buffer.from(bytes).equals(naiveEncode(plain(message)))).toBe(true);
      expect(decodePieces([bytes])).toEqual({ messages: [message], error: '', pending: 0 });
      expect(naiveDecode(bytes, LIMITS.maxBody).messages).toEqual([message]);
    }
  });

  it('reads a stream the same, wherever it is cut in two', () => {
    const random = seeded(7);
    const messages = Array.from({ length: 6 }, () => randomMessage(random));
    const stream = streamOf(messages);
    for (let cut = 0; cut <= stream.byteLength; cut++) {
      const outcome = decodePieces([stream.subarray(0, cut), stream.subarray(cut)]);
      expect(outcome).toEqual({ messages, error: '', pending: 0 });
    }
  });

  it('reads a stream byte by byte, and knows what has begun', () => {
    const random = seeded(8);
    const message = randomMessage(random, 'credit');
    const bytes = encodeMessage(message);
    const decoder = new FrameDecoder(LIMITS.maxBody);
    for (let at = 0; at < bytes.byteLength - 1; at++) {
      expect([...decoder.push(bytes.subarray(at, at + 1))]).toEqual([]);
      expect(decoder.pending).toBe(at + 1);
    }
    const [frame] = [...decoder.push(bytes.subarray(-1))];
    expect([decode(frame!), decoder.pending]).toEqual([message, 0]);
  });

  it('reads thousands of streams the same, in whatever pieces they come', async () => {
    await eachSeed(2000, (random) => {
      const messages = Array.from({ length: random.between(1, 6) }, () => randomMessage(random));
      const stream = streamOf(messages);
      const pieces = torn(stream, random, random.pick([1, 3, 9, 100, 10_000]));
      expect(decodePieces(pieces)).toEqual({ messages, error: '', pending: 0 });
    });
  });

  it('makes of damaged streams what the naive codec makes of them', async () => {
    await eachSeed(5000, (random) => {
      const messages = Array.from({ length: 3 }, () => randomMessage(random, random.pick(BINARY)));
      const stream = streamOf(messages);
      for (let times = random.int(4); times > 0; times--) {
        stream[random.int(Math.min(stream.byteLength, 120))] = random.int(256);
      }
      const cut = stream.subarray(0, random.once(3) ? random.int(stream.byteLength) : undefined);
      const maxBody = random.pick([16, 4096, 65_536]);
      const expected = naiveDecode(cut, maxBody);
      if (isJson(cut, expected)) return; // what such a body must be is the schemas' business
      expect(decodePieces(torn(cut, random, 64), maxBody)).toEqual(expected);
    });
  });

  it('answers noise with named errors only', async () => {
    await eachSeed(3000, (random) => {
      const noise = random.bytes(random.between(4, 200));
      if (random.once(2)) noise.set([0, 0, random.int(64), random.int(256)]); // a likelier header
      const outcome = decodePieces(torn(noise, random, 50), 4096);
      const expected = naiveDecode(noise, 4096);
      if (!isJson(noise, expected)) expect(outcome).toEqual(expected);
    });
  });

  it('gives bodies that later pieces do not change', () => {
    const random = seeded(9);
    const messages = Array.from({ length: 50 }, () => randomMessage(random, 'data'));
    const stream = streamOf(messages);
    expect(decodePieces(torn(stream, random, 700)).messages).toEqual(messages);
  });
});

const BINARY: MessageType[] = [
  ...(['ping', 'pong', 'detach', 'eof', 'resize', 'size', 'lagged'] as const),
  ...(['data', 'credit', 'screen'] as const),
];
const JSON_CODES = new Set(
  (Object.keys(CODES) as MessageType[])
    .filter((type) => !BINARY.includes(type))
    .map((type) => CODES[type] as number),
);

/** Whether damage turned a frame into one with a JSON body. */
function isJson(stream: Uint8Array, { messages }: { messages: NaiveMessage[] }): boolean {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (messages.some(({ type }) => !BINARY.includes(type as MessageType))) return true;
  for (let at = 0; at + 8 <= stream.byteLength; at += 8 + (view.getUint32(at) >>> 8)) {
    if (JSON_CODES.has(view.getUint8(at + 3))) return true;
  }
  return false;
}
