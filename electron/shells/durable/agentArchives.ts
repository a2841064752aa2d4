// The agent that this copy of Bowline brings along for other computers: one archive a platform,
// as `npm run build:agent` packs them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PersonError } from '../../personError.ts';
import { say } from '../../../words/said.ts';

export interface AgentArchive {
  /** Path on this computer. */
  file: string;
  sha256: string;
  bytes: number;
}

const manifestSchema = z.object({
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      file: z.string().regex(/^[\w.-]+$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.number(),
    }),
  ),
});

export class AgentArchives {
  readonly version: string;
  readonly #folder: string;
  readonly #packages: z.infer<typeof manifestSchema>['packages'];

  /** Throws a `PersonError` where there are none. */
  constructor(folder: string) {
    this.#folder = folder;
    try {
      const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
      ({ version: this.version, packages: this.#packages } = manifestSchema.parse(
        JSON.parse(text),
      ));
    } catch (cause) {
      throw new PersonError(say('carries-no-agent'), { cause });
    }
  }

  /**
   * The one for `linux-x64` and the like (`linux-x64-musl` where the C library isn't glibc), or one
   * that is completed there; undefined if neither.
   */
  find(platform: string): AgentArchive | undefined {
    const found = this.#packages[platform] ?? this.#packages[platform.replace(/-.*/, '')];
    return found && { ...found, file: join(this.#folder, found.file) };
  }
}
