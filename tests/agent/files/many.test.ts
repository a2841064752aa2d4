// Requests about many small files that can't be meant: refused, and nothing is written outside.
import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXTENSION, PACKET } from '../../../core/sftp/packets.ts';
import type { PacketReader } from '../../../core/sftp/packetReader.ts';
import type { PacketWriter } from '../../../core/sftp/packetWriter.ts';
import { done } from '../../../core/sftp/sftpAnswers.ts';
import { SftpWire } from '../../../core/sftp/sftpWire.ts';
import { writeSmall } from '../../../core/sftp/manyPackets.ts';
import { duplexPipes } from '../../../core/sftp/sftpPipes.ts';
import { codeOf } from '../../core/sftp/fileContract.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const FILE = { bytes: Buffer.from('x'), mode: 0o600, changedAt: 1_000, readAt: 1_000 };
const TAG = '0123456789abcdef';

async function wireTo(memory: MemoryFiles): Promise<SftpWire> {
  const wire = new SftpWire(duplexPipes(await memory.duplex()));
  await memory.until(wire.greet());
  return wire;
}

it.each([
  ['a name that leads out', TAG, '../evil', 1],
  ['no name', TAG, '', 1],
  ['the folder itself', TAG, '.', 1],
  ['a name with a NUL', TAG, 'a\0b', 1],
  ['a mark that is a path', '../../etc/cron.d', 'a', 1],
  ['more than are sent', TAG, 'a', 2],
  ['more than there can be', TAG, 'a', 2 ** 32 - 1],
] as const)('refuses to write %s', async (_what, tag, name, count) => {
  const memory = new MemoryFiles({ window: 256 * 1024, maxBody: 16 * 1024 });
  const wire = await wireTo(memory);
  const folder = temporaryDirectory();
  const fill = (packet: PacketWriter): void => {
    packet.text(EXTENSION.writeMany.name).text(tag).u32(count);
    writeSmall(packet.path(folder).bytes(Buffer.from(name)), FILE);
  };
  const asked = codeOf(wire.ask(PACKET.extended, fill, done('')));
  expect(await memory.until(asked)).not.toBe('none');
  expect([readdirSync(folder), existsSync(`${folder}/../evil`)]).toEqual([[], false]);
});

it('refuses to read more than an answer can hold', async () => {
  const memory = new MemoryFiles({ window: 256 * 1024, maxBody: 16 * 1024 });
  const wire = await wireTo(memory);
  const fill = (packet: PacketWriter): void => {
    packet
      .text(EXTENSION.readMany.name)
      .u32(1)
      .path('/dev/zero')
      .u32(2 ** 32 - 1);
  };
  const asked = codeOf(wire.ask(PACKET.extended, fill, done('')));
  expect(await memory.until(asked)).not.toBe('none');
});

it('a device is left out', async () => {
  const memory = new MemoryFiles({ window: 256 * 1024, maxBody: 16 * 1024 });
  const wire = await wireTo(memory);
  const fill = (packet: PacketWriter): void => {
    packet.text(EXTENSION.readMany.name).u32(1).path('/dev/zero').u32(5);
  };
  const read = ({ body }: { body: PacketReader }): number => body.u8();
  expect(await memory.until(wire.ask(PACKET.extended, fill, read))).toBe(0);
});
