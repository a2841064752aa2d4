// The vectors that strangers check their codecs by, run against ours and against the naive one.
import { describe, expect, it } from 'vitest';
import { agentProof, clientProof } from '../../core/auth/proof.ts';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type Message } from '../../core/wire/messages.ts';
import type { MessageType } from '../../core/wire/protocol.ts';
import { RecordReader } from '../../core/wire/records.ts';
import { naiveDecode, naiveEncode } from '../support/naiveCodec.ts';
import { named } from '../support/protocolErrors.ts';
import { eachSeed } from '../support/random.ts';
import { bodyVectors } from './bodyVectors.ts';
import { frameVectors, streamVectors, type VectorMessage } from './frameVectors.ts';
import { proofVectors } from './proofVectors.ts';
import { recordVectors } from './recordVectors.ts';
import { BODIES, FRAMES, PROOFS, RECORDS, STREAMS } from './readVectors.ts';
import { bodyOf } from './shorthand.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** A message of ours as the vectors write it. */
function written({ type, channel, body }: Message): VectorMessage {
  const bytes = 'bytes' in body ? { bytes: Buffer.from(body.bytes).toString('hex') } : {};
  return { type: type.toUpperCase(), channel, body: { ...body, ...bytes } };
}

/** The other way round. */
function read({ type, channel, body }: VectorMessage): Message {
  const bytes = 'bytes' in body ? { bytes: bytesOf(String(body.bytes)) } : {};
  const name = type.toLowerCase() as MessageType;
  return { type: name, channel, body: { ...body, ...bytes } } as Message;
}

/** What our decoder makes of a stream that comes in these pieces. */
function received(pieces: readonly Uint8Array[], maxBody: number) {
  const decoder = new FrameDecoder(maxBody);
  const messages: VectorMessage[] = [];
  const error = named(() => {
    for (const piece of pieces) {
      for (const frame of decoder.push(piece)) {
        const message = decode(frame);
        if (message) messages.push(written(message));
      }
    }
  });
  return { messages, error: error || null, pending: error ? 0 : decoder.pending };
}

describe('docs/conformance', () => {
  it.each([
    ['frames', FRAMES, frameVectors],
    ['streams', STREAMS, streamVectors],
    ['bodies', BODIES, bodyVectors],
    ['records', RECORDS, recordVectors],
    ['proofs', PROOFS, proofVectors],
  ])('%s.json is as the page makes it: run tests/conformance/generate.ts', (_name, file, make) => {
    expect(file).toEqual(make());
    expect(file.length).toBeGreaterThan(7);
  });
});

describe('frames.json', () => {
  it.each(FRAMES)('$hex', ({ message, hex }) => {
    const { type, channel, body } = read(message);
    expect(Buffer.from(encode(type, channel, body)).toString('hex')).toBe(hex);
    expect(received([bytesOf(hex)], 131_072).messages).toEqual([message]);
    expect(naiveEncode({ type, channel, body })).toEqual(bytesOf(hex));
  });

  it('all in one stream, cut anywhere', async () => {
    const stream = bytesOf(FRAMES.map(({ hex }) => hex).join(''));
    await eachSeed(50, (random) => {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += pieces.at(-1)!.length) {
        pieces.push(stream.subarray(at, at + random.between(1, random.pick([2, 9, 5000]))));
      }
      expect(received(pieces, 131_072).messages).toEqual(FRAMES.map(({ message }) => message));
    });
  });
});

describe('streams.json', () => {
  it.each(STREAMS)('$name', ({ hex, maxBody, messages, error, pending }) => {
    const stream = bytesOf(hex);
    const expected = { messages, error, pending };
    expect(received([stream], maxBody)).toEqual(expected);
    expect(
      received(
        [...stream].map((byte) => Uint8Array.of(byte)),
        maxBody,
      ),
    ).toEqual(expected);
    for (let at = 0; at <= stream.length; at++) {
      const halves = [stream.subarray(0, at), stream.subarray(at)];
      expect(received(halves, maxBody)).toEqual(expected);
    }
  });

  it.each(STREAMS.filter(({ name }) => !/JSON/.test(name)))(
    '$name, for the naive codec',
    ({ hex, maxBody, messages, error, pending }) => {
      const naive = naiveDecode(bytesOf(hex), maxBody);
      const heard = (naive.messages as unknown as Message[]).map(written);
      expect({ ...naive, messages: heard }).toEqual({ messages, error: error ?? '', pending });
    },
  );
});

describe('bodies.json', () => {
  it.each(BODIES)('$message: every field to its bounds', (vector) => {
    const { message, channel, cases } = vector;
    for (const one of [{ at: ['unheard-of'], set: 1, error: null } as const, ...cases]) {
      const body = bodyOf(vector, { ...one, at: [...one.at] });
      const frame = naiveEncode({ type: message.toLowerCase(), channel, body: body as object });
      const { error } = received([frame], 0xffffff);
      expect([one, error]).toEqual([one, one.error]);
    }
  });
});

/** What our reader makes of output that comes in these pieces. */
function printed(pieces: readonly Uint8Array[]) {
  const reader = new RecordReader();
  const all: [number, string][] = [];
  const error = named(() => {
    for (const piece of pieces) {
      for (const { stream, bytes } of reader.push(piece)) {
        const hex = Buffer.from(bytes).toString('hex');
        const last = all.at(-1);
        if (last?.[0] === stream) last[1] += hex;
        else all.push([stream, hex]);
      }
    }
  });
  return { printed: all, error: error || null, inside: !error && reader.inside };
}

describe('records.json', () => {
  it.each(RECORDS)('$name', ({ hex, printed: told, error, inside }) => {
    const stream = bytesOf(hex);
    const expected = { printed: told, error, inside };
    expect(printed([...stream].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
    for (let at = 0; at <= stream.length; at++) {
      expect(printed([stream.subarray(0, at), stream.subarray(at)])).toEqual(expected);
    }
  });
});

describe('proofs.json', () => {
  it.each(PROOFS)('$clientProof', (vector) => {
    const context = {
      clientNonce: bytesOf(vector.clientNonceBytes),
      agentNonce: bytesOf(vector.agentNonceBytes),
      binding: vector.binding,
    };
    const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
    expect(base64url(context.clientNonce)).toBe(vector.clientNonce);
    expect(base64url(context.agentNonce)).toBe(vector.agentNonce);
    expect(base64url(clientProof(vector.token, context))).toBe(vector.clientProof);
    expect(base64url(agentProof(vector.token, context))).toBe(vector.agentProof);
  });
});
