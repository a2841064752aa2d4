// Records of a program’s two outputs: whole again wherever their stream is cut, and refused where
// they are none.
import { describe, expect, it } from 'vitest';
import { record, RecordReader, type OutputStream } from '../../../core/wire/records.ts';
import { named } from '../../support/protocolErrors.ts';
import { eachSeed } from '../../support/random.ts';

describe('records', () => {
  it('come out as they went in, wherever their stream was cut, by seed', async () => {
    await eachSeed(40, (random) => {
      const printed = Array.from({ length: random.between(1, 40) }, () => ({
        stream: random.pick<OutputStream>([1, 2]),
        bytes: random.bytes(random.pick([1, 2, 3, 300, 70_000])),
      }));
      const stream = Buffer.concat(printed.map((one) => record(one.stream, one.bytes)));
      const reader = new RecordReader();
      const parts = { 1: [] as Uint8Array[], 2: [] as Uint8Array[] };
      const order: OutputStream[] = [];
      for (let at = 0; at < stream.byteLength;) {
        const piece = stream.subarray(at, at + random.pick([1, 2, 5, 1000, 32_768]));
        at += piece.byteLength;
        for (const part of reader.push(piece)) {
          parts[part.stream].push(part.bytes);
          if (order.at(-1) !== part.stream) order.push(part.stream);
        }
      }
      for (const which of [1, 2] as const) {
        const sent = printed.filter((one) => one.stream === which).map((one) => one.bytes);
        expect(Buffer.concat(parts[which]).equals(Buffer.concat(sent))).toBe(true);
      }
      const runs = printed.map((one) => one.stream).filter((one, at, all) => one !== all[at - 1]);
      expect(order).toEqual(runs);
      expect(reader.inside).toBe(false);
    });
  });

  it.each(['00000001', '03000001', 'ff000001', '01000000', '02000000'])(
    'are refused where the head is %s',
    (head) => {
      expect(named(() => [...new RecordReader().push(Buffer.from(head, 'hex'))])).toBe('bad-body');
    },
  );

  it('have at least one byte, and no more than their length can say', () => {
    expect(() => record(1, new Uint8Array(0))).toThrow(RangeError);
    expect(() => record(1, new Uint8Array(0x100_0000))).toThrow(RangeError);
    expect([...record(2, Buffer.from('no'))]).toEqual([2, 0, 0, 2, 0x6e, 0x6f]);
  });
});
