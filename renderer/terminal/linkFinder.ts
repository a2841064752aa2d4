// Web addresses in a line of text. What an address may consist of is linkify-it's business; where one
// begins and ends among a program's quotes, brackets, tables and Chinese is what terminals need besides.
import { LinkifyIt, REBuilder } from 'linkify-it';

export interface FoundLink {
  /** Of its first character, in UTF-16 units. */
  start: number;
  /** Behind its last one. */
  end: number;
  /** As it stands in the text. */
  url: string;
}

/** Characters; the main process opens no longer ones. */
const MAX_LENGTH = 8_192;
const SCHEME = /https?:(?=\/\/[^/\s])/gi;
/** Before a scheme it would be another one, `git+https`, or the end of a word. */
const PART_OF_WORD = /[A-Za-z0-9+.-]/;
/** What no address holds, and linkify-it would let pass: code, tables, escapes, arrows. */
const NEVER_IN = /["<>\\^`|\u2190-\u21ff\u2500-\u25ff\ue000-\uf8ff]/;
const QUOTES = new Set(['"', "'"]);
/** Text set off by a run of these, as in Markdown. */
const EMPHASIS = /[*_~]+$/;

/** Names of a company's own network have underscores, too. */
class HostNames extends REBuilder {
  readonly #domain = this.#makeDomain();

  override get_domain(): RegExp {
    return this.#domain;
  }

  #makeDomain(): RegExp {
    const letter = this.get_pseudo_letter().source;
    const label = `(?:_|${letter})(?:[-_]|${letter}){0,61}(?:${letter})|${letter}`;
    return new RegExp(`(?:${this.get_xn().source}|${label})`);
  }
}

const linkify = new LinkifyIt({
  rebuilder: new HostNames(),
  fuzzyEmail: false,
  urlAuth: true,
  maxLength: MAX_LENGTH,
});

/** The http and https addresses in a text, first to last. None overlap. */
export function findLinks(text: string): FoundLink[] {
  const found: FoundLink[] = [];
  let from = 0;
  for (const { 0: scheme, index: start } of text.matchAll(SCHEME)) {
    if (start < from || PART_OF_WORD.test(text.charAt(start - 1))) continue;
    const end = endOf(text, start, scheme);
    if (end === null) continue;
    found.push({ start, end, url: text.slice(start, end) });
    from = end;
  }
  return found;
}

function endOf(text: string, start: number, scheme: string): number | null {
  const rest = text.slice(start, start + MAX_LENGTH);
  const within = rest.slice(0, indexOr(rest.search(NEVER_IN), rest.length));
  const length = linkify.testSchemaAt(within, scheme, scheme.length);
  if (length === 0) return null;
  const url = sensibleEnd(within.slice(0, scheme.length + length), text.slice(0, start));
  return URL.canParse(url) ? start + url.length : null;
}

/** Without what belongs to the sentence around it. */
function sensibleEnd(url: string, before: string): string {
  const quote = before.at(-1) ?? '';
  const quoted = QUOTES.has(quote) ? url.slice(0, indexOr(url.indexOf(quote), url.length)) : url;
  const emphasis = EMPHASIS.exec(before)?.[0];
  const plain = emphasis && quoted.endsWith(emphasis) ? quoted.slice(0, -emphasis.length) : quoted;
  return plain.replace(/[:;,.!?']+$/, '');
}

function indexOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}
