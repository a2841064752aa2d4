// The entries of a pane's menu, for its head and for its terminal: splitting, and what only makes
// sense beside other panes.
import { panesIn } from '../../../core/layout/find.ts';
import type { Tab } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import type { Command } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import { paneToTab, paneToWindow } from '../../lib/paneOps.ts';
import { filesBeside, placeOfShell } from '../../state/files/openFiles.ts';
import type { ShellPane } from '../../state/pane.svelte.ts';
import { carryOut, split } from '../../state/paneCommands.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

const newId = (): string => crypto.randomUUID();

/** All of them, as the head has them. */
export function paneEntries(app: Workspace, pane: ShellPane): MenuEntry[] {
  return [
    ...splitEntries(app, pane),
    filesEntry(app, pane),
    ...apart(besideEntries(app, pane)),
    {
      label: words.panes.menu.close,
      ...keys(app, 'close-pane'),
      apart: true,
      run: () => void app.closePanes(pane),
    },
  ];
}

export function splitEntries(app: Workspace, pane: ShellPane): MenuEntry[] {
  const { menu } = words.panes;
  const guest = app.panes.isGuest(pane);
  const why = guest ? { disabled: true, why: words.panes.oneOfGuest } : {};
  return [
    { label: menu.splitRight, ...keys(app, 'split-right'), run: () => split(app, pane, 'right') },
    { label: menu.splitDown, ...keys(app, 'split-down'), run: () => split(app, pane, 'down') },
  ].map((one) => ({ ...one, ...why }));
}

/** Its host's files, beside it. */
export function filesEntry(app: Workspace, pane: ShellPane): MenuEntry {
  const off = placeOfShell(app, pane) === null;
  return {
    label: words.panes.menu.files,
    ...keys(app, 'files'),
    ...(off && { disabled: true, why: words.panes.noFiles }),
    run: () => filesBeside(app, pane),
  };
}

/** Of a pane beside others; none for the only one of its tab. */
export function besideEntries(app: Workspace, pane: { id: string }): MenuEntry[] {
  const tab = app.panes.placeOf(pane)?.tab;
  if (!tab || tab.tree.kind === 'pane') return [];
  const { menu } = words.panes;
  const zoomed = tab.zoomed && tab.focus === pane.id;
  const zoom = { op: 'zoom', pane: pane.id, on: !zoomed } as const;
  return [
    entry(app, zoomed ? menu.unzoom : menu.zoom, zoom, 'zoom-pane'),
    entry(app, menu.equalise, { op: 'equalise', tab: tab.id }),
    {
      label: menu.arrange,
      ...keys(app, 'arrange-panes'),
      run: () => {
        carryOut(app, { op: 'focus', pane: pane.id });
        app.arranging.begin();
      },
    },
    { label: menu.swap, apart: true, entries: swapEntries(app, pane, tab) },
    { label: menu.move, entries: moveEntries(app, pane, tab) },
  ];
}

function swapEntries(app: Workspace, pane: { id: string }, { tree }: Tab): MenuEntry[] {
  const others = panesIn(tree).filter(({ id }) => id !== pane.id);
  return others.map((one) => {
    const { id } = one;
    const other = app.panes.get(id);
    const place = app.panes.placeOf({ id });
    const title = other ? app.tabs.titleOfPane(other) : app.tabs.titleOfOther(one);
    const label = place ? words.panes.label(title, place.number, place.count) : title;
    return entry(app, label, { op: 'swap', pane: pane.id, with: id });
  });
}

function moveEntries(app: Workspace, pane: { id: string }, home: Tab): MenuEntry[] {
  const { menu } = words.panes;
  const tabs = app.tabs.list.filter(({ id }) => id !== home.id);
  return [
    entry(app, menu.toNewTab, () => paneToTab(app.layout.window, pane.id, newId())),
    entry(app, menu.toNewWindow, () => paneToWindow(pane.id, newId(), newId())),
    ...apart(
      tabs.map((tab) => entry(app, menu.toTab(app.tabs.title(tab)), () => into(tab, pane.id))),
    ),
    ...apart(
      app.otherWindows.map(({ id, title }) =>
        entry(app, menu.toWindow(title), () => paneToWindow(pane.id, id, newId())),
      ),
    ),
  ];
}

function into(tab: Tab, pane: string): LayoutOp {
  return { op: 'move-pane', pane, to: { beside: tab.focus, side: 'right', split: newId() } };
}

function apart([first, ...rest]: MenuEntry[]): MenuEntry[] {
  return first ? [{ ...first, apart: true }, ...rest] : [];
}

function entry(
  app: Workspace,
  label: string,
  op: LayoutOp | (() => LayoutOp),
  command?: Command,
): MenuEntry {
  const run = (): void => carryOut(app, typeof op === 'function' ? op() : op);
  return { label, ...(command ? keys(app, command) : {}), run };
}

function keys({ keymap }: Workspace, command: Command): { keys: string } {
  return { keys: keymap.shown(command) };
}
