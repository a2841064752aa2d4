// What a window may send over a shell's port; anything else is refused before it is looked at.
import { z } from 'zod';
import type { PortUp } from '../ipc/contract.ts';
import { INPUT_MESSAGE_BYTES } from '../limits.ts';

const cells = z.int().min(1).max(65_535);

export const portUpSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('input'),
    bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= INPUT_MESSAGE_BYTES),
  }),
  z.object({ type: z.literal('resize'), cols: cells, rows: cells }),
  z.object({ type: z.literal('parsed'), bytes: z.int().min(1) }),
]) satisfies z.ZodType<PortUp>;
