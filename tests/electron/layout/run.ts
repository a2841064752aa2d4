// One run of the app as far as its layout goes: the desk, shells in memory, and windows that do what
// a page does with them. The file is a real one.
import { onTestFinished } from 'vitest';
import { allPanes } from '../../../core/layout/find.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { LayoutView } from '../../../electron/ipc/contract.ts';
import { LayoutDesk } from '../../../electron/layout/layoutDesk.ts';
import { readLayout } from '../../../electron/layout/layoutFile.ts';
import type { SavedLayout } from '../../../electron/layout/savedLayout.ts';
import {
  layoutHandlers,
  sharingHandlers,
  shellHandlers,
} from '../../../electron/main/shellHandlers.ts';
import { LatestFile } from '../../../electron/settings/latestFile.ts';
import type { Shell } from '../../../electron/shell.ts';
import { HostCompanies } from '../../../electron/sharing/hostCompanies.ts';
import { ShellManager } from '../../../electron/shells/shellManager.ts';
import { inWords } from '../../../words/said.ts';
import { KeptMemoryShell, MemoryShell } from '../../support/memoryShell.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { agentHost, localHost } from '../shells/hosts.ts';
import { paneOf } from './savedLayouts.ts';

export const SIZE = { cols: 80, rows: 24 };

/** What the handlers under test need; so that whoever adds a service is told here, not by a run. */
type Needed = Parameters<typeof layoutHandlers>[0] &
  Parameters<typeof shellHandlers>[0] &
  Parameters<typeof sharingHandlers>[0];

const NOT_CALLED = {
  ...{ raise: null, running: null, foundShells: null, nativeOf: null },
  ...{ settings: null, broadcast: null },
};

/** The hosts of a test, for all its runs. */
export function someHosts(): Map<string, StoredHost> {
  return new Map([
    ['local', localHost()],
    ['agent', agentHost()],
  ]);
}

interface RunOptions {
  file: string;
  hosts: Map<string, StoredHost>;
  clock?: Clock;
  /** Whether what was open is opened again. */
  restore?: boolean;
  /** Whether the app gets as far as opening it. */
  takeUp?: boolean;
}

export class Run {
  /** Each shell that was made, with the session that it was to take up. */
  readonly made: { hostId: string; session: string | undefined; shell: MemoryShell }[] = [];
  readonly problems: unknown[] = [];
  /** What users were told, by window. */
  readonly said: [window: string, text: string][] = [];
  /** Shells that were left without being asked for. */
  readonly left: string[] = [];
  readonly store: LatestFile<SavedLayout>;
  readonly shells: ShellManager;
  readonly desk: LayoutDesk;
  readonly notice: string;
  readonly restored: { lost: number; waiting: number };
  readonly #windows = new Map<string, MemoryWindow>();
  #alive = true;
  readonly #numbers = new Map<string, number>();

  constructor({ file, hosts, clock = systemClock, restore = true, takeUp = true }: RunOptions) {
    const make = (kept: boolean) => (host: StoredHost, _: Shell | null, session?: string) => {
      const shell = kept ? new KeptMemoryShell(session) : new MemoryShell();
      this.made.push({ hostId: host.id, session, shell });
      return shell;
    };
    this.store = new LatestFile<SavedLayout>({
      ...{ path: file, clock: systemClock, delayMs: 0, onStored: () => undefined },
      onProblem: (error) => this.problems.push(error),
    });
    this.shells = new ShellManager({
      findHost: (id) => hosts.get(id),
      factory: (host, previous, session) => make(host.kind === 'agent')(host, previous, session),
      installer: make(false),
      broadcast: () => undefined,
      clock: systemClock,
      onStatus: () => undefined,
      onChange: () => this.desk.changed(),
    });
    this.desk = new LayoutDesk({
      ...{ shells: this.shells, clock },
      store: {
        save: (state) => this.#alive && this.store.save(state),
        close: (state) => this.#alive && this.store.close(state),
      },
      tell: (window, view) => this.window(window).emit('layout:changed', view),
      notify: (window, text) => this.said.push([window, inWords(text)]),
      onLeave: (shell) => this.left.push(shell),
      onTrouble: (error) => this.problems.push(error),
    });
    const { saved, notice } = readLayout(file, new Date());
    this.notice = inWords(notice);
    this.desk.begin(saved, restore);
    this.restored = takeUp ? this.desk.takeUp() : { lost: 0, waiting: 0 };
    onTestFinished(() => this.kill());
  }

