// What a window may send over a shell's port; anything else is refused before it is looked at.
import { z } from 'zod';
import {
  HANDED_NOTE_LENGTH,
  HANDED_NOTES,
  HANDED_PART_BYTES,
  HANDED_WAITING_NOTES,
} from '../../core/screen/handedLimits.ts';
import type { HandedPart, HandedState, PortUp } from '../ipc/contract.ts';
import { INPUT_MESSAGE_BYTES } from '../limits.ts';

const cells = z.int().min(1).max(65_535);
/** A place in a terminal, which whoever takes it brings within its own. */
const place = z.int().min(0);
const bytes = (most: number) =>
  z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= most);
const cursor = z.object({ x: place, y: place });
const ofBoth = z.tuple([cursor, cursor]);

const handedState = z.object({
  cursors: ofBoth,
  saved: ofBoth,
  joins: place,
  scrolledUp: place,
  notes: z.array(z.object({ line: place, height: cells })).max(HANDED_NOTES),
  deferred: z.array(z.string().max(HANDED_NOTE_LENGTH)).max(HANDED_WAITING_NOTES),
  character: bytes(3),
  replayed: place,
  ended: z.boolean(),
  bracketed: z.boolean(),
  focused: z.boolean(),
}) satisfies z.ZodType<HandedState>;

const handedPart = z.discriminatedUnion('part', [
  z.object({ part: z.literal('begin'), cols: cells, rows: cells }),
  z.object({ part: z.literal('painted'), bytes: bytes(HANDED_PART_BYTES) }),
  z.object({ part: z.literal('unsent'), bytes: bytes(HANDED_PART_BYTES) }),
  z.object({ part: z.literal('end'), state: handedState }),
]) satisfies z.ZodType<HandedPart>;

export const portUpSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('input'), bytes: bytes(INPUT_MESSAGE_BYTES) }),
  z.object({ type: z.literal('resize'), cols: cells, rows: cells }),
  z.object({ type: z.literal('parsed'), bytes: z.int().min(1) }),
  z.object({ type: z.literal('handed'), part: handedPart }),
  z.object({ type: z.literal('taken') }),
]) satisfies z.ZodType<PortUp>;
