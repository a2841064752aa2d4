// A program with its arguments as one line of text, as people write it: blanks part them, quotes keep what
// they would part. A backslash is one, as paths of Windows have them; nothing is expanded.

/** Null where a quote has no end. */
export function splitCommand(line: string): string[] | null {
  const parts: string[] = [];
  let [part, begun, quote] = ['', false, ''];
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at]!;
    if (sign === quote) quote = '';
    else if (quote === '' && (sign === '"' || sign === "'")) [quote, begun] = [sign, true];
    else if (quote === '' && /\s/.test(sign)) {
      if (begun) parts.push(part);
      [part, begun] = ['', false];
    } else {
      part += sign;
      begun = true;
    }
  }
  if (quote !== '') return null;
  return begun ? [...parts, part] : parts;
}

/** The same the other way round. */
export function joinCommand(parts: readonly string[]): string {
  return parts.map(quoted).join(' ');
}

function quoted(part: string): string {
  if (part !== '' && !/[\s"']/.test(part)) return part;
  return `"${part.replaceAll('"', `"'"'"`)}"`;
}
