// Joins a pane to a terminal on the screen: everything the terminal asks of the window or tells
// it goes through here, so that neither the pane nor the terminal knows the other.
import { words } from '../../../words/window.ts';
import { cellsIn } from '../../lib/places.ts';
import { ringBell } from '../../state/bells.ts';
import { applies, reconnect, tryNow } from '../../state/commands.ts';
import type { ShellPane } from '../../state/pane.svelte.ts';
import { programCopies } from '../../state/programCopies.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { TerminalClipboard } from '../../terminal/clipboard.ts';
import { consoleOf } from '../../terminal/consoleOf.ts';
import { TerminalView } from '../../terminal/view.ts';
import { shownLook } from './shownLook.ts';

/** Where nothing else is known. */
const UNKNOWN = { cols: 80, rows: 24 };

export interface MountedTerminal {
  view: TerminalView;
  /** The shell came alive or ended: sizes are told, and waiting input kept, only while alive. */
  shellChanged(alive: boolean, programGone: boolean): void;
  /** Fits the terminal to its place as it is now, and tells its program if that is another size. */
  settleSize(): void;
  dispose(): void;
}

export function mountTerminal(
  app: Workspace,
  pane: ShellPane,
  place: HTMLElement,
): MountedTerminal {
  const view = makeView(app, pane, place);
  const clipboard = makeClipboard(app, pane, place, view);
  const sizes = new ResizeObserver(() => view.fitSoon());
  sizes.observe(place);
  let gone = false;
  const open = () => {
    if (!gone) openShell(app, pane, place, view, clipboard);
  };
  // Several mount together when tabs come back; a hidden one is sized after the visible one.
  if (place.clientWidth > 0) open();
  else queueMicrotask(open);
  const tellSize = () => view.link.resize(view.room.cols, view.room.rows);
  return {
    view,
    settleSize() {
      view.fit();
      if (pane.alive) tellSize();
    },
    shellChanged(alive, programGone) {
      view.link.programGone = programGone;
      if (alive) tellSize();
      else view.input.clear();
    },
    dispose() {
      gone = true;
      sizes.disconnect();
      pane.handle = null;
      view.dispose();
    },
  };
}

function openShell(
  app: Workspace,
  pane: ShellPane,
  place: HTMLElement,
  view: TerminalView,
  clipboard: TerminalClipboard,
): void {
  const { terminal, link } = view;
  if (place.clientWidth > 0 && place.clientHeight > 0) view.fit();
  else terminal.resize(...sizeToCome(app, pane));
  pane.size = { ...pane.size, cols: terminal.cols, rows: terminal.rows };
  link.resize(terminal.cols, terminal.rows, true);
  pane.mount({
    focus: () => terminal.focus(),
    copy: () => void clipboard.copy(),
    paste: () => void clipboard.pasteClipboard(),
    pasteText: (text) => void clipboard.paste(text),
    selectAll: () => terminal.selectAll(),
    hasSelection: () => terminal.hasSelection(),
    copySelected: () => {
      void clipboard.copy();
      terminal.clearSelection(); // so that the next Ctrl+C interrupts
    },
    clear: () => terminal.clear(),
    cursorIsHigh: () => terminal.buffer.active.cursorY < terminal.rows / 2,
    attach: (port) => link.attach(port),
    leaving: () => view.leaving(),
    isHandedOver: () => link.leaves,
  });
}

// A terminal that is hidden from the start, or has no room, has nothing to measure: what others have
// in their parts of the same place tells how much it will have in its own.
function sizeToCome(app: Workspace, pane: ShellPane): [cols: number, rows: number] {
  const { focused, all } = app.panes;
  const seen = [focused, ...all].find(
    (one) => one && one !== pane && app.panes.placeOf(one)?.shown,
  );
  const [from, to] = [seen, pane].map((one) => one && app.panes.placeOf(one)?.rect);
  const { cols, rows } = cellsIn(seen?.size ?? UNKNOWN, from, to);
  return [cols, rows];
}

function makeView(app: Workspace, pane: ShellPane, place: HTMLElement): TerminalView {
  const view: TerminalView = new TerminalView(place, {
    settings: app.settings.of(pane.host.id),
    look: shownLook(app, pane),
    windowsPty: consoleOf(app.info, {
      measured: app.kinds.of(pane.host.kind).measured,
      can: app.hosts.byId(pane.host.id)?.can,
      installsAgent: pane.installsAgent,
    }),
    alive: () => pane.alive,
    revive: () => reconnect(app, pane),
    tryNow: () => tryNow(app, pane),
    platform: app.info.platform,
    optionKey: () => app.settings.current.optionKey,
    altIsMeta: () => app.settings.current.altIsMeta,
    isCommand: (event) => {
      const command = app.keymap.commandFor(event, true);
      return command !== null && applies(app, command);
    },
    titled: (title) => (pane.programTitle = title),
    inFolder: (folder) => (pane.folder = folder),
    rang: () => ringBell(app, pane),
    copies: programCopies(app, pane),
    typed: () => pane.typed(),
    screenReader: app.screenReader,
    mayType: () => app.companyOf(pane)?.mayType ?? true,
    mayResize: () => app.companyOf(pane)?.mayResize ?? true,
    sized: (shown) => (pane.size = shown),
    resized: (cols, rows) => {
      // A closed shell has no program to tell. And while a border is dragged, one would only draw for
      // sizes that are gone by then.
      if (pane.alive && !app.panes.dragged) view.link.resize(cols, rows);
    },
    links: {
      platform: app.info.platform,
      open: (url) => void app.openLink(url),
      hover: (url) => (pane.hoveredLink = url),
    },
  });
  return view;
}

function makeClipboard(app: Workspace, pane: ShellPane, place: HTMLElement, view: TerminalView) {
  return new TerminalClipboard(view, place, {
    bridge: app.bridge,
    platform: app.info.platform,
    settings: () => app.settings.of(pane.host.id),
    alive: () => pane.alive,
    mayType: () => app.companyOf(pane)?.mayType ?? true,
    notTaken: () => app.companyOf(pane)?.notTaken(),
    ask: (report) => app.dialogs.ask('paste', { report }),
    failed: (error) => app.notices.failed(words.terminal.pane.noClipboard, error),
  });
}
