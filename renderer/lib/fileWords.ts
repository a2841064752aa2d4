// What stands in the columns of files, in the words and figures of the language.
import type { FileRow } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { isFolder } from './fileOrder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** `rwxr-xr-x`, with what is unusual in its place, as `ls` writes it; '' where none is told. */
export function modeText(mode: number | null): string {
  if (mode === null) return '';
  const letters = [...'rwxrwxrwx'].map((letter, at) => ((mode >> (8 - at)) & 1 ? letter : '-'));
  const special = (bit: number, at: number, [on, off]: [string, string]): void => {
    if (mode & bit) letters[at] = letters[at] === 'x' ? on : off;
  };
  special(0o4000, 2, ['s', 'S']);
  special(0o2000, 5, ['s', 'S']);
  special(0o1000, 8, ['t', 'T']);
  return letters.join('');
}

/** How a side writes times: made once, as making one takes long. */
export interface DateWords {
  /** `today 08:51`, `yesterday`, `26 Nov`, `26 Nov 2025`; '' where none is told. */
  short(at: number | null, now: number): string;
  /** In full, for a tooltip. */
  whole(at: number | null): string;
}

/** @param language undefined: the system's */
export function dateWords(language?: string): DateWords {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, options);
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = format({ day: 'numeric', month: 'short' });
  const date = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const whole = format({ dateStyle: 'full', timeStyle: 'medium' });
  return {
    short(at, now) {
      if (at === null || !isTime(at)) return '';
      const ago = startOfDay(now) - startOfDay(at);
      if (ago === 0) return words.files.dates.today(time.format(at));
      if (Math.round(ago / DAY_MS) === 1) return words.files.dates.yesterday;
      return new Date(at).getFullYear() === new Date(now).getFullYear()
        ? day.format(at)
        : date.format(at);
    },
    whole: (at) => (at === null || !isTime(at) ? '' : whole.format(at)),
  };
}

/** What a server says may be no time at all. */
function isTime(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** As it is to be shown. */
export function shownName(row: FileRow): string {
  return row.shown ?? row.name;
}

export interface FileCounts {
  items: number;
  chosen: number;
  /** Of the chosen files. */
  bytes: number;
}

export function countsOf(rows: readonly FileRow[], chosen: readonly FileRow[]): FileCounts {
  const bytes = chosen.reduce((sum, row) => sum + (isFolder(row) ? 0 : (row.size ?? 0)), 0);
  return { items: rows.length, chosen: chosen.length, bytes };
}

export type FileIcon = 'folder' | 'link' | 'broken' | 'image' | 'archive' | 'text' | 'file';

const ICONS: readonly [FileIcon, RegExp][] = [
  ['image', /\.(png|jpe?g|gif|webp|svg|avif|heic|bmp|ico|tiff?)$/i],
  ['archive', /\.(zip|tar|t?gz|bz2|xz|zst|7z|rar|deb|rpm|jar|iso|dmg|br|lz4)$/i],
  ['text', /\.(md|txt|log|pdf|docx?|odt|rtf|tex|csv|html?)$/i],
];

export function iconOf(row: FileRow): FileIcon {
  if (row.kind === 'folder') return 'folder';
  if (row.kind === 'link') return row.targetKind === null ? 'broken' : 'link';
  return ICONS.find(([, like]) => like.test(row.name))?.[0] ?? 'file';
}
