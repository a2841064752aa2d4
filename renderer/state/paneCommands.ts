// What the commands for panes, tabs and windows do: each comes down to an operation on the layout, or
// to opening and closing shells. The main process has the last word.
import { focusedPane, isShell, panesIn } from '../../core/layout/find.ts';
import type {
  Closed,
  Layout,
  Pane,
  PaneTree,
  Side,
  Tab,
  WindowLayout,
} from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { without } from '../../core/layout/tree.ts';
import type { Command as TableCommand } from '../../electron/ipc/commands.ts';
import { words } from '../../words/window.ts';
import {
  goTo,
  nextSide,
  paneToTab,
  paneToWindow,
  sharesAs,
  sizeTo,
  swapTo,
  tabToWindow,
  zoom,
} from '../lib/paneOps.ts';
import type { Arranging } from './arranging.svelte.ts';
import type { ShownNotice } from './notices.svelte.ts';
import type { HostRef } from './status.ts';

/** One shell's view, as far as these commands need it. */
export interface PaneView {
  readonly id: string;
  readonly host: HostRef;
}

/** What of the workspace they need. */
export interface PanesApp<P extends PaneView = PaneView> {
  readonly layout: {
    readonly own: string;
    readonly layout: Layout;
    readonly window: WindowLayout;
    readonly active: Tab | null;
    readonly closed: readonly Closed[];
    do(op: LayoutOp): Promise<void>;
  };
  readonly panes: {
    readonly focused: P | null;
    get(id: string): P | undefined;
    open(host: HostRef): P | null;
    split(at: P, side: Side, host?: HostRef): P | null;
    isGuest(pane: P): boolean;
  };
  readonly notices: { add(notice: ShownNotice): void };
  readonly arranging: Arranging;
  /** Closes panes, asking first where something would be lost. */
  closePanes(...panes: { id: string }[]): Promise<void>;
  /** Opens a shell beside a pane that shows none. */
  splitOff(pane: Pane, side: Side): Promise<void>;
  focusTerminal(): Promise<void>;
}

type Run = (app: PanesApp) => void;

/** Does it, where there is something to do, and gives the keyboard back. */
export function carryOut(app: PanesApp, op: LayoutOp | null): void {
  if (op) void app.layout.do(op);
  void app.focusTerminal();
}

function inTab(opOf: (tab: Tab, app: PanesApp) => LayoutOp | null): Run {
  return (app) => {
    const { active } = app.layout;
    if (active) carryOut(app, opOf(active, app));
  };
}

const go = (side: Side) => inTab((tab) => goTo(tab, side));
const size = (side: Side) => inTab((tab) => sizeTo(tab, side));
const move = (side: Side) => inTab((tab) => swapTo(tab, side));

export const PANE_COMMANDS = {
  'new-window': (app) => void app.layout.do({ op: 'new-window', window: crypto.randomUUID() }),
  'split-right': (app) => splitFocused(app, 'right'),
  'split-down': (app) => splitFocused(app, 'down'),
  'go-left': go('left'),
  'go-right': go('right'),
  'go-up': go('up'),
  'go-down': go('down'),
  'size-left': size('left'),
  'size-right': size('right'),
  'size-up': size('up'),
  'size-down': size('down'),
  'move-left': move('left'),
  'move-right': move('right'),
  'move-up': move('up'),
  'move-down': move('down'),
  'zoom-pane': inTab(zoom),
  'equalise-panes': inTab(({ id }) => ({ op: 'equalise', tab: id })),
  'arrange-panes': (app) => app.arranging.toggle(),
  'move-pane-to-new-tab': inTab(({ focus }, app) =>
    paneToTab(app.layout.window, focus, crypto.randomUUID()),
  ),
  'move-pane-to-new-window': inTab(({ focus }) =>
    paneToWindow(focus, crypto.randomUUID(), crypto.randomUUID()),
  ),
  'move-tab-to-new-window': inTab(({ id }) => tabToWindow(id, crypto.randomUUID())),
  'duplicate-tab': (app) => app.layout.active && duplicate(app, app.layout.active),
  'close-pane': (app) => {
    const pane = app.panes.focused ?? (app.layout.active && focusedPane(app.layout.active));
    if (pane) void app.closePanes(pane);
  },
  'close-tab': (app) => app.layout.active && void closeTabs(app, [app.layout.active]),
  'close-other-tabs': (app) => void closeSeveral(app, tabsBeside(app).others),
  'close-tabs-right': (app) => void closeSeveral(app, tabsBeside(app).right),
  'close-all-tabs': (app) => void closeSeveral(app, unpinned(app.layout.window.tabs)),
  'reopen-closed': (app) => {
    const last = app.layout.closed.at(-1);
    if (last) carryOut(app, { op: 'reopen', item: last.id });
    else tell(app, 'reopen-closed', words.workspace.whyNot.closed);
  },
} satisfies { [N in TableCommand]?: Run };

