// Joins a tab to a terminal on the screen: everything the terminal asks of the window or tells
// it goes through here, so that neither the tab nor the terminal knows the other.
import { words } from '../../../words/window.ts';
import { commandFor } from '../../lib/keys.ts';
import { applies, reconnect } from '../../state/commands.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { TerminalClipboard } from '../../terminal/clipboard.ts';
import { consoleOf } from '../../terminal/consoleOf.ts';
import { TerminalView } from '../../terminal/view.ts';

export interface MountedTerminal {
  view: TerminalView;
  /** The shell came alive or ended: sizes are told, and waiting input kept, only while alive. */
  shellChanged(alive: boolean, programGone: boolean): void;
  dispose(): void;
}

export function mountTerminal(app: Workspace, tab: Tab, place: HTMLElement): MountedTerminal {
  const view = makeView(app, tab, place);
  const clipboard = makeClipboard(app, tab, place, view);
  const sizes = new ResizeObserver(() => view.fitSoon());
  sizes.observe(place);
  let gone = false;
  const open = () => {
    if (!gone) openShell(app, tab, place, view, clipboard);
  };
  // Several mount together when tabs come back; a hidden one is sized after the visible one.
  if (place.clientWidth > 0) open();
  else queueMicrotask(open);
  return {
    view,
    shellChanged(alive, programGone) {
      view.link.programGone = programGone;
      if (alive) view.link.resize(view.room.cols, view.room.rows);
      else view.input.clear();
    },
    dispose() {
      gone = true;
      sizes.disconnect();
      tab.handle = null;
      view.dispose();
    },
  };
}

function openShell(
  app: Workspace,
  tab: Tab,
  place: HTMLElement,
  view: TerminalView,
  clipboard: TerminalClipboard,
): void {
  const { terminal, link } = view;
  if (place.clientWidth > 0) view.fit();
  else terminal.resize(...sizeOfVisible(app));
  tab.size = { ...tab.size, cols: terminal.cols, rows: terminal.rows };
  link.resize(terminal.cols, terminal.rows, true);
  tab.mount({
    focus: () => terminal.focus(),
    copy: () => void clipboard.copy(),
    paste: () => void clipboard.pasteClipboard(),
    selectAll: () => terminal.selectAll(),
    hasSelection: () => terminal.hasSelection(),
    copySelected: () => {
      void clipboard.copy();
      terminal.clearSelection(); // so that the next Ctrl+C interrupts
    },
    clear: () => terminal.clear(),
    cursorIsHigh: () => terminal.buffer.active.cursorY < terminal.rows / 2,
    attach: (port) => link.attach(port),
  });
}

// A terminal that is hidden from the start has nothing to measure, but will be shown in the
// place where another stands now.
function sizeOfVisible(app: Workspace): [cols: number, rows: number] {
  const { cols, rows } = app.tabs.active?.size ?? { cols: 80, rows: 24 };
  return [cols, rows];
}

function makeView(app: Workspace, tab: Tab, place: HTMLElement): TerminalView {
  const view: TerminalView = new TerminalView(place, {
    settings: app.settings.current,
    theme: app.settings.theme,
    windowsPty: consoleOf(app.info, {
      measured: app.kinds.of(tab.host.kind).measured,
      can: app.hosts.byId(tab.host.id)?.can,
      installsAgent: tab.installsAgent,
    }),
    alive: () => tab.alive,
    revive: () => reconnect(app, tab),
    platform: app.info.platform,
    optionKey: () => app.settings.current.optionKey,
    isCommand: (event) => {
      const command = commandFor(event, app.info.platform, true);
      return command !== null && applies(app, command);
    },
    titled: (title) => (tab.programTitle = title),
    mayType: () => app.companyOf(tab)?.mayType ?? true,
    mayResize: () => app.companyOf(tab)?.mayResize ?? true,
    sized: (shown) => (tab.size = shown),
    resized: (cols, rows) => {
      // A closed shell keeps the size it had: the banner takes rows only until it reconnects.
      if (tab.alive) view.link.resize(cols, rows);
    },
    linkClicked: (url) => void app.openLink(url),
  });
  return view;
}

function makeClipboard(app: Workspace, tab: Tab, place: HTMLElement, view: TerminalView) {
  return new TerminalClipboard(view, place, {
    bridge: app.bridge,
    platform: app.info.platform,
    settings: () => app.settings.current,
    alive: () => tab.alive,
    mayType: () => app.companyOf(tab)?.mayType ?? true,
    notTaken: () => app.companyOf(tab)?.notTaken(),
    ask: (report) => app.dialogs.ask('paste', { report }),
    failed: (error) => app.notices.failed(words.terminal.pane.noClipboard, error),
  });
}