  /** The app is gone from one moment to the next; what it had stored stays. */
  async kill(): Promise<void> {
    await this.store.saved();
    this.#alive = false; // what the shells do now is none of the file's any more
    await this.shells.closeAll();
  }

  /** As the app does when it quits. */
  async quit(): Promise<void> {
    this.desk.close();
    await this.shells.leaveAll();
  }

  window(id = this.first): MemoryWindow {
    const window = this.#windows.get(id) ?? new MemoryWindow(id);
    this.#windows.set(id, window);
    return window;
  }

  get first(): string {
    return this.desk.layout.windows[0]!.id;
  }

  /** The app's own handlers, for a window. */
  calls(id = this.first) {
    const services: Record<keyof Needed, unknown> = {
      ...{ shells: this.shells, layout: this.desk },
      tunnels: { shellGone: () => undefined },
      questions: { leave: () => undefined },
      hosts: { used: () => null },
      sharing: { companies: new HostCompanies({ find: () => undefined }) },
      connectable: { ask: () => undefined, fetch: () => undefined },
      ...NOT_CALLED,
    };
    const window = this.window(id);
    return {
      ...layoutHandlers(services as Needed, window),
      ...shellHandlers(services as Needed, window),
      ...sharingHandlers(services as Needed, window),
    };
  }

  /** A window asks for something, by the next of its numbers, which this answers with. */
  do(op: LayoutOp, window = this.first): number {
    const number = (this.#numbers.get(window) ?? 0) + 1;
    this.#numbers.set(window, number);
    void this.calls(window)['layout:do'](op, number);
    return number;
  }

  /** A new tab with a shell in it, of this id. */
  open(id: string, hostId = 'local', window = this.first): void {
    this.do({ op: 'open', tab: `tab-${id}`, pane: paneOf(id, hostId), index: null }, window);
    this.start(id, hostId, window);
  }

  /** A pane beside another, with a shell in it. */
  split(id: string, beside: string, hostId = 'local', window = this.first): void {
    const to = { beside, side: 'right' as const, split: `split-${id}` };
    this.do({ op: 'split', pane: paneOf(id, hostId), to }, window);
    this.start(id, hostId, window);
  }

  start(id: string, hostId = 'local', window = this.first): void {
    void this.calls(window)['shells:open'](id, hostId, SIZE.cols, SIZE.rows);
  }

  /** As a page closes panes: first the layout, then their shells. */
  async close(panes: string[], item: string, window = this.first): Promise<void> {
    this.do({ op: 'close', panes, item }, window);
    await Promise.all(panes.map((id) => this.calls(window)['shells:close'](id)));
  }

  async detach(pane: string, item: string, window = this.first): Promise<void> {
    this.do({ op: 'close', panes: [pane], item }, window);
    await this.calls(window)['shells:detach'](pane);
  }

  /** Ids of the panes, by window. */
  get panes(): string[][] {
    return this.desk.layout.windows.map(({ id }) => this.desk.panesOf(id));
  }

  /** What was told last to a window. */
  told(window = this.first): LayoutView | undefined {
    return this.window(window).heard('layout:changed').at(-1);
  }

  /** Panes that have no shell, and shells that have no pane. */
  get unpaired(): string[] {
    const panes = allPanes(this.desk.layout).map(({ id }) => id);
    const shells = this.shells.list().map(({ shellId }) => shellId);
    return [
      ...panes.filter((id) => !shells.includes(id)),
      ...shells.filter((id) => !panes.includes(id)),
    ];
  }
}

/** What is stored now. */
export function stored(file: string): SavedLayout {
  const { saved, notice } = readLayout(file, new Date());
  if (notice) throw new Error(inWords(notice));
  return saved;
}
