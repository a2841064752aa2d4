// Files of a server opened, and copied by the server itself.
import { writeAttributes } from './attributes.ts';
import type { FileAccess, OpenWish } from './fileAccess.ts';
import { fileProblem } from './fileProblems.ts';
import { OPEN_FLAG, PACKET } from './packets.ts';
import type { PacketWriter } from './packetWriter.ts';
import { aHandle } from './sftpAnswers.ts';
import { copyData } from './sftpCopy.ts';
import { explain } from './sftpExplain.ts';
import { SftpOpenFile, type SftpPlace } from './sftpOpenFile.ts';

const FLAGS: Record<OpenWish['how'], number> = {
  read: OPEN_FLAG.read,
  change: OPEN_FLAG.read | OPEN_FLAG.write,
  make: OPEN_FLAG.write | OPEN_FLAG.create | OPEN_FLAG.exclusive,
  replace: OPEN_FLAG.write | OPEN_FLAG.create | OPEN_FLAG.truncate,
};

/** Rejects with `FileError`; why it is, is asked of `looks`. */
export async function openOn(
  place: SftpPlace,
  looks: FileAccess,
  path: string,
  { how, mode }: OpenWish,
): Promise<SftpOpenFile> {
  const fill = (packet: PacketWriter): void => {
    packet.path(path).u32(FLAGS[how]);
    writeAttributes(packet, mode === undefined ? {} : { mode });
  };
  const opened = place.wire.ask(PACKET.open, fill, aHandle(path));
  const handle = await opened.catch((error: unknown) =>
    explain(error, looks, path, how === 'make' ? 'nothing-there' : 'no-folder'),
  );
  return new SftpOpenFile(path, handle, place);
}

/** As `FileAccess.copy`; a copy that fails is removed. */
export async function copyOn(
  place: SftpPlace,
  looks: FileAccess,
  [from, to]: [string, string],
  signal?: AbortSignal,
): Promise<void> {
  if (!looks.skills.copy) throw fileProblem('unsupported', to);
  const source = await openOn(place, looks, from, { how: 'read' });
  try {
    const { mode } = await source.facts();
    const wish = { how: 'make', mode: (mode ?? 0o666) & 0o777 } as const;
    const target = await openOn(place, looks, to, wish);
    await copyData(place.wire, [source, target], to, signal).catch(async (error: unknown) => {
      await target.close().catch(() => undefined);
      await looks.remove(to).catch(() => undefined);
      throw error;
    });
    await target.close();
  } finally {
    await source.close();
  }
}
