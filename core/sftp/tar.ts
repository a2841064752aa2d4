// Archives of small files, as any tar reads them and writes them (POSIX' ustar). What a tar there says is
// believed as little as what a server says: names are for the reader to look up, never to be used as paths.
import { bytesOf, pathOf } from './pathText.ts';

const BLOCK = 512;
/** Archives are written in records of so many bytes; some tars read no others. */
const RECORD = 20 * BLOCK;
/** Of a name, in bytes. */
export const MOST_NAME = 100;
/** Kinds of entries. */
const [FILE, OLD_FILE] = ['0', '\0'];

export interface TarFile {
  name: string;
  bytes: Uint8Array;
  mode: number;
  /** Milliseconds since 1970; whole seconds are kept. */
  changedAt: number;
}

/** `folders` come first. Names of at most `MOST_NAME` bytes. */
export function packTar(folders: readonly string[], files: readonly TarFile[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (const name of folders) pieces.push(header(`${name}/`, '5', 0, 0o700, 0));
  for (const { name, bytes, mode, changedAt } of files) {
    pieces.push(header(name, FILE, bytes.byteLength, mode, changedAt));
    pieces.push(bytes, new Uint8Array(padding(bytes.byteLength)));
  }
  const length = pieces.reduce((sum, piece) => sum + piece.byteLength, 0) + 2 * BLOCK;
  pieces.push(new Uint8Array(2 * BLOCK + ((RECORD - (length % RECORD)) % RECORD)));
  return pieces;
}

function header(
  name: string,
  kind: string,
  size: number,
  mode: number,
  changedAt: number,
): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number): void =>
    void block.write(value.toString(8).padStart(digits, '0'), at, 'latin1');
  block.set(bytesOf(name));
  octal(mode & 0o777, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size, 124, 11);
  octal(Math.max(0, Math.floor(changedAt / 1_000)), 136, 11);
  block.write(kind, 156, 'latin1');
  block.write('ustar\0' + '00', 257, 'latin1');
  octal(sumOf(block), 148, 6);
  return block;
}

/** Of all bytes, with spaces where it stands itself. */
function sumOf(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at]!;
  return sum;
}

function padding(bytes: number): number {
  return (BLOCK - (bytes % BLOCK)) % BLOCK;
}

/** What isn't an archive. */
export class BadTar extends Error {}

/**
 * Takes an archive apart as it comes: `wanted` says how many bytes a file may have, or undefined for one
 * that nobody wants, which is passed over. Holds one file at most.
 */
export class TarReader {
  readonly #wanted: (name: string) => number | undefined;
  readonly #onFile: (file: TarFile) => void;
  readonly #head = Buffer.alloc(BLOCK);
  #filled = 0;
  #file: { file: TarFile; filled: number } | undefined;
  /** Bytes that are passed over. */
  #skip = 0;
  #ended = false;

  constructor(wanted: (name: string) => number | undefined, onFile: (file: TarFile) => void) {
    this.#wanted = wanted;
    this.#onFile = onFile;
  }

  /** Its last entry was read. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Throws `BadTar`. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.byteLength && !this.#ended;) at = this.#take(chunk, at);
  }

  #take(chunk: Uint8Array, at: number): number {
    const left = chunk.byteLength - at;
    if (this.#file) return this.#fill(this.#file, chunk, at);
    if (this.#skip > 0) {
      const bytes = Math.min(left, this.#skip);
      this.#skip -= bytes;
      return at + bytes;
    }
    const bytes = Math.min(left, BLOCK - this.#filled);
    this.#head.set(chunk.subarray(at, at + bytes), this.#filled);
    this.#filled += bytes;
    if (this.#filled === BLOCK) this.#begin();
    return at + bytes;
  }

  #begin(): void {
    this.#filled = 0;
    const head = this.#head;
    if (head.every((byte) => byte === 0)) return void (this.#ended = true);
    if (octalOf(head, 148, 8) !== sumOf(head)) throw new BadTar('sum');
    const size = octalOf(head, 124, 12);
    const kind = head.toString('latin1', 156, 157);
    const name = nameOf(head);
    const isFile = kind === FILE || kind === OLD_FILE;
    const most = isFile ? this.#wanted(name) : undefined;
    this.#skip = size + padding(size);
    if (most === undefined || size > most) return;
    this.#skip = 0;
    const facts = {
      mode: octalOf(head, 100, 8) & 0o7777,
      changedAt: octalOf(head, 136, 12) * 1_000,
    };
    this.#file = { file: { name, bytes: Buffer.allocUnsafeSlow(size), ...facts }, filled: 0 };
    if (size === 0) this.#done(this.#file.file);
  }

  #fill(one: { file: TarFile; filled: number }, chunk: Uint8Array, at: number): number {
    const { bytes } = one.file;
    const end = Math.min(chunk.byteLength, at + bytes.byteLength - one.filled);
    bytes.set(chunk.subarray(at, end), one.filled);
    one.filled += end - at;
    if (one.filled === bytes.byteLength) this.#done(one.file);
    return end;
  }

  #done(file: TarFile): void {
    this.#file = undefined;
    this.#skip = padding(file.bytes.byteLength);
    this.#onFile(file);
  }
}

function nameOf(head: Buffer): string {
  const text = (at: number, length: number): Buffer => {
    const end = head.subarray(at, at + length).indexOf(0);
    return head.subarray(at, end < 0 ? at + length : at + end);
  };
  const name = pathOf(text(0, 100));
  const prefix = head.toString('latin1', 257, 263) === 'ustar\0' ? pathOf(text(345, 155)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function octalOf(head: Buffer, at: number, length: number): number {
  const text = head
    .toString('latin1', at, at + length)
    .replace(/[\0 ]+$/, '')
    .trim();
  if (!/^[0-7]{0,12}$/.test(text)) throw new BadTar('number');
  return text === '' ? 0 : parseInt(text, 8);
}