/** The other tabs of the window, and those of them that stand to the right; but for pinned ones. */
export function tabsBeside(
  { layout }: Pick<PanesApp, 'layout'>,
  tab = layout.active,
): { others: Tab[]; right: Tab[] } {
  const { tabs } = layout.window;
  const at = tabs.findIndex(({ id }) => id === tab?.id);
  const others = unpinned(tabs.filter((_, index) => index !== at));
  return { others, right: unpinned(tabs.slice(at + 1)) };
}

/** Those that are meant where several are closed in one go. */
export function unpinned(tabs: readonly Tab[]): Tab[] {
  return tabs.filter(({ pinned }) => !pinned);
}

function splitFocused(app: PanesApp, side: Side): void {
  const pane = app.layout.active && focusedPane(app.layout.active);
  if (pane && !isShell(pane)) void app.splitOff(pane, side);
  else split(app, app.panes.focused, side);
}

/** Opens a shell on the same host at a side of a pane, or says why there can't be another. */
export function split<P extends PaneView>(app: PanesApp<P>, at: P | null, side: Side): void {
  if (!at) return;
  if (app.panes.isGuest(at)) return tell(app, 'split', words.panes.oneOfGuest);
  app.panes.split(at, side);
  void app.focusTerminal();
}

/** Opens a tab with the same hosts, sharing the room as they do. The settings are there once. */
export function duplicate(app: PanesApp, tab: Tab): void {
  const others = panesIn(tab.tree).filter((pane) => !isShell(pane));
  const tree = without(tab.tree, new Set(others.map(({ id }) => id)));
  if (!tree) return;
  const views = panesIn(tree).map(({ id }) => app.panes.get(id));
  if (views.some((pane) => pane && app.panes.isGuest(pane)))
    return tell(app, 'split', words.panes.oneOfGuest);
  const [first] = views;
  const copy = first && app.panes.open(first.host);
  if (!copy) return;
  copyParts(app, tree, copy);
  const { active } = app.layout;
  for (const op of active ? sharesAs(tree, active.tree) : []) void app.layout.do(op);
  const focus = panesIn(tree).findIndex(({ id }) => id === tab.focus);
  const focused = active && panesIn(active.tree)[focus];
  carryOut(app, focused ? { op: 'focus', pane: focused.id } : null);
}

/** Splits `at`, the copy of a tree's first pane, until all of the tree is there. */
function copyParts(app: PanesApp, tree: PaneTree, at: PaneView): void {
  if (tree.kind === 'pane') return;
  const firsts = [at];
  for (const part of tree.parts.slice(1)) {
    const original = app.panes.get(panesIn(part.tree)[0]!.id);
    const made = original && app.panes.split(firsts.at(-1)!, nextSide(tree), original.host);
    if (!made) break; // refused, in words
    firsts.push(made);
  }
  for (const [index, first] of firsts.entries()) copyParts(app, tree.parts[index]!.tree, first);
}

/** Closes whole tabs, asking once where something would be lost. */
export async function closeTabs(app: PanesApp, tabs: readonly Tab[]): Promise<void> {
  const panes = tabs.flatMap(({ tree }) => panesIn(tree));
  await app.closePanes(...panes.map((pane) => app.panes.get(pane.id) ?? pane));
}

/** The same with several, and offers to have them back. */
export async function closeSeveral(app: PanesApp, tabs: readonly Tab[]): Promise<void> {
  if (tabs.length === 0) return;
  const before = app.layout.closed.at(-1)?.id;
  await closeTabs(app, tabs);
  const item = app.layout.closed.at(-1);
  if (!item || item.id === before) return; // not closed after all
  const label = words.tabs.reopen(tabs.length);
  const run = () => carryOut(app, { op: 'reopen', item: item.id });
  const text = words.tabs.closed(tabs.length);
  app.notices.add({ id: 'closed-tabs', level: 'info', text, action: { label, run } });
}

function tell(app: Pick<PanesApp, 'notices'>, id: string, text: string): void {
  app.notices.add({ id, level: 'info', text });
}
