// What was looked at while a file that is followed was read, and how it was then: the file, what it includes,
// and the folders in which more of that may appear. So a later look tells whether reading it again is worth it.
import { statSync } from 'node:fs';

/** Paths; a file that includes more than this isn't followed further. */
const MOST = 5_000;

export class Looked {
  readonly #stamps = new Map<string, string>();

  /** Notes how it is now. To be called before it is read: what changes meanwhile is seen later. */
  at(path: string): void {
    if (this.#stamps.has(path) || this.#stamps.size >= MOST) return;
    this.#stamps.set(path, stampOf(path));
  }

  get paths(): readonly string[] {
    return [...this.#stamps.keys()];
  }

  /** Whether any of it is another now, is gone, or has come. */
  get isStale(): boolean {
    return [...this.#stamps].some(([path, stamp]) => stampOf(path) !== stamp);
  }
}

/** '' where there is nothing. What replaces a file has another inode, whatever its size and times. */
function stampOf(path: string): string {
  try {
    const { size, mtimeNs, ctimeNs, ino, mode } = statSync(path, { bigint: true });
    return [size, mtimeNs, ctimeNs, ino, mode].join(' ');
  } catch {
    return '';
  }
}
