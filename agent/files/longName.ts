// One entry as `ls -l` shows it: clients of SFTP show that line, or read owners out of it.
import type { FileEntry } from '../../core/sftp/fileAccess.ts';

const LETTERS = { file: '-', folder: 'd', link: 'l', other: '?' } as const;
const HALF_A_YEAR_MS = 183 * 86_400_000;

export function longName(entry: FileEntry, now = Date.now()): string {
  const { kind, mode, size, changedAt, name } = entry;
  const owner = (entry.owner ?? String(entry.uid ?? '?')).padEnd(8);
  const group = (entry.group ?? String(entry.gid ?? '?')).padEnd(8);
  const when = changedAt === null ? '' : dated(changedAt, now);
  const bits = `${LETTERS[kind]}${permissions(mode ?? 0)}`;
  return `${bits}    1 ${owner} ${group} ${String(size ?? 0).padStart(8)} ${when} ${name}`;
}

function permissions(mode: number): string {
  const letters = [...'rwxrwxrwx'].map((letter, at) => (mode & (0o400 >> at) ? letter : '-'));
  for (const [bit, at, letter] of [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ] as const) {
    if (mode & bit) letters[at] = letters[at] === '-' ? letter.toUpperCase() : letter;
  }
  return letters.join('');
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function dated(ms: number, now: number): string {
  const date = new Date(ms);
  const day = `${MONTHS[date.getMonth()]} ${String(date.getDate()).padStart(2)}`;
  const isRecent = Math.abs(now - ms) < HALF_A_YEAR_MS;
  const two = (value: number): string => String(value).padStart(2, '0');
  const rest = isRecent
    ? `${two(date.getHours())}:${two(date.getMinutes())}`
    : String(date.getFullYear()).padStart(5);
  return `${day} ${rest}`;
}
