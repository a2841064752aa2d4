// What of a story runs in the page: finding the app's own objects among all of the page's, so that
// the app needs no door for tests, and telling how all stands there.
import type { Terminal } from '@xterm/xterm';
import type { Layout, LayoutOp } from '../../../electron/ipc/contract.ts';

/** How a window stands. */
export interface Seen {
  own: string;
  /** As the page has it. */
  layout: Layout;
  /** Panes that are shown, with their edges in parts of the place of all. */
  shown: Record<string, number[]>;
  /** Panes that are on the page, shown or not. */
  there: string[];
  heads: string[];
  /** Those with a place in the strip; `of`: how many there are. */
  tabs: { id: string; selected: boolean; of: number; text: string }[];
  /** The pane that has the keyboard. */
  keyboard: string | null;
  /** What has it there, or elsewhere. */
  element: string;
  states: Record<string, string>;
  dialog: boolean;
  notices: string[];
}

interface PageShell {
  id: string;
  host: object;
  status: { state: string };
}

interface App {
  layout: { own: string; layout: Layout; do(op: LayoutOp): Promise<void> };
  panes: {
    all: PageShell[];
    get(id: string): PageShell | undefined;
    open(host: object): PageShell | null;
    split(at: PageShell, side: string): PageShell | null;
    close(pane: PageShell): Promise<void>;
  };
}

export interface Story {
  app: App;
  terminals: Terminal[];
}

declare const window: { story: Story | undefined };

/** `this` is every object of the page. Answers whether the app is among them. */
export function install(this: object[]): boolean {
  const has = (object: object, ...names: string[]): boolean => {
    try {
      return names.every((name) => Object.hasOwn(object, name));
    } catch {
      return false; // some of them throw whatever they are asked
    }
  };
  const app = this.find((one) => has(one, 'layout', 'panes', 'tabs', 'arranging', 'dialogs'));
  const terminals = this.filter((one) => has(one, '_core') && 'write' in one) as Terminal[];
  if (app) window.story = { app: app as unknown as App, terminals };
  return app !== undefined;
}

export function look(): Seen | null {
  const app = window.story?.app;
  const ground = document.querySelector('.terminals')?.getBoundingClientRect();
  if (!app || !ground) return null;
  const all = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const idOf = (element: Element): string =>
    element.closest<HTMLElement>('[data-pane]')!.dataset['pane']!;
  const edges = (pane: HTMLElement): number[] => {
    const { left, top, right, bottom } = pane.getBoundingClientRect();
    const { width, height } = ground;
    const across = [left, right].map((x) => (x - ground.left) / width);
    const down = [top, bottom].map((y) => (y - ground.top) / height);
    return [across[0]!, down[0]!, across[1]!, down[1]!];
  };
  const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0;
  const tabs = [...document.querySelectorAll<HTMLElement>('[data-tab]')];
  const focused = document.activeElement?.closest<HTMLElement>('[data-pane]');
  return {
    own: app.layout.own,
    layout: app.layout.layout,
    shown: Object.fromEntries(all.filter(isShown).map((pane) => [idOf(pane), edges(pane)])),
    there: all.map(idOf),
    heads: [...document.querySelectorAll<HTMLElement>('[data-pane] .head')]
      .filter(isShown)
      .map(idOf),
    tabs: tabs.map((tab) => ({
      id: tab.dataset['tab']!,
      selected: tab.querySelector('[role="tab"]')?.getAttribute('aria-selected') === 'true',
      of: Number(tab.querySelector('[role="tab"]')?.getAttribute('aria-setsize')),
      text: tab.innerText,
    })),
    keyboard: focused?.dataset['pane'] ?? null,
    element: document.activeElement?.outerHTML.slice(0, 120) ?? '',
    states: Object.fromEntries(app.panes.all.map(({ id, status }) => [id, status.state])),
    dialog: document.querySelector('[role="alertdialog"], [role="dialog"]') !== null,
    notices: [...document.querySelectorAll<HTMLElement>('.notice')].map((one) => one.innerText),
  };
}

/** The counter lines in each pane's terminal; null for one whose terminal isn't known yet. */
export function counted(panes: string[]): Record<string, string[] | null> {
  const linesOf = ({ buffer: { normal } }: Terminal): string[] => {
    const lines: string[] = [];
    for (let row = 0; row < normal.length; row++) {
      const line = normal.getLine(row)!;
      const text = line.translateToString(true);
      if (line.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
      else lines.push(text);
    }
    return lines.map((line) => line.trim()).filter((line) => /^e\d+n\d+$/.test(line));
  };
  const inPane = (pane: string) => (one: Terminal) =>
    one.element?.closest<HTMLElement>('[data-pane]')?.dataset['pane'] === pane;
  return Object.fromEntries(
    panes.map((pane) => {
      const terminal = window.story!.terminals.find(inPane(pane));
      return [pane, terminal ? linesOf(terminal) : null];
    }),
  );
}
