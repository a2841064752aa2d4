// Moving the keyboard through a list whose rows hold buttons.

/** From row to row, on the same button in each; from elsewhere to the first. */
export function focusRow(rows: Element | undefined, from: Element, step: number): void {
  const items = [...(rows?.children ?? [])];
  const at = items.findIndex((item) => item.contains(from));
  const column = at === -1 ? 0 : buttonsOf(items[at]!).indexOf(from as HTMLButtonElement);
  const place = Math.max(0, Math.min(at === -1 ? 0 : at + step, items.length - 1));
  const buttons = items[place] ? buttonsOf(items[place]) : [];
  buttons[Math.max(0, Math.min(column, buttons.length - 1))]?.focus();
}

function buttonsOf(row: Element): HTMLButtonElement[] {
  return [...row.querySelectorAll('button')];
}
