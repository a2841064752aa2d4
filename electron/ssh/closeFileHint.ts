// How to close a file to other users, which ssh demands of keys and of its configuration: the
// commands for the system that the person sits at, ready to be pasted.
import { cleanLine } from '../../core/text/clean.ts';
import { PLAIN_PATH } from './sshPlaces.ts';

const LONGEST_PATH = 1_024;
/** A command prompt reads these between quotation marks, and no name on Windows holds the last. */
const READ_BY_CMD = /[%"]/;

/** @param written the path as ssh has written it into its words */
export function closeFileHint(written: string, platform: NodeJS.Platform): string {
  const path = readablePath(written);
  return platform === 'win32' ? closedByAcl(path) : closedByMode(path);
}

/** The same where it may also belong to somebody else. */
export function ownFileHint(written: string, platform: NodeJS.Platform): string {
  const path = readablePath(written);
  if (platform !== 'win32') {
    return `It has to be yours, and writable by nobody else. ${closedByMode(path)}`;
  }
  const first = READ_BY_CMD.test(path)
    ? ''
    : ` If it isn’t yours, begin with “takeown /F "${path}"”.`;
  return `It has to be yours, and writable by nobody else. ${closedByAcl(path)}${first}`;
}

// Quoted where a shell would read more in it than a path.
function closedByMode(path: string): string {
  const quoted = PLAIN_PATH.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  return `Close it to others with “chmod 600 ${quoted}”.`;
}

// Not inherited alone: what was granted on the file itself stays until it is reset.
function closedByAcl(path: string): string {
  if (READ_BY_CMD.test(path)) {
    return 'In its properties, under Security → Advanced, disable inheritance and leave only yourself.';
  }
  const file = `icacls "${path}"`;
  return (
    `In a Command Prompt, close it to others with “${file} /reset”, then ` +
    `“${file} /inheritance:r /grant:r "%USERNAME%:F"”.`
  );
}

/** ssh writes a backslash twice, and what isn't ASCII byte by byte in octal numbers. */
export function readablePath(written: string): string {
  const bytes = [...written.matchAll(/\\([0-3][0-7]{2})|\\(\\)|([^])/gu)].map(
    ([, octal, backslash, plain]) =>
      octal ? Buffer.from([parseInt(octal, 8)]) : Buffer.from(backslash ?? plain!),
  );
  return cleanLine(Buffer.concat(bytes).toString('utf8'), LONGEST_PATH);
}
