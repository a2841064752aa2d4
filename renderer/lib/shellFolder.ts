// In which folder a shell is, as it says itself: by OSC 7, else by the title that prompts have on many
// systems. What it says is a hint, from a program that may be any: it is looked at, and nothing more.
import { typedPath } from './filePaths.ts';

/** Characters, encoded: longer than any system's path. */
const MOST = 3 * 4096;

/** @param data behind `OSC 7 ;`: `file://host/path`. Null where that is no path. */
export function readOsc7(data: string): string | null {
  const path =
    data.length <= MOST ? /^(?:file|kitty-shell-cwd):\/\/[^/]*(\/.*)$/i.exec(data)?.[1] : undefined;
  if (path === undefined) return null;
  try {
    const decoded = data.startsWith('kitty') ? path : decodeURIComponent(path);
    // Windows' shells write `file:///C:/…`.
    return decoded.includes('\0') ? null : decoded.replace(/^\/(?=[a-z]:(\/|$))/i, '');
  } catch {
    return null; // bytes that are no UTF-8
  }
}

/** `deploy@web: ~/releases`, as bash has it on Debian; null where a title says something else. */
export function folderInTitle(title: string): string | null {
  return /^[^\s@:]+@[^\s@:]+: ?((?:~|\/)(?:.*\S)?)$/u.exec(title)?.[1] ?? null;
}

/** With `~` led through; null where it isn't told. */
export function shellFolder(
  { folder, programTitle }: { folder: string | null; programTitle: string },
  home: string,
): string | null {
  const told = folder ?? folderInTitle(programTitle);
  return told === null ? null : typedPath(told, home, home) || null;
}
