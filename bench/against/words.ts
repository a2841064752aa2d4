// What a comparison found, in a table and in a sentence.
import { median } from '../report/statistics.ts';
import { valueText } from '../report/figures.ts';
import { FALSE_ALARMS, LEAST_PART, roundsNeeded, type Difference } from './difference.ts';

/** @param there short id of the commit @param rounds that it was measured in */
export function differenceRows(
  table: readonly Difference[],
  there: string,
  rounds: number,
): string[][] {
  const head = ['measured', there, 'here', 'here, of it', 'spread', ''];
  const canTell = rounds >= roundsNeeded(table.length);
  return [head, ...table.map((one) => [...row(one), canTell ? verdict(one) : 'can’t be told'])];
}

/** The sentence that all of it comes to. */
export function conclusion(table: readonly Difference[], rounds: number): string {
  const needed = roundsNeeded(table.length);
  if (rounds < needed) {
    return (
      `Too few rounds: among ${table.length} figures nothing can be told from noise in less than ` +
      `${needed} (--rounds ${needed}).`
    );
  }
  const differing = table.filter(({ differs }) => differs);
  const others = table.length - differing.length;
  if (differing.length === 0) {
    return `No difference: none of ${table.length} figures differs beyond noise.`;
  }
  const list = differing.map((one) => `${one.what} (${valueOf(one)})`).join('; ');
  return `Differs beyond noise: ${list}. No difference in the other ${others}.`;
}

/** How the table is to be read. */
export function explanation(rounds: number): string {
  return (
    `${rounds} rounds, in turns. A figure is the median of its runs; beside it what a run here is ` +
    `of a run there, the middle of all pairs, and where that lies with a confidence of 95 %. ` +
    `Beyond noise is what noise alone does somewhere in this table in fewer than ` +
    `${FALSE_ALARMS * 100} of 100 comparisons, and ${LEAST_PART * 100} % at least.`
  );
}

function row(one: Difference): string[] {
  const { what, unit, there, here } = one;
  const medians = [there, here].map((list) => valueText(median(list), unit));
  const spread = `${bound(one, one.low)} to ${bound(one, one.high)}`;
  return [what, ...medians, valueOf(one), spread];
}

function verdict({ differs, value, kind }: Difference): string {
  if (!differs) return 'no difference';
  return `${value > (kind === 'ratio' ? 1 : 0) ? 'higher' : 'lower'} beyond noise`;
}

function valueOf(one: Difference): string {
  return one.kind === 'ratio' ? `${one.value.toFixed(2)}×` : bound(one, one.value);
}

function bound({ kind, unit }: Difference, value: number): string {
  if (kind === 'ratio') return value.toFixed(2);
  return `${value > 0 ? '+' : ''}${valueText(value, unit)}`;
}
