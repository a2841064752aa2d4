// Something gets another name in its own folder, a link as itself: some servers rename what it leads to.
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';
import { linkThere } from '../../core/sftp/linkThere.ts';

/** Never puts it in the place of what is there. Rejects with `FileError`. */
export async function moveAside(access: FileAccess, from: FilePath, to: FilePath): Promise<void> {
  const target = await linkThere(access, from);
  if (target === undefined) return access.rename(from, to);
  await access.makeLink(to, target);
  await access.remove(from).catch(async (error: unknown) => {
    await access.remove(to).catch(() => undefined);
    throw error;
  });
}
