// Tools that keep each session in a file of its own: folders of the disk are folders of hosts.
import type { SourceFile } from '../source.ts';

export interface PlacedFile {
  readonly file: SourceFile;
  /** Its name without folders and ending. */
  readonly name: string;
  readonly folders: readonly string[];
}

/**
 * Those files with that ending, by their folders below the one that the tool keeps all in, where that
 * was picked with what stands around it.
 */
export function placedFiles(
  files: readonly SourceFile[],
  ending: string,
  kept = 'sessions',
): PlacedFile[] {
  const all = files.filter(({ name }) => name.toLowerCase().endsWith(ending));
  const paths = all.map(({ name }) => name.split('/'));
  const starts = paths.map((path) => path.findIndex((part) => part.toLowerCase() === kept));
  const below = starts.some((start, at) => start >= 0 && start < paths[at]!.length - 1);
  return all.flatMap((file, at) => {
    const [path, start] = [paths[at]!, starts[at]!];
    if (below && start < 0) return []; // the tool's own settings beside its sessions
    const name = path.at(-1)!.slice(0, -ending.length);
    return [{ file, name, folders: path.slice(start + 1, -1) }];
  });
}
