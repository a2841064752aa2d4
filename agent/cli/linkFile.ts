// A link that is kept in a file, or comes in on a pipe: read with a bound, and from a file only
// where nobody else may read it.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readOpened, UnfitFileError } from '../../core/files/readFile.ts';
import { AgentError, messageOf, systemCode } from '../agentError.ts';
import { reasonOf } from '../state/unusable.ts';
import { linkInBytes, noLink } from './linkText.ts';
import { inWords } from '../../words/said.ts';

/** Longer than any link. */
const MAX_LINE_BYTES = 8 * 1024;
/** A link and all that an editor may leave around it. */
const MAX_FILE_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const RETRY_MS = 10;

const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;

/** How shells hand over a pipe of theirs: `--link-file <(pass show build-agent)`. */
const DESCRIPTOR = /^(?:\/dev\/fd|\/proc\/self\/fd)\/(\d{1,6})$/;

/** The link in a file that only its owner may read. Never waits for anybody but such a pipe. */
export function readLinkFile(path: string): string {
  const descriptor = DESCRIPTOR.exec(path)?.[1];
  if (descriptor !== undefined) return readLine(Number(descriptor), path);
  const file = opened(path);
  try {
    checkPermissions(path, file);
    return linkInBytes(readOpened(path, file, MAX_FILE_BYTES), path);
  } catch (error) {
    throw explained(path, error);
  } finally {
    closeSync(file);
  }
}

/**
 * The first line that isn't blank, and not a byte more: what follows is somebody else's.
 * Throws `AgentError`.
 */
export function readLine(file: number, name: string): string {
  const bytes: number[] = [];
  const one = Buffer.alloc(1);
  let blank = true;
  while (takeByte(file, one, name) && (blank || one[0] !== LINE_FEED)) {
    bytes.push(one[0]!);
    blank &&= isBlank(one[0]!);
    if (bytes.length > MAX_LINE_BYTES) throw noLink(name, 'it is too long for one');
  }
  return linkInBytes(Buffer.from(bytes), name);
}

/** Space, or of a byte order mark: no link begins with it. */
function isBlank(byte: number): boolean {
  return byte <= 0x20 || BYTE_ORDER_MARK.includes(byte);
}

function takeByte(file: number, one: Buffer, name: string): boolean {
  for (;;) {
    try {
      return readSync(file, one) === 1;
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EOF') return false;
      // Whoever made the pipe reads it without waiting; we do wait.
      if (code !== 'EAGAIN') throw noLink(name, messageOf(error));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

// A FIFO without a writer would hold it up for ever.
function opened(path: string): number {
  try {
    return openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    throw explained(path, error);
  }
}

function explained(path: string, error: unknown): AgentError {
  if (error instanceof AgentError) return error;
  if (error instanceof UnfitFileError) return noLink(path, `it is ${inWords(error.what)}`);
  return noLink(path, reasonOf(error));
}

// As ssh does with its keys. Judged is what was opened, whatever the path leads to by now.
function checkPermissions(path: string, file: number): void {
  const stats = fstatSync(file);
  const { mode, uid } = stats;
  const us = process.getuid?.();
  if (us === undefined || !stats.isFile()) return; // Windows keeps files from others by itself
  if (uid !== us && uid !== 0) {
    const text = `${path} belongs to another user, who can read the link in it.`;
    throw new AgentError('LINK_EXPOSED', text, 'Use a file of your own.');
  }
  if ((mode & 0o077) === 0) return;
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  throw new AgentError(
    'LINK_EXPOSED',
    `Other users may read ${path} (mode ${octal}), and whoever has the link in it can work there as you.`,
    `Run: chmod 600 ${shellWord(path)}; and if others may have read it, have another link made.`,
  );
}

/** A path as a person can paste it into a shell. */
function shellWord(path: string): string {
  return /^[\w./@%+,:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
