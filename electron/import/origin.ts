// Where a saved host came from, as it is kept with it: so it is known when the file comes again, and it
// shows what was changed here since.
import { z } from 'zod';
import type { Values } from './values.ts';

export interface Origin {
  /** Name of the format. */
  readonly format: string;
  /** Of the picked file or folder; the name alone of one that was dropped. */
  readonly path: string;
  /** What it is called by there; see hostKeys.ts. */
  readonly key: string;
  /** As the file had them then. */
  readonly values: Values;
  /** The folder in which the import put the file's own; null: the top. */
  readonly into: string | null;
}

const schema = z.object({
  format: z.string(),
  path: z.string(),
  key: z.string(),
  values: z.record(z.string(), z.string()).default({}),
  into: z.string().nullable().default(null),
});

/** Undefined for what isn't as this version writes it. */
export function readOrigin(text: string | null): Origin | undefined {
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
