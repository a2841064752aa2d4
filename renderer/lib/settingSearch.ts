// Looking for settings by words: all of them must be there, in any order, whatever their case. What
// was found is told in parts, so that it can be marked.
export interface Part {
  text: string;
  found: boolean;
}

/** The text in parts, joined the same text again; null where it hasn't got all that is looked for. */
export function filtered(text: string, query: string): readonly Part[] | null {
  const wanted = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [{ text, found: false }];
  const lower = text.toLowerCase();
  if (lower.length !== text.length) {
    return wanted.every((one) => lower.includes(one)) ? [{ text, found: false }] : null;
  }
  const spans: [from: number, to: number][] = [];
  for (const one of wanted) {
    const at = lower.indexOf(one);
    if (at < 0) return null;
    spans.push([at, at + one.length]);
  }
  return inParts(text, spans);
}

function inParts(text: string, spans: readonly [from: number, to: number][]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    if (from > at) parts.push({ text: text.slice(at, from), found: false });
    const more = text.slice(Math.max(at, from), to);
    const last = parts.at(-1);
    if (last?.found && from <= at) last.text += more;
    else parts.push({ text: more, found: true });
    at = Math.max(at, to);
  }
  if (at < text.length) parts.push({ text: text.slice(at), found: false });
  return parts;
}
