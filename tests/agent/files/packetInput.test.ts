// Packets out of pieces, however they are cut, and nothing taken before it is asked for.
import { expect, it } from 'vitest';
import { PacketInput } from '../../../agent/files/packetInput.ts';
import { eachSeed } from '../../support/random.ts';

function framed(bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.byteLength);
  return Buffer.concat([head, bytes]);
}

it('gives the packets as they were, and takes what it gives', async () => {
  await eachSeed(40, (random) => {
    const packets = Array.from({ length: 20 }, () =>
      Buffer.from(random.bytes(random.pick([1, 5, 300, 6000, 20_000]))),
    );
    const all = Buffer.concat(packets.map(framed));
    let taken = 0;
    const input = new PacketInput(20_000, (bytes) => (taken += bytes));
    const got: Buffer[] = [];
    for (let at = 0; at < all.length;) {
      const end = Math.min(all.length, at + random.pick([1, 2, 7, 100, 5000, 17_000]));
      input.push(all.subarray(at, end));
      at = end;
      if (random.once(3)) continue; // nobody asks for a while
      for (let packet = input.next(); packet; packet = input.next()) got.push(packet);
    }
    for (let packet = input.next(); packet; packet = input.next()) got.push(packet);
    expect(got.map((one) => one.toString('hex'))).toEqual(
      packets.map((one) => one.toString('hex')),
    );
    expect(taken).toBe(all.length);
  });
});

it('takes nothing that nobody asks for', () => {
  let taken = 0;
  const input = new PacketInput(100, (bytes) => (taken += bytes));
  input.push(framed(Buffer.from('one')));
  input.push(framed(Buffer.from('two')));
  expect(taken).toBe(0);
  expect(input.next()?.toString()).toBe('one');
  expect(taken).toBe(7);
});

it.each([0, 101, 0xffffffff])('refuses a length of %s', (length) => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length);
  const input = new PacketInput(100, () => undefined);
  input.push(head);
  expect(() => input.next()).toThrow(RangeError);
});
