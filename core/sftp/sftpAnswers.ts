// What may come in answer to a request, and nothing else: each of these reads one kind, throws what a
// status says, and `bad-answer` of all the rest.
import { readAttributes, type Attributes } from './attributes.ts';
import { MAX_HANDLE, PACKET, STATUS } from './packets.ts';
import type { PacketReader } from './packetReader.ts';
import { badAnswer, statusError } from './sftpStatus.ts';

export interface Answer {
  type: number;
  body: PacketReader;
  /** So many bytes are in `into` already; nothing is left in `body`. */
  placed?: number;
}

export interface Read<T> {
  (answer: Answer): T;
  /** Where the bytes of data may be put as they come. */
  into?: Uint8Array;
}

/** A name with what stands beside it. */
export interface Named {
  name: string;
  /** As `ls -l` writes it; its form isn't promised. */
  line: string;
  attributes: Attributes;
}

/** More than OpenSSH puts into one; each takes 12 bytes at least. */
const MAX_NAMES = 100_000;

/** Nothing but that it is done. */
export function done(path: string): Read<void> {
  return (answer) => {
    if (answer.type !== PACKET.status) throw wrongType(answer.type);
    readStatus(answer.body, path, STATUS.ok);
  };
}

export function aHandle(path: string): Read<Buffer> {
  return expecting(PACKET.handle, path, (body) => {
    const handle = Buffer.from(body.bytes()); // a copy: the packet isn't kept for it
    if (handle.length > MAX_HANDLE) throw badAnswer('long-handle');
    return handle;
  });
}

export function theAttributes(path: string): Read<Attributes> {
  return expecting(PACKET.attrs, path, readAttributes);
}

/** How many bytes were put into `into`; none at the end of the file. */
export function someData(path: string, into: Uint8Array): Read<number> {
  const data = expecting(PACKET.data, path, (body) => {
    const bytes = body.bytes();
    if (bytes.length === 0) throw badAnswer('no-data');
    if (bytes.length > into.byteLength) throw badAnswer('more-data-than-asked-for');
    into.set(bytes); // a copy: the packet's place is used again
    return bytes.length;
  });
  const orNone = orEnd(path, data);
  const read: Read<number> = (answer) => answer.placed ?? orNone(answer) ?? 0;
  read.into = into;
  return read;
}

/** Null behind the last. */
export function someNames(path: string): Read<Named[] | null> {
  return orEnd(path, expecting(PACKET.name, path, readNames));
}

export function oneName(path: string): Read<string> {
  return expecting(PACKET.name, path, (body) => {
    const [only, ...others] = readNames(body);
    if (!only || others.length > 0) throw badAnswer('not-one-name');
    if (only.name === '' || only.name.includes('\0')) throw badAnswer('bad-name');
    return only.name;
  });
}

export function extended<T>(path: string, read: (body: PacketReader) => T): Read<T> {
  return expecting(PACKET.extendedReply, path, read);
}

function readNames(body: PacketReader): Named[] {
  const count = body.u32();
  if (count > MAX_NAMES) throw badAnswer('too-many-names');
  const names: Named[] = [];
  for (let at = 0; at < count; at++) {
    names.push({ name: body.path(), line: body.text(), attributes: readAttributes(body) });
  }
  return names;
}

function expecting<T>(type: number, path: string, read: (body: PacketReader) => T): Read<T> {
  return (answer) => {
    if (answer.type === PACKET.status) throw refusal(answer.body, path);
    if (answer.type !== type) throw wrongType(answer.type);
    const value = read(answer.body);
    answer.body.end();
    return value;
  };
}

function orEnd<T>(path: string, read: Read<T>): Read<T | null> {
  return (answer) => {
    if (answer.type !== PACKET.status) return read(answer);
    readStatus(answer.body, path, STATUS.eof);
    return null;
  };
}

function refusal(body: PacketReader, path: string): Error {
  readStatus(body, path, undefined);
  return badAnswer('ok-without-result');
}

/** Throws what it says, unless it is `good`, or all is well and a result was to come. */
function readStatus(body: PacketReader, path: string, good: number | undefined): void {
  const status = body.u32();
  if (status === good) return;
  if (status === STATUS.ok) {
    if (good === undefined) return;
    throw badAnswer('ok-without-result');
  }
  // Some old servers leave the words out.
  const words = body.left >= 4 ? body.text() : '';
  throw statusError(status, words, path);
}

function wrongType(type: number): Error {
  return badAnswer(`type-${type}`);
}
