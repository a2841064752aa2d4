// Whether something is a link, on servers too that follow links where they are asked not to: where one
// leads can be asked of links alone.
import type { FileAccess, FilePath } from './fileAccess.ts';
import { FileError } from './fileError.ts';

/** Where it leads; undefined for what is no link. Rejects with `lost` and `cancelled` alone. */
export async function linkThere(
  access: Pick<FileAccess, 'linkTarget'>,
  path: FilePath,
): Promise<string | undefined> {
  try {
    return (await access.linkTarget(path)) || undefined;
  } catch (error) {
    if (!(error instanceof FileError) || error.code === 'lost' || error.code === 'cancelled') {
      throw error;
    }
    return undefined;
  }
}
