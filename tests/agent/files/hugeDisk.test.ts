// A disk that says of something that there is no end of it, as network and FUSE disks do: it is told so,
// and the agent, with all of its shells, stays.
import type * as fs from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { FilesSession } from '../../../agent/files/filesSession.ts';
import { PACKET } from '../../../core/sftp/packets.ts';
import { PacketReader } from '../../../core/sftp/packetReader.ts';
import { PacketStream } from '../../../core/sftp/packetStream.ts';
import { PacketWriter } from '../../../core/sftp/packetWriter.ts';
import type { TunnelStream } from '../../../core/tunnel/tunnelStream.ts';

vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof fs>()),
  statfs: () => {
    const endless = Number(2n ** 64n - 1n);
    const some = { type: 0, bsize: 4_096, blocks: 10, bfree: 5, bavail: 5 };
    return Promise.resolve({ ...some, files: endless, ffree: endless });
  },
}));

it('is told', async () => {
  const answer = await new Promise<Buffer>((resolve) => {
    const packets = new PacketStream(0xffffff, (packet) => {
      if (packet[0] !== PACKET.version) resolve(packet);
    });
    const stream = {
      ...{ wantsMore: true, join: () => undefined, taken: () => undefined },
      push: (bytes: Uint8Array) => packets.push(Buffer.from(bytes)),
    };
    const options = { readOnly: false, onEnd: () => undefined };
    const session = new FilesSession(stream as unknown as TunnelStream, options);
    session.write(new PacketWriter(PACKET.init).u32(3).finish());
    const asked = new PacketWriter(PACKET.extended, 7).text('statvfs@openssh.com').path('/');
    session.write(asked.finish());
  });
  const packet = new PacketReader(answer);
  expect([packet.u8(), packet.u32()]).toEqual([PACKET.extendedReply, 7]);
  const values = Array.from({ length: 11 }, () => packet.u64());
  expect(values.slice(0, 8)).toEqual([4_096, 4_096, 10, 5, 5, 2 ** 64, 2 ** 64, 2 ** 64]);
});
