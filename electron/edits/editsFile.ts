// Which files of hosts are edited here, on the disk: they survive the app.
import { z } from 'zod';
import type { Said } from '../../words/said.ts';
import { goodOnes, readJson, type Understood } from '../settings/jsonFile.ts';

/** At once; a file that names more is none of ours. */
export const MOST_EDITS = 100;

const stamp = z.object({
  size: z.number().min(0),
  changedAt: z.number().nullable(),
  sum: z.string().regex(/^[0-9a-f]{64}$/),
});
const record = z.object({
  id: z.string().regex(/^[0-9a-f-]{36}$/),
  hostId: z.string().min(1).max(100).nullable(),
  path: z.string().min(1).max(32_768),
  name: z.string().min(1).max(1_024),
  asRoot: z.boolean(),
  base: stamp,
  savedAt: z.number().nullable(),
});
const shape = z.object({ edits: z.array(z.unknown()) });

export type EditRecord = z.infer<typeof record>;

/** A damaged file is set aside, dated by `now`. Never throws. */
export function readEditsFile(
  path: string,
  now: Date,
): { edits: EditRecord[]; notice: Said | null } {
  const { value, notice } = readJson({ path, understand, file: 'edits' }, now);
  return { edits: value ?? [], notice };
}

function understand(json: unknown): Understood<EditRecord[]> | undefined {
  const { data } = shape.safeParse(json);
  return data && goodOnes(data.edits, MOST_EDITS, (one) => record.safeParse(one).data);
}
