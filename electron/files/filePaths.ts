// Paths as they are there: parts between slashes, whatever else is in them.
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';

export function joined(folder: FilePath, name: string): FilePath {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** The folder that something is in; of the root the root. */
export function folderOf(path: FilePath): FilePath {
  const at = path.lastIndexOf('/');
  if (at < 0) return '/';
  const isDrive = /^[A-Za-z]:$/.test(path.slice(0, at));
  return at === 0 || isDrive ? path.slice(0, at + 1) : path.slice(0, at);
}

export function nameOf(path: FilePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Is it in that folder, or the folder itself? */
export function isWithin(path: FilePath, folder: FilePath): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

const PLAIN = /^([A-Za-z]:)?\/(?!.*\/\/)(?!.*(^|\/)\.{1,2}(\/|$))/s;

/**
 * What a person typed or pasted, as a path that is absolute: `~` is home, and a folder that is reached
 * through a link keeps the link's name, as in a shell.
 */
export async function typedPath(access: FileAccess, typed: string): Promise<FilePath> {
  if (typed === '' || typed === '~') return access.home();
  if (typed.startsWith('~/')) return typedPath(access, joined(await access.home(), typed.slice(2)));
  const path = typed.length > 1 ? typed.replace(/(?<=[^:/])\/+$/, '') : typed;
  return PLAIN.test(path) ? path : access.realPath(path);
}
