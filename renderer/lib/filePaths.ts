// Paths of files as text, this computer's and a host's: parted by `/`, absolute, on Windows beginning with a
// drive. What is typed or pasted becomes one of these.

/** Where nothing is above it: `/`, or `C:/`. */
export function rootOf(path: string): string {
  return /^[a-z]:(?=\/|$)/i.test(path) ? `${path.slice(0, 2)}/` : '/';
}

export function joined(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** The folder that it lies in; a root is its own. */
export function parentOf(path: string): string {
  const root = rootOf(path);
  const at = path.replace(/\/+$/, '').lastIndexOf('/');
  return at < root.length ? root : path.slice(0, at);
}

/** The last part of it; of a root the root itself. */
export function lastPart(path: string): string {
  const root = rootOf(path);
  return path.length <= root.length ? root : path.replace(/\/+$/, '').split('/').at(-1)!;
}

/** Whether it is that folder, or lies somewhere in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** A folder on the way, to be pressed. */
export interface Crumb {
  name: string;
  path: string;
}

/** The way to a folder: from the root, or, inside of home, from there as `~`. */
export function crumbsOf(path: string, home: string): Crumb[] {
  const inHome = home !== '' && home !== rootOf(home) && isWithin(path, home);
  const start = inHome ? home : rootOf(path);
  const crumbs = [{ name: inHome ? '~' : start, path: start }];
  for (const name of path.slice(start.length).split('/').filter(Boolean)) {
    crumbs.push({ name, path: joined(crumbs.at(-1)!.path, name) });
  }
  return crumbs;
}

/** With `~` for home, as people write it. */
export function shortPath(path: string, home: string): string {
  return home !== '' && home !== '/' && isWithin(path, home) ? `~${path.slice(home.length)}` : path;
}

/** Why a folder isn't gone to, which is named once. */
export function refusedWords({ path, why }: { path: string; why: string }, home: string): string {
  const short = shortPath(path, home);
  return why.includes(path) ? why.replaceAll(path, () => short) : `${short}: ${why}`;
}

/**
 * The path that somebody typed or pasted: absolute, from home (`~`), or from the folder that is shown; with
 * quotes or `file://` around it, as it comes from elsewhere. '' where there is none.
 */
export function typedPath(typed: string, folder: string, home: string): string {
  const text = withoutWrap(typed.trim());
  if (text === '') return '';
  if (text === '~' || text.startsWith('~/')) return tidied(`${home}/${text.slice(1)}`);
  const windows = rootOf(folder) !== '/' || rootOf(home) !== '/';
  const path = windows ? text.replaceAll('\\', '/') : text;
  const isWhole = path.startsWith('/') || /^[a-z]:(\/|$)/i.test(path);
  return tidied(isWhole ? path : `${folder}/${path}`);
}

function withoutWrap(text: string): string {
  const quoted = /^(['"])(.*)\1$/s.exec(text)?.[2] ?? text;
  if (!/^(file|sftp):\/\//i.test(quoted)) return quoted;
  const path = quoted.replace(/^\w+:\/\/[^/]*/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Without `.`, `..` and empty parts. A `..` behind a link would lead elsewhere there; people mean this. */
function tidied(path: string): string {
  const root = rootOf(path);
  const parts: string[] = [];
  for (const part of path.slice(root === '/' ? 0 : 2).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return root + parts.join('/');
}

/** For a POSIX shell, as one word. */
export function shellQuoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Why a file can't be called so; null where it can. Servers may know more. */
export function badName(name: string): 'empty' | 'slash' | 'dots' | 'nul' | null {
  if (name === '') return 'empty';
  if (name.includes('/')) return 'slash';
  if (name === '.' || name === '..') return 'dots';
  return name.includes('\0') ? 'nul' : null;
}
