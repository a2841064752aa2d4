// The matcher off the main thread: no key waits for ten thousand hosts. Told what there is of each
// sort whenever that is another, and asked for what is typed. Who asks waits for one answer at a time.
import { Matcher, type Findable, type Hits } from './matcher.ts';

export type MatcherQuestion =
  /** What there is of a sort. */
  | { type: 'all'; sort: string; all: readonly Findable[] }
  | {
      type: 'find';
      number: number;
      typed: string;
      /** Sorts to look in, and how many of each at most. */
      most: Readonly<Record<string, number>>;
      /** Points for how recently, and how often, something was used. */
      weights: Readonly<Record<string, number>>;
    };

export interface MatcherAnswer {
  number: number;
  found: Record<string, Hits>;
}

/** What a worker is here, of all that it has. */
interface Scope {
  onmessage: ((event: { data: MatcherQuestion }) => void) | null;
  postMessage(answer: MatcherAnswer): void;
}

const scope = globalThis as unknown as Scope;
const matchers = new Map<string, Matcher>();
const NONE: Hits = { total: 0, hits: [] };

/** What runs for the first time takes many times as long: so it does while nobody waits for it. */
function warmUp(): void {
  const texts = Array.from({ length: 400 }, (_, at) => `web-${at}\nops@10.0.0.${at}\n#prod\nEU`);
  const matcher = new Matcher(texts.map((text, at) => ({ id: `${at}`, text })));
  for (const typed of ['w', 'wb', 'wb3', '10.0.0']) matcher.find(typed, 5);
}
warmUp();

scope.onmessage = ({ data }) => {
  if (data.type === 'all') return void matchers.set(data.sort, new Matcher(data.all));
  const { number, typed, most, weights } = data;
  const weightOf = (id: string): number => weights[id] ?? 0;
  const found = Object.entries(most).map(
    ([sort, limit]) =>
      [sort, matchers.get(sort)?.find(typed, limit, { weightOf }) ?? NONE] as const,
  );
  scope.postMessage({ number, found: Object.fromEntries(found) });
};
