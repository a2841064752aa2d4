// A text in parts, those that matched and those between them, for whoever shows it.

export interface MarkedPart {
  text: string;
  marked: boolean;
}

/**
 * @param marks pairs of begin and end, in order, in a longer text
 * @param offset where this text begins in that
 */
export function markedParts(text: string, marks: readonly number[], offset: number): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  const take = (end: number, marked: boolean): void => {
    if (end > at) parts.push({ text: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (let place = 0; place + 1 < marks.length; place += 2) {
    const begin = Math.min(Math.max(marks[place]! - offset, 0), text.length);
    const end = Math.min(marks[place + 1]! - offset, text.length);
    if (end <= 0 || begin >= text.length) continue;
    take(begin, false);
    take(end, true);
  }
  take(text.length, false);
  return parts;
}
