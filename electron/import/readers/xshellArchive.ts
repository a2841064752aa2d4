// An archive of all sessions (.xts): a zip file of the folder. Read here, as nothing else needs zip:
// its list of files, then each by itself, within the bounds that a folder has.
import { inflateRawSync } from 'node:zlib';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import { IMPORT_FILE_LIMIT, IMPORT_FILES, IMPORT_FOLDER_LIMIT } from '../limits.ts';
import type { SourceFile } from '../source.ts';
import { ansiText } from './ansi.ts';

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
/** A comment behind the end may be as long. */
const COMMENT = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly start: number;
}

/** Whether it is a zip file of sessions, or calls itself their archive. */
export function isXts(file: SourceFile): boolean {
  const view = viewOf(file.bytes);
  if (view.byteLength < END_SIZE || view.getUint32(0, true) !== LOCAL) return false;
  if (file.name.toLowerCase().endsWith('.xts')) return true;
  return entriesOf(file.bytes).some(isSession);
}

/** The sessions in it. Throws a `PersonError` where it is damaged, locked, or too large. */
export function xtsFiles(file: SourceFile): SourceFile[] {
  const entries = entriesOf(file.bytes).filter(isSession);
  const sum = entries.reduce((bytes, { size }) => bytes + size, 0);
  if (entries.length > IMPORT_FILES || sum > IMPORT_FOLDER_LIMIT) {
    throw new PersonError(say('import-folder-large'));
  }
  if (entries.length === 0) throw unreadable();
  try {
    return entries.map((entry) => ({ name: entry.name, bytes: unpacked(file.bytes, entry) }));
  } catch (cause) {
    throw cause instanceof PersonError ? cause : unreadable(cause);
  }
}

function unreadable(cause?: unknown): PersonError {
  return new PersonError(say('import-terminal-archive', { tool: 'Xshell' }), { cause });
}

function isSession({ name }: Entry): boolean {
  return name.toLowerCase().endsWith('.xsh');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** None where the list isn't whole. */
function entriesOf(bytes: Uint8Array): Entry[] {
  const view = viewOf(bytes);
  const end = endOf(view);
  const entries: Entry[] = [];
  if (end === undefined) return entries;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + ENTRY_SIZE > view.byteLength || view.getUint32(at, true) !== ENTRY) return entries;
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const named = bytes.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + name!);
    entries.push({
      name: ansiText({ name: '', bytes: named }).replaceAll('\\', '/'),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
    });
    at += ENTRY_SIZE + name! + extra! + comment!;
  }
  return entries;
}

function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return undefined;
}

function unpacked(bytes: Uint8Array, { flags, method, packed, size, start }: Entry): Uint8Array {
  const view = viewOf(bytes);
  if (flags & ENCRYPTED || view.getUint32(start, true) !== LOCAL) throw unreadable();
  const names = view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const data = bytes.subarray(start + LOCAL_SIZE + names, start + LOCAL_SIZE + names + packed);
  if (method === STORED) return data;
  if (method !== DEFLATED || size > IMPORT_FILE_LIMIT) throw unreadable();
  return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) }); // no more than it promised
}
