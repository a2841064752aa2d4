// Which of a row or a column of buttons a key goes to; the buttons are one stop of Tab.

const STEPS: Readonly<Record<'horizontal' | 'vertical', Readonly<Record<string, number>>>> = {
  horizontal: { ArrowRight: 1, ArrowLeft: -1 },
  vertical: { ArrowDown: 1, ArrowUp: -1 },
};

/** The index that a key goes to, from `at` of `count`; null where it is another key. */
export function roved(
  key: string,
  along: 'horizontal' | 'vertical',
  at: number,
  count: number,
): number | null {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[along][key];
  return step === undefined ? null : (at + step + count) % count;
}
