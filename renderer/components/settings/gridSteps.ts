// The keys of a grid of cards that flow: the next is to the right, and the nearest of the next row below.

/** Where a key leads from the card at `from`; undefined where it leads nowhere. */
export function stepFrom(
  cards: readonly HTMLElement[],
  from: number,
  key: string,
): HTMLElement | undefined {
  if (key === 'Home') return cards[0];
  if (key === 'End') return cards.at(-1);
  const columns = columnsOf(cards);
  const steps: Record<string, number> = {
    ...{ ArrowLeft: -1, ArrowRight: 1 },
    ...{ ArrowUp: -columns, ArrowDown: columns },
  };
  const step = steps[key];
  return step === undefined || from < 0 ? undefined : cards[from + step];
}

/** Cards in the first row. */
function columnsOf(cards: readonly HTMLElement[]): number {
  const top = cards[0]?.getBoundingClientRect().top;
  const first = cards.findIndex((card) => card.getBoundingClientRect().top !== top);
  return first < 0 ? cards.length : first;
}
