// Whose child a process is, by /proc, where there is one.
import { readFileSync } from 'node:fs';

export interface Ancestor {
  pid: number;
  /** The kernel's name of it: `ssh`. */
  name: string;
}

/** Nobody's tree of jump hosts is that deep. */
const DEEPEST = 64;

/**
 * The processes above `pid`, from its parent up to `root`. Undefined where `root` isn't among them, or
 * there is no telling.
 */
export function lineOf(pid: number, root: number): Ancestor[] | undefined {
  const line: Ancestor[] = [];
  let at = parentOf(pid);
  while (at > 1 && line.length < DEEPEST) {
    const stat = statOf(at);
    if (!stat) return undefined;
    line.push({ pid: at, name: stat.name });
    if (at === root) return line;
    at = stat.parent;
  }
  return undefined;
}

function parentOf(pid: number): number {
  return statOf(pid)?.parent ?? 0;
}

/** A name may have spaces and parentheses in it, so the last one closes it. */
function statOf(pid: number): { name: string; parent: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    const name = text.slice(text.indexOf('(') + 1, end);
    return { name, parent: Number(text.slice(end + 2).split(' ')[1]) };
  } catch {
    return undefined;
  }
}
