// Two ends of a transfer through a terminal, joined in memory: what one types, the other reads as output,
// in pieces of whatever size, and perhaps not as it was.
import { TerminalWire } from '../../core/inTerminal/wire.ts';
import type { GivenFile, OpenedFile, ReceivedFiles } from '../../core/inTerminal/files.ts';
import { seeded, type Random } from './random.ts';

export interface PairOptions {
  random?: Random;
  /** Whatever this hands back is what arrives. */
  spoil?: (bytes: Buffer, to: 'one' | 'other') => Uint8Array;
}

export interface WirePair {
  one: TerminalWire;
  other: TerminalWire;
  /** Bytes that each has used up. */
  used: { one: number; other: number };
}

export function wirePair({
  random = seeded(1),
  spoil = (bytes) => bytes,
}: PairOptions = {}): WirePair {
  const used = { one: 0, other: 0 };
  const pass = async (
    to: TerminalWire,
    name: 'one' | 'other',
    bytes: Uint8Array,
  ): Promise<void> => {
    const arriving = spoil(Buffer.from(bytes), name);
    for (let at = 0; at < arriving.byteLength;) {
      const length = random.once(3) ? random.between(1, 3) : random.between(1, 5_000);
      await to.take(arriving.slice(at, at + length));
      at += length;
    }
  };
  const one: TerminalWire = new TerminalWire({
    type: (bytes) => pass(other, 'other', bytes),
    used: (bytes) => void (used.one += bytes),
  });
  const other: TerminalWire = new TerminalWire({
    type: (bytes) => pass(one, 'one', bytes),
    used: (bytes) => void (used.other += bytes),
  });
  return { one, other, used };
}

export interface MemoryFile {
  name: string;
  bytes: Buffer;
  changedAt: number | null;
  mode: number | null;
}

/** Keeps what comes. `refuses`: names that aren't wanted. */
export class MemoryFolder implements ReceivedFiles {
  readonly whole: MemoryFile[] = [];
  readonly dropped: string[] = [];
  readonly refuses = new Set<string>();
  /** Called with each piece that is written. */
  onWrite: (name: string, had: number) => void | Promise<void> = () => undefined;

  begin({
    name,
    changedAt,
    mode,
  }: {
    name: string;
    changedAt: number | null;
    mode: number | null;
  }) {
    if (this.refuses.has(name)) return Promise.resolve(null);
    const parts: Buffer[] = [];
    let [over, had] = [false, 0];
    const file: OpenedFile = {
      name,
      sized: () => undefined,
      write: async (bytes) => {
        parts.push(Buffer.from(bytes));
        had += bytes.byteLength;
        await this.onWrite(name, had);
      },
      whole: () => {
        over = true;
        this.whole.push({ name, bytes: Buffer.concat(parts), changedAt, mode });
        return Promise.resolve();
      },
      drop: () => {
        if (!over) this.dropped.push(name);
        return Promise.resolve();
      },
    };
    return Promise.resolve(file);
  }
}

export interface MemoryGiven extends GivenFile {
  told: { taken: number; whole: boolean; skipped: boolean };
}

export function given(name: string, bytes: Uint8Array, most = Infinity): MemoryGiven {
  const told = { taken: 0, whole: false, skipped: false };
  return {
    ...{ name, size: bytes.byteLength, changedAt: 1_700_000_000_000, mode: 0o640, told },
    read: (offset, length) =>
      Promise.resolve(bytes.subarray(offset, offset + Math.min(length, most))),
    taken: (offset) => void (told.taken = offset),
    whole: () => void (told.whole = true),
    skipped: () => void (told.skipped = true),
  };
}
