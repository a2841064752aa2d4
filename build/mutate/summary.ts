// What a run found out, in words: each survivor with its place, and how many were noticed.
import { mutantWords, type Mutant } from './mutant.ts';
import type { Fate, Result } from './results.ts';

const MARKS: Readonly<Record<Fate, string>> = {
  ...{ refused: 'refused  ', noticed: 'noticed  ', 'timed out': 'timed out' },
  ...{ survived: 'SURVIVED ', unreached: 'NO TEST  ' },
};

/** One line about one of them. */
export function verdict(mutant: Mutant, { fate, by }: Result): string {
  return `${MARKS[fate]}  ${mutantWords(mutant)}${by && `   by: ${by}`}`;
}

export class Summary {
  readonly #counts: Record<Fate, number> = {
    ...{ refused: 0, noticed: 0, 'timed out': 0, survived: 0, unreached: 0 },
  };
  readonly #unnoticed: string[] = [];

  add(mutant: Mutant, result: Result): void {
    this.#counts[result.fate]++;
    const { fate } = result;
    if (fate === 'survived' || fate === 'unreached') this.#unnoticed.push(verdict(mutant, result));
  }

  /** What ran too long was noticed, and what no test comes by was not. */
  words(): string {
    const { noticed, survived, unreached } = this.#counts;
    const late = this.#counts['timed out'];
    const all = noticed + late + survived + unreached;
    if (all === 0) return 'There was nothing to try.';
    const share = Math.round((100 * (noticed + late)) / all);
    const lines = [
      ...this.#unnoticed,
      `${noticed + late} of ${all} mistakes were noticed, ${share} in 100 (${late} of them by running too long).`,
      `${survived} were not, and no test comes by ${unreached}.`,
    ];
    return lines.join('\n');
  }
}
