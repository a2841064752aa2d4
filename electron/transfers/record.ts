// One transfer, as it is kept on the disk: what is to be done, and how far that is.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Said } from '../../words/said.ts';
import type { TransferWish } from '../ipc/fileTypes.ts';
import type { Position } from './position.ts';

/** A server may say anything, and what can't be is told where it is read. */
const count = z.number().nonnegative();
const text = z.string().max(70_000);
const said = z.custom<Said>((it) => typeof (it as Said | null)?.code === 'string');
const place = z.object({ hostId: z.string().max(200).nullable(), path: text });
const names = z.array(text).max(5_000);
const position: z.ZodType<Position> = z.object({
  root: count,
  path: names,
  left: z.literal(true).optional(),
});

/** A file that is on its way, and what of it is there for sure. */
const part = z.object({
  /** Of its `Position`. */
  key: text,
  /** The folder, and the name that it is to have there. */
  folder: text,
  name: text,
  /** Acknowledged from the beginning on. */
  bytes: count,
  size: count,
  changedAt: z.number().nullable(),
  /** The file that was there stands aside, while this one takes its place. */
  aside: z.literal(true).optional(),
});
export type Part = z.infer<typeof part>;

const notes = z.object({
  leftOut: count,
  older: count,
  /** Names that couldn't stay, and the first of them. */
  mapped: count,
  first: z.tuple([text, text]).nullable(),
  /** Said of one file, the latest. */
  file: said.nullable(),
});
export type Notes = z.infer<typeof notes>;

export const recordShape = z.object({
  id: z.string().min(1).max(100),
  /** In the names of what it makes for a while. */
  tag: z.string().regex(/^[0-9a-f]{16}$/),
  from: place,
  to: place,
  /** What is taken, each by its names beneath `from`. */
  roots: z.array(names.min(1)).min(1).max(30_000),
  move: z.boolean(),
  /** By root, with sudo, on hosts that are reached by ssh. */
  asRoot: z.literal(true).optional(),
  onConflict: z.enum(['ask', 'replace', 'newer', 'rename', 'resume', 'skip']),
  state: z.enum([
    ...(['waiting', 'running', 'paused', 'cut', 'asks'] as const),
    ...(['failed', 'done', 'partly', 'cancelled'] as const),
  ]),
  mark: position.nullable(),
  beyond: z.array(text).max(10_000),
  parts: z.array(part).max(1_000),
  /** All of it was come to, taken or not. */
  walked: z.boolean(),
  /** It ran before, and may have done more than is noted. */
  begun: z.boolean(),
  /** It was killed while it ran: it may have made files for a while that aren't noted. */
  untidy: z.boolean(),
  files: count,
  bytes: count,
  counted: z.boolean(),
  filesDone: count,
  bytesDone: count,
  notes,
  troubles: z.array(z.object({ path: text, said })).max(200),
  /** What failed, to be tried again; as `roots`. */
  failed: z.array(names).max(2_000),
  said: said.nullable(),
  advice: said.nullable(),
  /** Milliseconds since 1970. */
  endedAt: z.number().nullable(),
});
export type TransferRecord = z.infer<typeof recordShape>;

export function newRecord(wish: TransferWish, chosen: readonly string[]): TransferRecord {
  return {
    id: randomBytes(8).toString('hex'),
    tag: randomBytes(8).toString('hex'),
    from: { ...wish.from },
    to: { ...wish.to },
    roots: chosen.map((name) => [name]),
    move: wish.move,
    onConflict: wish.onConflict,
    ...{
      state: 'waiting',
      mark: null,
      beyond: [],
      parts: [],
      begun: false,
      walked: false,
      untidy: false,
    },
    ...{ files: 0, bytes: 0, counted: false, filesDone: 0, bytesDone: 0 },
    notes: { leftOut: 0, older: 0, mapped: 0, first: null, file: null },
    ...{ troubles: [], failed: [], said: null, advice: null, endedAt: null },
  };
}

/** Of one file on this computer that is written aside, and of nothing else. */
export function partRecord(folder: string, name: string, tag: string): TransferRecord {
  const place = { hostId: null, path: folder };
  const wish = { from: place, to: place, names: [name], move: false, onConflict: 'skip' } as const;
  const part = { key: '', folder, name, bytes: 0, size: 0, changedAt: null };
  const record = newRecord({ ...wish, names: [name] }, [name]);
  return { ...record, tag, state: 'cancelled', parts: [part] };
}

const ENDED = new Set<TransferRecord['state']>(['failed', 'done', 'partly', 'cancelled']);

export function hasEnded(record: TransferRecord): boolean {
  return ENDED.has(record.state);
}
