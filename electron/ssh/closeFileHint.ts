// How to close a file to other users, which ssh demands of keys and of its configuration: the
// commands for the system that the person sits at, ready to be pasted.
import { cleanLine } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import { PLAIN_PATH } from './sshPlaces.ts';

const LONGEST_PATH = 1_024;
/** A command prompt reads these between quotation marks, and no name on Windows holds the last. */
const READ_BY_CMD = /[%"]/;

/** @param written the path as ssh has written it into its words */
export function closeFileHint(written: string, platform: NodeJS.Platform): Said {
  const path = readablePath(written);
  return platform === 'win32' ? closedByAcl(path) : closedByMode(path);
}

/** The same where it may also belong to somebody else. */
export function ownFileHint(written: string, platform: NodeJS.Platform): Said {
  const path = readablePath(written);
  const second = closeFileHint(written, platform);
  const first = say('both', { first: say('has-to-be-yours'), second });
  if (platform !== 'win32' || READ_BY_CMD.test(path)) return first;
  return say('both', { first, second: say('take-file-first', { path }) });
}

// Quoted where a shell would read more in it than a path.
function closedByMode(path: string): Said {
  const file = PLAIN_PATH.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  return say('close-file-by-mode', { file });
}

// Not inherited alone: what was granted on the file itself stays until it is reset.
function closedByAcl(path: string): Said {
  return READ_BY_CMD.test(path)
    ? say('close-file-in-properties')
    : say('close-file-by-acl', { path });
}

/** ssh writes a backslash twice, and what isn't ASCII byte by byte in octal numbers. */
export function readablePath(written: string): string {
  const bytes = [...written.matchAll(/\\([0-3][0-7]{2})|\\(\\)|([^])/gu)].map(
    ([, octal, backslash, plain]) =>
      octal ? Buffer.from([parseInt(octal, 8)]) : Buffer.from(backslash ?? plain!),
  );
  return cleanLine(Buffer.concat(bytes).toString('utf8'), LONGEST_PATH);
}
