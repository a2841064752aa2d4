// How the windows, tabs and panes stand, for this window: what it does is seen at once and told to
// the main process, which has the last word; what that refuses is undone and said in words.
import type { Bridge, LayoutView } from '../../electron/ipc/contract.ts';
import { allPanes, isShell, panesIn } from '../../core/layout/find.ts';
import type {
  Closed,
  Layout,
  Pane,
  PaneOfShell,
  Tab,
  WindowLayout,
} from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { LayoutCopy } from './layoutCopy.ts';

export interface ArrangementOptions {
  bridge: Bridge;
  /** Something that was asked for can't be done; the reason is in words. */
  refused: (error: unknown) => void;
}

export class Arrangement {
  /** The id of this window. */
  readonly own: string;
  readonly #options: ArrangementOptions;
  readonly #copy: LayoutCopy;
  readonly #listeners: (() => void)[] = [];
  #layout = $state.raw<Layout>() as Layout;
  readonly #window = $derived.by(() => this.#ownWindow());

  constructor(options: ArrangementOptions, { own, layout, seen }: LayoutView & { own: string }) {
    this.own = own;
    this.#options = options;
    this.#copy = new LayoutCopy(own, layout, seen);
    this.#layout = layout;
    options.bridge.on('layout:changed', (view) => this.#told(view));
  }

  /** Asks how all stands. News that overtake the answer are newer than it. */
  static async load(options: ArrangementOptions): Promise<Arrangement> {
    const { bridge } = options;
    let latest: LayoutView | null = null;
    const ignore = bridge.on('layout:changed', (view) => (latest = view));
    const view = await bridge.call('layout:view');
    ignore();
    return new Arrangement(options, { ...view, ...(latest as LayoutView | null) });
  }

  get layout(): Layout {
    return this.#layout;
  }

  /** This window; without tabs where the main process has closed it already. */
  get window(): WindowLayout {
    return this.#window;
  }

  get windows(): readonly WindowLayout[] {
    return this.#layout.windows;
  }

  /** What can be had back, the latest last. */
  get closed(): readonly Closed[] {
    return this.#layout.closed;
  }

  get active(): Tab | null {
    return this.window.tabs.find(({ id }) => id === this.window.active) ?? null;
  }

  /** The panes of this window that show shells, by its tabs' order. */
  get panes(): PaneOfShell[] {
    return this.#allPanes.filter(isShell);
  }

  /** Those that show the settings. */
  get settingsPanes(): Pane[] {
    return this.#allPanes.filter(({ content }) => content.kind === 'settings');
  }

  /** Those that show files. */
  get filesPanes(): Pane[] {
    return this.#allPanes.filter(({ content }) => content.kind === 'files');
  }

  get #allPanes(): Pane[] {
    return this.window.tabs.flatMap(({ tree }) => panesIn(tree));
  }

  /** Whether a pane is in some window. */
  isAnywhere(pane: string): boolean {
    return allPanes(this.#layout).some(({ id }) => id === pane);
  }

  /** The panes on a host, of all windows. */
  panesOn(hostId: string): PaneOfShell[] {
    const shells = allPanes(this.#layout).filter(isShell);
    return shells.filter(({ content }) => content.hostId === hostId);
  }

  /** Calls at each change, before anything is drawn. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Does it at once, and resolves when the main process did, too. Never rejects: where it can't be
   * done, here or there, all stays as it was, and `refused` hears why.
   */
  async do(op: LayoutOp): Promise<void> {
    const { bridge, refused } = this.#options;
    let number: number | null = null;
    try {
      number = this.#copy.do(op);
      this.#show();
      await bridge.call('layout:do', op, number);
    } catch (error) {
      if (number !== null) this.#copy.refused(number);
      refused(error);
    }
    this.#show();
  }

  #ownWindow(): WindowLayout {
    return this.#layout.windows.find(({ id }) => id === this.own) ?? noWindow(this.own);
  }

  #told({ layout, seen }: LayoutView): void {
    this.#copy.told(layout, seen);
    this.#show();
  }

  #show(): void {
    if (this.#layout === this.#copy.layout) return;
    this.#layout = this.#copy.layout;
    for (const listener of this.#listeners) listener();
  }
}

function noWindow(id: string): WindowLayout {
  return { id, tabs: [], active: null };
}
