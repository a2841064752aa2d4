// How transfers come by the files of a place.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import type { Hold } from '../../core/task/shared.ts';
import { orAborted } from './pump.ts';

/** By root, with sudo. `to-tidy`: only to take away what a transfer left there. */
export type AsRoot = boolean | 'to-tidy';

/**
 * The files of a host, or of this computer for null, held as long as somebody uses them. Rejects with
 * a `FileError`, `lost` where another try may do it, or with what a person is to be told.
 */
export type AccessOf = (hostId: string | null, asRoot?: AsRoot) => Promise<Hold<FileAccess>>;

/** A hold that comes too late is given back at once. */
export async function heldInTime(
  asked: Promise<Hold<FileAccess>>,
  signal: AbortSignal,
): Promise<Hold<FileAccess>> {
  try {
    return await orAborted(asked, signal);
  } catch (error) {
    asked.then((late) => late.release()).catch(() => undefined);
    throw error;
  }
}
