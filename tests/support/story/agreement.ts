// Whether the model, the screens and the file agree: what is wrong, in words; nothing where all is
// well.
import { isDeepStrictEqual } from 'node:util';
import { faultsOf } from '../../../core/layout/faults.ts';
import { allPanes, panesIn } from '../../../core/layout/find.ts';
import { placed } from '../../../core/layout/geometry.ts';
import type { Layout, Tab, WindowLayout } from '../../../core/layout/layout.ts';
import type { SavedLayout } from '../../../electron/layout/savedLayout.ts';
import type { Seen } from './pageCode.ts';

/** Of the length of all: borders between panes are drawn on whole pixels, one of them left free. */
const NEAR = 0.01;

/** Whatever order their fields have. */
export const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);

/** Of a layout as one of the pages has it: each must have the very same. */
export function disagreements(pages: readonly Seen[], file: SavedLayout): string[] {
  const layout = pages[0]!.layout;
  const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id).sort();
  const owns = pages.map(({ own }) => own).sort();
  return [
    ...faultsOf(layout).map((fault) => `the model: ${fault}`),
    ...pages.flatMap((page) =>
      same(page.layout, layout) ? [] : [`${page.own} has another layout than ${pages[0]!.own}`],
    ),
    ...(same(owns, ids(layout.windows))
      ? []
      : [`pages ${String(owns)}, windows ${String(ids(layout.windows))}`]),
    ...(same(file.windows, layout.windows)
      ? []
      : [
          `the file has other windows: ${JSON.stringify(file.windows)}, not ${JSON.stringify(layout.windows)}`,
        ]),
    ...(same(file.closed, layout.closed) ? [] : ['the file has others that were closed']),
    ...recordsOf(layout, file),
    ...pages.flatMap((page) => onScreen(page).map((fault) => `${page.own}: ${fault}`)),
  ];
}

function recordsOf(layout: Layout, { shells, waiting }: SavedLayout): string[] {
  const recorded = shells.map(({ shellId }) => shellId);
  const missing = allPanes(layout).filter(({ id }) => !recorded.includes(id));
  return [
    ...missing.map(({ id }) => `the file has no shell ${id}`),
    ...(new Set(recorded).size === recorded.length ? [] : ['the file has a shell twice']),
    ...(waiting.length > 0 ? ['panes were left out'] : []),
  ];
}

function onScreen(page: Seen): string[] {
  const own = page.layout.windows.find(({ id }) => id === page.own);
  if (!own) return ['it is in no layout'];
  const panes = own.tabs.flatMap(({ tree }) => panesIn(tree).map(({ id }) => id));
  const active = own.tabs.find(({ id }) => id === own.active);
  return [
    ...(same([...page.there].sort(), [...panes].sort())
      ? []
      : [`on the page ${String(page.there)}, in the model ${String(panes)}`]),
    ...tabsOn(page, own),
    ...(active
      ? shownIn(page, active)
      : Object.keys(page.shown).map((id) => `shows ${id} without a tab`)),
    ...panes.flatMap((id) => (page.states[id] === 'online' ? [] : [`${id} is ${page.states[id]}`])),
    ...(page.dialog ? ['a dialog is open'] : []),
  ];
}

/** Not all have a place in the strip, but the shown one has, and each says how many there are. */
function tabsOn({ tabs }: Seen, own: WindowLayout): string[] {
  const ids = new Set([...tabs.map(({ id }) => id), own.active]);
  const seen = own.tabs.filter(({ id }) => ids.has(id));
  const of = own.tabs.length;
  const expected = seen.map(({ id }) => ({ id, selected: id === own.active, of }));
  const there = tabs.map(({ id, selected, of }) => ({ id, selected, of }));
  const named = seen.flatMap(({ title }, at) =>
    title === null || tabs[at]?.text.startsWith(title)
      ? []
      : [`tab "${tabs[at]?.text}", not "${title}"`],
  );
  return [
    ...(same(there, expected)
      ? []
      : [`tabs ${JSON.stringify(there)}, not ${JSON.stringify(expected)}`]),
    ...named,
  ];
}

function shownIn({ shown, heads, keyboard, element }: Seen, tab: Tab): string[] {
  const all = placed(tab.tree);
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  const expected = tab.zoomed ? [{ id: tab.focus, rect: whole }] : all;
  const ids = expected.map(({ id }) => id);
  const wrong = expected.filter(({ id, rect: { x, y, width, height } }) => {
    const edges = [x, y, x + width, y + height];
    return shown[id] && edges.some((edge, at) => Math.abs(edge - shown[id]![at]!) > NEAR);
  });
  return [
    ...(same(Object.keys(shown).sort(), [...ids].sort())
      ? []
      : [`shows ${String(Object.keys(shown))}, not ${String(ids)}`]),
    ...wrong.map(({ id, rect }) => `${id} is at ${String(shown[id])}, not ${JSON.stringify(rect)}`),
    ...(same([...heads].sort(), all.length > 1 ? [...ids].sort() : [])
      ? []
      : [`heads of ${String(heads)}`]),
    ...(keyboard === tab.focus
      ? []
      : [`the keyboard is in ${keyboard} (${element}), not ${tab.focus}`]),
  ];
}
