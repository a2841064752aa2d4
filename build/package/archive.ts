// An archive that is the same bytes whenever and wherever it is made from the same files: entries
// by name, one time for all, nobody's name, and only the exec bit of what the file system says.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { create } from 'tar';

/** Where there is neither a commit nor a word about it: the first time that zip files know, too. */
const SOME_TIME = 315_532_800;

/** gzip's mark of the system it ran on, in the header: none is told. */
const SYSTEM_MARK = 9;
const NO_SYSTEM = 255;

const PROGRAM = 0o755;
const FILE = 0o644;

/**
 * Of which second all that is packed claims to be, in seconds since 1970: as SOURCE_DATE_EPOCH
 * says (reproducible-builds.org), else when the checkout's commit was made.
 */
export function sourceTime(folder: string, env: NodeJS.ProcessEnv = process.env): number {
  const told = Number(env.SOURCE_DATE_EPOCH || Number.NaN);
  if (Number.isSafeInteger(told) && told >= 0) return told;
  try {
    const asked = ['log', '-1', '--format=%ct'];
    const said = execFileSync('git', asked, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(said.toString()) || SOME_TIME;
  } catch {
    return SOME_TIME;
  }
}

/** Everything in a folder, folders before what is in them, in the order of code units. */
function entries(folder: string, within = ''): string[] {
  const names = readdirSync(path.join(folder, within)).sort();
  return names.flatMap((name) => {
    const entry = path.posix.join(within, name);
    const isFolder = statSync(path.join(folder, entry)).isDirectory();
    return isFolder ? [entry, ...entries(folder, entry)] : [entry];
  });
}

/** Which files are programs; by their names where the file system doesn't know (Windows). */
function mode(stat: { mode?: number; isDirectory(): boolean }, name: string): number {
  const isProgram =
    stat.isDirectory() || /(^|\/)(spawn-helper|bowline-(launch|askpass|proxy))$/.test(name);
  return isProgram || ((stat.mode ?? 0) & 0o100) !== 0 ? PROGRAM : FILE;
}

/**
 * A `.tar.gz` of a folder's contents.
 * @param time seconds since 1970, for all of it
 */
export async function archive(folder: string, time: number): Promise<Buffer> {
  const pack = create(
    {
      cwd: folder,
      portable: true,
      noDirRecurse: true,
      mtime: new Date(time * 1000),
      onWriteEntry: (entry) => {
        if (entry.stat) entry.stat.mode = mode(entry.stat, entry.path);
      },
    },
    entries(folder),
  );
  const packed = gzipSync(await buffer(pack), { level: 9 });
  packed[SYSTEM_MARK] = NO_SYSTEM;
  return packed;
}
