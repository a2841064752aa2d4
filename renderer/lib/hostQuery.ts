// What is typed to find hosts, as it is meant: words, what stands there exactly, and conditions such as
// `tag:prod`, any of them turned round by a dash or by `not`. Knows text alone and refuses none.

export const OPERATORS = ['tag', 'kind', 'is', 'in', 'user'] as const;
export type Operator = (typeof OPERATORS)[number];
const ALIASES: Readonly<Record<string, Operator>> = { folder: 'in' };

export interface Condition {
  operator: Operator;
  value: string;
  /** In quotes: this and nothing longer. */
  exact: boolean;
  not: boolean;
}

export interface HostQuery {
  /** Found in any order, letters with gaps. */
  words: string;
  /** Found as they are written: what stood in quotes, and addresses, of which every sign counts. */
  phrases: readonly string[];
  /** Nowhere in what is found. */
  excluded: readonly string[];
  conditions: readonly Condition[];
  /** What was meant as an operator, and is none; it is looked for as it stands. */
  unknown: string | null;
}

/** A piece of what was typed: quotes are gone, and where they stood is known. */
interface Token {
  not: boolean;
  /** Before a colon; null where nothing stands there that could be an operator. */
  key: string | null;
  /** Behind the colon, or all of it. */
  value: string;
  quoted: boolean;
}

/** With a dash, perhaps; then a key, perhaps; then a text in quotes that may have no end yet, or none. */
const TOKEN = /(-(?=[^\s-]))?(?:([\p{L}]+):(?!\/\/|:)|(#)(?="))?(?:"([^"]*)"?|([^\s"]+))?/uy;

/** Tokens that are looked at; nobody means more. */
const MOST = 64;

export function readQuery(typed: string): HostQuery {
  const query = {
    ...{ words: [] as string[], phrases: [] as string[], excluded: [] as string[] },
    ...{ conditions: [] as Condition[], unknown: null as string | null },
  };
  if (isCommand(typed)) return { ...query, words: typed.trim() };
  for (const token of negated(tokensOf(typed))) take(query, token);
  return { ...query, words: query.words.join(' ') };
}

/** Of a command line dashes aren't what is left out. */
function isCommand(typed: string): boolean {
  return /^\s*\S*ssh(\.exe)?\s+-/.test(typed);
}

function tokensOf(typed: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < typed.length && tokens.length < MOST;) {
    if (/\s/.test(typed[at]!)) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const [all = '', dash, key, hash, quoted, plain = ''] = TOKEN.exec(typed) ?? [];
    const value = quoted ?? plain;
    const token = {
      not: dash !== undefined,
      key: hash ? 'tag' : (key ?? null),
      value,
      quoted: quoted !== undefined,
    };
    tokens.push(asMeant(token));
    at += Math.max(all.length, 1);
  }
  return tokens;
}

/** `#prod` is a tag, and `web:2222` a port. */
function asMeant(token: Token): Token {
  const { key, value, quoted } = token;
  if (key === null && !quoted && /^#./.test(value))
    return { ...token, key: 'tag', value: value.slice(1) };
  const isOperator = key !== null && operatorOf(key) !== undefined;
  if (key === null || isOperator || !/^\d+$/.test(value)) return token;
  return { ...token, key: null, value: `${key}:${value}` };
}

/** A `not` turns round what follows; the last one is a word that somebody may be about to go on with. */
function negated(tokens: readonly Token[]): Token[] {
  const isNot = (one: Token | undefined): boolean =>
    one?.key === null && !one.quoted && one.value.toLowerCase() === 'not';
  return tokens.flatMap((token, at) => {
    if (isNot(token) && at < tokens.length - 1) return [];
    const turned = at > 0 && isNot(tokens[at - 1]);
    return [turned ? { ...token, not: !token.not } : token];
  });
}

interface Gathered extends Omit<HostQuery, 'words'> {
  words: string[];
  phrases: string[];
  excluded: string[];
  conditions: Condition[];
}

function take(query: Gathered, { not, key, value, quoted }: Token): void {
  const operator = key === null ? undefined : operatorOf(key);
  if (operator) return void query.conditions.push({ operator, value, exact: quoted, not });
  const text = key === null ? value : `${key}:${value}`;
  if (key !== null) query.unknown ??= key;
  if (text.trim() === '') return;
  if (not) query.excluded.push(text);
  else if (quoted || isAddress(text)) query.phrases.push(text);
  else query.words.push(text);
}

export function operatorOf(key: string): Operator | undefined {
  const name = key.toLowerCase();
  if (Object.hasOwn(ALIASES, name)) return ALIASES[name];
  return OPERATORS.find((one) => one === name);
}

/** `10.0.0.7`, `fe80::1`, `deploy@web`, `web:2222`: nobody means these letters in another order. */
function isAddress(text: string): boolean {
  return /[^\s@]@[^\s@]|\S:\S|^\d+(\.\d+)+\.?$/.test(text);
}
