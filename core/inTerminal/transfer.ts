// One transfer through a terminal, from the yes to the moment at which the shell is the person's again,
// however it ends: the far side is told, and what it sends until it has heard that is thrown away.
import { pause, type Clock } from '../time/clock.ts';
import { TransferStopped, type GivenFile, type ReceivedFiles } from './files.ts';
import type { Handshake } from './handshake.ts';
import { action } from './trzsz/begin.ts';
import { lineOf, TrzszLines } from './trzsz/lines.ts';
import { receiveByTrzsz } from './trzsz/receive.ts';
import { sendByTrzsz } from './trzsz/send.ts';
import type { TerminalWire } from './wire.ts';
import { CANCEL } from './zmodem/bytes.ts';
import { ZReader } from './zmodem/reader.ts';
import { receiveByZmodem } from './zmodem/receive.ts';
import { sendByZmodem } from './zmodem/send.ts';

/** Milliseconds without a word of the far side's, after which it counts as stopped. */
const QUIET_MS = 1000;
/** And in all, whatever it says. */
const LONGEST_MS = 15_000;
/** In a row they end a transfer. */
const CANCELS = 5;
/** Its last word may take as long as a link does, and the shell's first. */
const LAST_WORD_MS = 2000;

export interface InTerminal {
  protocol: Handshake['protocol'];
  wire: TerminalWire;
  clock: Clock;
}

/** Takes what a host sends. Rejects with `TransferStopped`, once the shell is usable. */
export function takeFiles(way: InTerminal, files: ReceivedFiles): Promise<void> {
  if (way.protocol === 'zmodem') {
    return byZmodem(way, async (reader) => {
      await receiveByZmodem(way.wire, reader, files);
      await untilOver(way, reader, [...HEADER_END, O, O]);
    });
  }
  return byTrzsz(way, (lines) => receiveByTrzsz(lines, files));
}

/** Gives files to a host. Rejects with `TransferStopped`, once the shell is usable. */
export function giveFiles(way: InTerminal, files: readonly GivenFile[]): Promise<void> {
  if (way.protocol === 'zmodem') {
    return byZmodem(way, async (reader) => {
      await sendByZmodem(way.wire, reader, files);
      await untilOver(way, reader, HEADER_END);
    });
  }
  return byTrzsz(way, (lines) => sendByTrzsz(lines, files, way.clock));
}

/** Nobody wants it. Resolves once the shell is usable. */
export async function declineFiles({ protocol, wire, clock }: InTerminal): Promise<void> {
  if (protocol === 'trzsz') {
    await wire.lastWords(await lineOf('ACT', Buffer.from(action(false))));
    return untilItListensNoMore(wire, clock);
  }
  await wire.lastWords(CANCEL);
  await untilCancelled(wire, clock);
}

/**
 * While somebody is asked: what the host's program repeats is dropped. Resolves with `answered` when that
 * does; with `gone` where the program is gone meanwhile: what it left is the screen's; and with `late`
 * where it waits for an older protocol by now, in which nobody here speaks.
 */
export async function stillWaits(
  { protocol, wire }: Pick<InTerminal, 'protocol' | 'wire'>,
  answered: Promise<unknown>,
): Promise<'answered' | 'gone' | 'late'> {
  if (protocol === 'trzsz') {
    await answered; // in tmux anything may come meanwhile
    return 'answered';
  }
  for (;;) {
    const piece = await wire.readUnless(answered);
    if (wire.isStopped) return 'gone';
    if (!piece) return 'answered';
    const at = piece.findIndex((byte) => !REPEATED.has(byte));
    if (at < 0 && !isCancelled(piece)) continue;
    if (piece[at] === YMODEM) return 'late';
    wire.unread(at < 0 ? new Uint8Array(0) : piece.subarray(at));
    return 'gone';
  }
}

/** What `rz` asks for YMODEM with, when nobody has answered it. */
const YMODEM = 0x43;
/** Of its first header, and of what stands round it. */
const REPEATED: ReadonlySet<number> = new Set(
  Buffer.from('*\x18B0123456789abcdef\r\n\x8a\x11', 'latin1'),
);

function isCancelled(piece: Uint8Array): boolean {
  return Buffer.from(piece).includes(Buffer.alloc(CANCELS, 0x18));
}

async function byZmodem(
  { wire, clock }: InTerminal,
  work: (reader: ZReader) => Promise<void>,
): Promise<void> {
  const reader = new ZReader(wire);
  try {
    await work(reader);
    wire.unread(reader.rest());
  } catch (error) {
    const stopped = asStopped(error);
    wire.unread(reader.rest());
    if (stopped.reason === 'gone') throw stopped;
    // A program that has cancelled is over: its shell would get what it is told.
    if (stopped.reason !== 'there') await wire.lastWords(CANCEL);
    await untilCancelled(wire, clock, stopped.reason === 'there' ? CANCELS : 0);
    throw stopped;
  }
}

