// A link that is kept in a file, or comes in on a pipe: read with a bound, and from a file only
// where nobody else may read it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AgentError, messageOf, systemCode } from '../agentError.ts';

/** Longer than any link. */
const MAX_LINE_BYTES = 8 * 1024;
const LINE_FEED = 0x0a;
const RETRY_MS = 10;

/** The first line of a file that only its owner may read. Throws `AgentError`. */
export function readLinkFile(path: string): string {
  const file = opened(path);
  try {
    checkPermissions(path, file);
    return readLine(file, path);
  } finally {
    closeSync(file);
  }
}

/** One line, and not a byte more: what follows is somebody else's. Throws `AgentError`. */
export function readLine(file: number, name: string): string {
  const bytes: number[] = [];
  const one = Buffer.alloc(1);
  while (takeByte(file, one, name) && one[0] !== LINE_FEED) {
    bytes.push(one[0]!);
    if (bytes.length > MAX_LINE_BYTES) throw unusable(name, 'it is too long for one');
  }
  const line = Buffer.from(bytes).toString('utf8').trim();
  if (line === '') throw unusable(name, 'its first line is empty');
  return line;
}

function takeByte(file: number, one: Buffer, name: string): boolean {
  for (;;) {
    try {
      return readSync(file, one) === 1;
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EOF') return false;
      // Whoever made the pipe reads it without waiting; we do wait.
      if (code !== 'EAGAIN') throw unusable(name, messageOf(error));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw unusable(path, messageOf(error));
  }
}

// As ssh does with its keys. Judged is what was opened, whatever the path leads to by now.
function checkPermissions(path: string, file: number): void {
  const { mode, uid } = fstatSync(file);
  const us = process.getuid?.();
  if (us === undefined) return; // Windows keeps a user's files from others by itself
  if (uid !== us && uid !== 0) {
    const text = `${path} belongs to another user, who can read the link in it.`;
    throw new AgentError('LINK_EXPOSED', text, 'Use a file of your own.');
  }
  if ((mode & 0o077) === 0) return;
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  throw new AgentError(
    'LINK_EXPOSED',
    `Other users may read ${path} (mode ${octal}), and whoever has the link in it can work there as you.`,
    `Run chmod 600 on it; if others may have read it, have another link made.`,
  );
}

function unusable(name: string, why: string): AgentError {
  return new AgentError('USAGE', `There is no link in ${name}: ${why}.`, LINK_HELP);
}

/** Where a link may come from, for whoever gave none. */
export const LINK_HELP =
  'Give it by --link-file FILE, on stdin with -, or in BOWLINE_LINK; or by none, for the agent of this machine.';
