// Processor time as people read it, beside the time on the clock.
import type { Figure } from '../bench.ts';
import { BOWLINES_PARTS, type Part, type ProcessorSeconds } from '../processorTime.ts';

const OTHERS: readonly Part[] = ['shells', 'ended', 'display', 'rig'];

const WORDS: Partial<Record<Part, string>> = {
  shells: 'shells, and what ran in them',
  ended: 'programs that ended meanwhile',
  rig: 'the bench, and what it measures beside',
};

/** One figure for each part of Bowline, to be compared. */
export function processorFigures(seconds: ProcessorSeconds): Figure[] {
  return BOWLINES_PARTS.flatMap((part) => {
    const value = seconds[part];
    return value === undefined ? [] : [{ what: `processor time: ${part}`, value, unit: 's' }];
  });
}

/** The lines of a table. Empty where the system doesn't tell. */
export function processorLines(measuredS: number, seconds: ProcessorSeconds): string[][] {
  const parts = [...BOWLINES_PARTS, ...OTHERS].filter((part) => seconds[part] !== undefined);
  if (parts.length === 0) return [];
  const lines = parts.map((part) => [WORDS[part] ?? part, inSeconds(seconds[part]!)]);
  return [['processor time', ''], ...lines, ['time on the clock', inSeconds(measuredS)]];
}

function inSeconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