async function byTrzsz(
  { wire, clock }: InTerminal,
  work: (lines: TrzszLines) => Promise<string[]>,
): Promise<void> {
  const lines = new TrzszLines(wire);
  try {
    const names = await work(lines);
    wire.unread(lines.rest());
    await lines.sendText('EXIT', names.join('\n'));
    await untilItListensNoMore(wire, clock);
  } catch (error) {
    const stopped = asStopped(error);
    lines.rest();
    if (stopped.reason === 'gone') throw stopped;
    // It hears it only between two pieces, and the rest of one may be under way.
    if (stopped.reason !== 'there') {
      await untilQuiet(wire, clock);
      await wire.lastWords(await lineOf('fail', Buffer.from('stopped')));
    }
    await untilItListensNoMore(wire, clock);
    throw stopped;
  }
}

function asStopped(error: unknown): TransferStopped {
  return error instanceof TransferStopped ? error : new TransferStopped('here', '', error);
}

/** How a header ends behind its sum: each may be missing. */
const HEADER_END: readonly ReadonlySet<number>[] = [
  new Set([0x0d, 0x8d]),
  new Set([0x0a, 0x8a]),
  new Set([0x11, 0x91]),
];
/** The last word of a sender, twice. */
const O: ReadonlySet<number> = new Set([0x4f]);

/**
 * Skips the end of the last header, and what else is to come; what follows is the shell's. Until that
 * prints something the program hasn't ended, and would swallow what is typed.
 */
async function untilOver(
  { wire, clock }: InTerminal,
  reader: ZReader,
  skipped: readonly ReadonlySet<number>[],
): Promise<void> {
  const came = new AbortController();
  const over = pause(clock, LAST_WORD_MS, came.signal);
  let next = 0;
  wire.unread(reader.rest());
  for (;;) {
    const piece = await wire.readUnless(over);
    if (!piece) return;
    let at = 0;
    for (; at < piece.byteLength; at++) {
      const found = skipped.findIndex((bytes, place) => place >= next && bytes.has(piece[at]!));
      if (found < 0) break;
      next = found + 1;
    }
    if (at === piece.byteLength) continue;
    came.abort();
    return wire.unread(piece.subarray(at));
  }
}

/** Until the far side has said that it cancels, too, or says nothing any more. */
async function untilCancelled(wire: TerminalWire, clock: Clock, heard = 0): Promise<void> {
  const all = pause(clock, LONGEST_MS);
  let cancels = heard;
  let last: Uint8Array = new Uint8Array(0);
  for (;;) {
    const piece = await nextUnlessQuiet(wire, clock, all);
    if (!piece) return wire.unread(last.subarray(last.findLastIndex(isNoise) + 1));
    for (const [at, byte] of piece.entries()) {
      if (byte === 0x18) cancels += 1;
      else if (cancels >= CANCELS && byte !== 0x08) return wire.unread(piece.subarray(at));
      else if (byte !== 0x08) cancels = 0;
    }
    last = piece;
  }
}

/** trzsz's programs throw away what they hear in their last half second, and then say something. */
async function untilItListensNoMore(wire: TerminalWire, clock: Clock): Promise<void> {
  await pause(clock, QUIET_MS);
  if (wire.held > 0) return;
  const came = new AbortController();
  const piece = await wire.readUnless(pause(clock, LAST_WORD_MS, came.signal));
  came.abort();
  if (piece) wire.unread(piece);
}

/** No shell's prompt ends in it: a file's bytes do. */
function isNoise(byte: number): boolean {
  return byte >= 0x7f || (byte < 0x20 && !PRINTED.has(byte));
}

/** BEL, BS, TAB, LF, CR and ESC. */
const PRINTED: ReadonlySet<number> = new Set([0x07, 0x08, 0x09, 0x0a, 0x0d, 0x1b]);

async function untilQuiet(wire: TerminalWire, clock: Clock): Promise<void> {
  const all = pause(clock, LONGEST_MS);
  while (await nextUnlessQuiet(wire, clock, all));
}

async function nextUnlessQuiet(
  wire: TerminalWire,
  clock: Clock,
  all: Promise<void>,
): Promise<Uint8Array | undefined> {
  const came = new AbortController();
  const quiet = pause(clock, QUIET_MS, came.signal);
  const piece = await wire.readUnless(Promise.race([all, quiet]));
  came.abort();
  return piece;
}
