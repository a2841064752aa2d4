// The numbers that tell tabs of one name apart. A number once given stays with its tab, whatever
// happens to others, over a restart, and in another window. 1 is the number of whoever has none.
import { panesIn } from './find.ts';
import type { Layout, Pane, Tab, TabNumber } from './layout.ts';

/** Hosts that a tab was called by, and its own name; the earliest are forgotten. */
export const NUMBER_LIMIT = 70;

/** Of a tab among those that are called as it is, from 1. */
export function numberOf(tab: Tab): number {
  return given(tab, nameOf(tab)) ?? 1;
}

/**
 * With a number for each tab that has none yet for what it is called by. Whoever was called so
 * `before` comes first. The very layout where all have theirs.
 */
export function numbered(layout: Layout, before: Layout): Layout {
  const had = new Map(before.windows.flatMap(({ tabs }) => tabs.map((tab) => [tab.id, tab])));
  const tabs = layout.windows.flatMap((window) => window.tabs);
  const taken = new Taken();
  // What comes back gives way to who is there.
  const byAge = [...tabs.filter(({ id }) => had.has(id)), ...tabs.filter(({ id }) => !had.has(id))];
  const kept = new Map(byAge.map((tab) => [tab, keptOf(tab, taken)]));
  for (const rank of [0, 1, 2, 3, 4]) {
    for (const tab of tabs) {
      for (const name of namesOf(tab)) {
        if (rankOf(tab, name, had.get(tab.id)) !== rank || has(kept.get(tab)!, name)) continue;
        // A pane that doesn't give its tab the name holds 1 at most, and only where nobody else does.
        if (name !== nameOf(tab)) taken.take(name, 1);
        else give(kept.get(tab)!, name, taken);
      }
    }
  }
  return withNumbers(layout, kept);
}

/** Who is called so, and was before; who is again; who might be; and the new ones likewise. */
function rankOf(tab: Tab, name: string, was: Tab | undefined): number {
  if (!was || !namesOf(was).includes(name)) return name === nameOf(tab) ? 3 : 4;
  if (name !== nameOf(tab)) return 2;
  return name === nameOf(was) ? 0 : 1;
}

/** Numbers that are given, by names. */
class Taken {
  readonly #of = new Map<string, Set<number>>();

  /** Whether it was free. */
  take(name: string, number: number): boolean {
    const numbers = this.#of.get(name) ?? new Set();
    this.#of.set(name, numbers);
    return !numbers.has(number) && Boolean(numbers.add(number));
  }

  takeNext(name: string): number {
    let number = 1;
    while (!this.take(name, number)) number++;
    return number;
  }
}

/** Those that it has, unless another tab has the same; also of hosts whose panes may come back. */
function keptOf(tab: Tab, taken: Taken): TabNumber[] {
  const own = nameOf(tab);
  const lasts = ({ of }: TabNumber): boolean => of === own || of.startsWith('host:');
  const numbers = (tab.numbers ?? []).filter((one) => lasts(one) && taken.take(one.of, one.is));
  return numbers.slice(-NUMBER_LIMIT + 1);
}

function give(numbers: TabNumber[], name: string, taken: Taken): void {
  const is = taken.takeNext(name);
  if (is > 1) numbers.push({ of: name, is });
}

function withNumbers(layout: Layout, kept: ReadonlyMap<Tab, TabNumber[]>): Layout {
  let same = true;
  const windows = layout.windows.map((window) => {
    const tabs = window.tabs.map((tab) => {
      const numbers = kept.get(tab)!;
      if (isSame(tab.numbers ?? [], numbers)) return tab;
      same = false;
      return { ...tab, numbers };
    });
    return tabs.every((tab, at) => tab === window.tabs[at]) ? window : { ...window, tabs };
  });
  return same ? layout : { ...layout, windows };
}

function isSame(before: readonly TabNumber[], after: readonly TabNumber[]): boolean {
  return before.length === after.length && before.every((one, at) => one === after[at]);
}

function has(numbers: readonly TabNumber[], name: string): boolean {
  return numbers.some(({ of }) => of === name);
}

function given({ numbers }: Tab, name: string): number | undefined {
  return numbers?.find(({ of }) => of === name)?.is;
}

/** What a tab is called by now: the user's name, or the host of the pane with the keyboard. */
function nameOf({ title, tree, focus }: Tab): string {
  if (title !== null) return `name:${title}`;
  const pane = panesIn(tree).find(({ id }) => id === focus);
  return pane ? contentName(pane) : 'host:';
}

/** And what it is called by when the keyboard goes to another of its panes. */
function namesOf(tab: Tab): string[] {
  return [...new Set([nameOf(tab), ...panesIn(tab.tree).map(contentName)])];
}

function contentName({ content }: Pane): string {
  return content.kind === 'shell' ? `host:${content.hostId}` : content.kind;
}
