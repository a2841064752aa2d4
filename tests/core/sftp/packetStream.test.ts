// Packets cut out of a stream, however it comes; those whose bytes are wanted somewhere go straight there.
import { expect, test } from 'vitest';
import { PacketStream } from '../../../core/sftp/packetStream.ts';
import { eachSeed } from '../../support/random.ts';

/** With a length in front, and one more for what is behind the 9th byte, as DATA has. */
function packet(type: number, id: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(9 + bytes.byteLength, 0);
  head.writeUInt8(type, 4);
  head.writeUInt32BE(id, 5);
  head.writeUInt32BE(bytes.byteLength, 9);
  return Buffer.concat([head, bytes]);
}

test('in chunks of any size', async () => {
  let placedOnes = 0;
  await eachSeed(30, (random) => {
    const sent = Array.from({ length: 40 }, () => random.bytes(random.int(3_000)));
    const wanted = new Set(sent.map((_, id) => id).filter(() => random.once(2)));
    const came: Buffer[] = [];
    let place = new Uint8Array();
    const packets = new PacketStream(10_000, (one) => came.push(Buffer.from(one.subarray(9))), {
      room: (start, behind) => {
        expect(start.readUInt32BE(5)).toBe(behind);
        if (!wanted.has(start.readUInt32BE(1))) return undefined;
        return (place = new Uint8Array(behind));
      },
      placed: (start) => {
        expect(start.readUInt32BE(1)).toBe(came.length);
        placedOnes++;
        came.push(Buffer.from(place));
      },
    });
    const all = Buffer.concat(sent.map((bytes, id) => packet(103, id, bytes)));
    for (let at = 0; at < all.length;) {
      const end = at + 1 + random.int(2_000);
      const chunk = Buffer.from(all.subarray(at, end)); // its own, and gone afterwards
      packets.push(chunk);
      chunk.fill(0);
      at = end;
    }
    expect(came.map((one) => one.toString('hex'))).toEqual(
      sent.map((one) => Buffer.from(one).toString('hex')),
    );
    return Promise.resolve();
  });
  expect(placedOnes).toBeGreaterThan(100);
});
