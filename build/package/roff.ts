// Text for a manual page: what roff would take for an order of its own is taken as it stands.

/** Words within a line. Hyphens are minus signs, so that options can be copied and searched for. */
export function roff(text: string): string {
  return text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/’/g, '\\(cq')
    .replace(/^([.'])/gm, '\\&$1');
}

/** In bold, as what is typed as it stands. */
export function bold(text: string): string {
  return `\\fB${roff(text)}\\fR`;
}

/** In italics, as what stands for something else. */
export function italic(text: string): string {
  return `\\fI${roff(text)}\\fR`;
}

/** Options and their values: `--link-file <file>`, `-h, --help`. */
export function usage(text: string): string {
  const marked = text.match(/[<[][^\s]*[^\s\]>]*[\]>]|[^<[]+|[<[]/g) ?? [];
  return marked.map((part) => (/^[<[].*[\]>]$/.test(part) ? italic(part) : bold(part))).join('');
}

/** A term and, below and indented, what is said of it. */
export function tagged(term: string, text: string): string[] {
  return ['.TP', term, roff(text)];
}

/** Lines as they stand, as in a terminal. */
export function typed(lines: readonly string[]): string[] {
  return ['.PP', '.nf', '.RS', ...lines.map(roff), '.RE', '.fi'];
}
