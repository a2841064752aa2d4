// What came of each mutant, one line a mutant in a file outside of the sources, so that a run that
// was interrupted goes on where it was, and one after new tests asks only what was open.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant.ts';

/**
 * `refused`: by the compiler. `noticed` and `timed out`: a test fails. `survived`: none does.
 * `unreached`: none comes by.
 */
export type Fate = (typeof FATES)[number];

const FATES = ['refused', 'noticed', 'timed out', 'survived', 'unreached'] as const;
const SETTLED: readonly (Fate | undefined)[] = ['refused', 'noticed', 'timed out'];

export interface Result {
  key: string;
  /** Of the tests that were asked. */
  tests: string;
  fate: Fate;
  /** The test that failed; '' where there is none. */
  by: string;
}

export class Results {
  readonly #file: string;
  readonly #known = new Map<string, Result>();

  /** @param file made when it isn't there; lines that make no sense are passed over */
  constructor(file: string) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    for (const line of lines) {
      const result = readResult(line);
      if (result) this.#known.set(result.key, result);
    }
  }

  /** What is known, unless the tests have changed since and might notice it by now. */
  get(key: string, tests: string): Result | undefined {
    const known = this.#known.get(key);
    return SETTLED.includes(known?.fate) || known?.tests === tests ? known : undefined;
  }

  add(result: Result): void {
    this.#known.set(result.key, result);
    appendFileSync(this.#file, `${JSON.stringify(result)}\n`);
  }
}

/** The same as long as the file it is in stays as it is. @param text the file's */
export function keyOf({ file, start, end, after }: Mutant, text: string): string {
  return digest([file, `${start}`, `${end}`, after, text]);
}

export function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 24);
}

function readResult(line: string): Result | undefined {
  try {
    const { key, tests, fate, by } = JSON.parse(line) as Partial<Result>;
    if (!fate || !FATES.includes(fate) || !key || tests === undefined) return undefined;
    return { key, tests, fate, by: by ?? '' };
  } catch {
    return undefined;
  }
}
