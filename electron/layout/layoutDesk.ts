// How all windows, tabs and panes stand: the one copy that counts. Windows ask for changes of it and
// are told what came of that; it is written down at each change, for the next run.
import { randomUUID } from 'node:crypto';
import { apply } from '../../core/layout/apply.ts';
import { withoutPanes } from '../../core/layout/change.ts';
import { allPanes, isShell, panesIn, windowOf } from '../../core/layout/find.ts';
import {
  NO_LAYOUT,
  type Closed,
  type Layout,
  type Pane,
  type PaneOfShell,
} from '../../core/layout/layout.ts';
import { LayoutError } from '../../core/layout/layoutError.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { mayDo } from '../../core/layout/mayDo.ts';
import { numbered } from '../../core/layout/numbering.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import type { LayoutView } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { LatestFile } from '../settings/latestFile.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { ShellRecord } from '../shells/shellSession.ts';
import { closedPanes, panesOfClosed, tidied } from './closedItems.ts';
import { FIRST_WINDOW } from './earlierTabs.ts';
import { Orphans } from './orphans.ts';
import { PaneRecords } from './paneRecords.ts';
import { reopened, restored } from './restoring.ts';
import type { SavedLayout } from './savedLayout.ts';

/** Of a shell whose size isn't known; its window says soon what it is. */
const USUAL_SIZE = { cols: 80, rows: 24 };

export interface LayoutDeskOptions {
  shells: Pick<ShellManager, 'has' | 'record' | 'restore' | 'leave' | 'busyPrograms' | 'belong'>;
  store: Pick<LatestFile<SavedLayout>, 'save' | 'close'>;
  clock: Clock;
  /** Tells the window of this id how it all stands now, if it is there. */
  tell: (window: string, view: LayoutView) => void;
  /** After each change, when the windows that are there have been told. */
  onChange?: (layout: Layout, before: Layout) => void;
  /** Says something to the user of a window. */
  notify: (window: string, text: Said) => void;
  /** A shell is about to be left without its window having asked for that. */
  onLeave: (shell: string) => void;
  onTrouble: (error: unknown) => void;
}

export class LayoutDesk {
  readonly #options: LayoutDeskOptions;
  readonly #records: PaneRecords;
  readonly #orphans: Orphans;
  readonly #seen = new Map<string, number>();
  readonly #leaving = new Set<Promise<void>>();
  #layout: Layout = NO_LAYOUT;
  #waiting: Closed[] = [];
  #front: string | null = null;
  #takenUp = false;

  constructor(options: LayoutDeskOptions) {
    this.#options = options;
    this.#records = new PaneRecords(options.shells);
    this.#orphans = new Orphans(options.clock, (shell) => this.#leave(shell));
  }

  /** There is one window at least, once it has begun. */
  get layout(): Layout {
    return this.#layout;
  }

  /** There are things of an earlier run that found no place yet. */
  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  /** The window that the user was in last. */
  get front(): string {
    const { windows } = this.#layout;
    const front = windows.find(({ id }) => id === this.#front) ?? windows[0];
    return front?.id ?? FIRST_WINDOW;
  }

  /** The user is in this window now. */
  toFront(window: string): void {
    if (window === this.#front) return;
    this.#front = window;
    this.changed();
  }

  /**
   * Says which windows there are, of what was saved: all of them, or, where it isn't to be restored,
   * an empty one in the place of that which was used last. No shell is opened yet, nothing stored.
   */
  begin(saved: SavedLayout, restore: boolean): void {
    this.#front = saved.front;
    this.#layout = saved; // of which the front one is one
    const one = { id: this.front, tabs: [], active: null };
    const windows = restore && saved.windows.length > 0 ? saved.windows : [one];
    this.#layout = numbered({ windows, closed: saved.closed }, NO_LAYOUT);
    this.#waiting = restore ? saved.waiting : [];
    for (const record of saved.shells) this.#records.put(record);
  }

  /** Opens the shells of all panes; from now on what changes is stored. */
  takeUp(): { lost: number; waiting: number } {
    const before = this.#layout;
    const open = (pane: Pane): void => this.#open(pane, 'app');
    const { layout, waiting, lost } = restored(before, this.#waiting, this.front, open);
    const all = numbered(layout, before);
    [this.#layout, this.#waiting, this.#takenUp] = [all, waiting, true];
    this.#settled(before);
    return { lost: lost.length, waiting: closedPanes(waiting).length };
  }

  /** Hosts of the shells that `takeUp` opens, or that come back with something that was closed. */
  hostsOf(closed?: string): string[] {
    const items = this.#layout.closed.filter(({ id }) => id === closed);
    const open = [...allPanes(this.#layout), ...panesOfClosed(this.#waiting)];
    const panes = closed === undefined ? open : panesOfClosed(items);
    return [...new Set(panes.filter(isShell).map(({ content }) => content.hostId))];
  }

  /**
   * Does what the window asks for in its operation of that number; it is told what came of it in
   * any case. Throws a `LayoutError`, or a `PersonError`, where it can't be done.
   */
  do(asking: string, op: LayoutOp, number: number): void {
    this.#seen.set(asking, number);
    try {
      windowOf(this.#layout, asking);
      if (!mayDo(this.#layout, asking, op)) throw new LayoutError(say('layout-elsewhere'));
      this.#carryOut(asking, op);
    } catch (error) {
      this.#tell(asking);
      throw error;
    }
  }

  /** Main's own doing, as if that window had asked. Throws a `LayoutError` where it can't be done. */
  change(window: string, op: LayoutOp): void {
    this.#carryOut(window, op);
  }

  /** For a page that begins: what the one before it left undone is done now. */
  view(window: string): LayoutView & { own: string } {
    this.#seen.delete(window);
    this.#orphans.leaveThoseOf(window);
    return { ...this.#viewOf(window), own: window };
  }

  /** Its page is gone, and will not say what becomes of what it closed. */
  pageGone(window: string): void {
    this.#orphans.leaveThoseOf(window);
  }

  /**
   * A window was closed by its user, who can have it back: its programs end, but for those that live
   * on without it. The last one stays: with that the app is left. Never rejects.
   */
  async windowClosed(window: string): Promise<void> {
    const { windows } = this.#layout;
    const isOneOfMany = windows.length > 1 && windows.some(({ id }) => id === window);
    if (isOneOfMany) this.#carryOut(window, { op: 'close-window', window, item: randomUUID() });
    await Promise.all(this.#leaving);
  }

  /** Programs that would be ended with the window; '' for one whose name can't be told. */
  busyProgramsOf(window: string): Promise<string[]> {
    return this.#options.shells.busyPrograms(this.panesOf(window));
  }

  /** Ids of the window's panes that show shells, which are those of the shells. */
  panesOf(window: string): string[] {
    const tabs = this.#layout.windows.find(({ id }) => id === window)?.tabs ?? [];
    return tabs.flatMap(({ tree }) => panesIn(tree).filter(isShell)).map(({ id }) => id);
  }

  /** The window that has the shell's pane. */
  homeOf(shell: string): string | undefined {
    return this.#layout.windows.find(({ id }) => this.panesOf(id).includes(shell))?.id;
  }

  /**
   * The id again, where the window may ask something of that shell: its pane is there, or was closed
   * there. Throws a `PersonError` where it is another window's.
   */
  own(window: string, shell: string): string {
    const owner = this.homeOf(shell) ?? this.#orphans.windowOf(shell) ?? window;
    if (owner !== window) throw new PersonError(say('another-window-shows'));
    return shell;
  }

  /** The id again, where the window has a pane of it on that host. Throws a `LayoutError`. */
  paneFor(window: string, shell: string, hostId: string): string {
    const pane = allPanes(this.#layout)
      .filter(isShell)
      .find(({ id }) => id === shell);
    const isThere = pane?.content.hostId === hostId && this.homeOf(shell) === window;
    if (!isThere) throw new LayoutError(say('layout-gone'));
    return shell;
  }

  /** A window leaves a shell; `ended`: with its program. To be said before. */
  leaving(shell: string, ended: boolean): void {
    this.#records.keep(shell, ended);
  }

  /** Something that is to outlive the app is another than before. */
  changed(): void {
    this.#orphans.keepOnly((shell) => this.#options.shells.has(shell));
    if (this.#takenUp) this.#options.store.save(this.#state);
  }

  /** To be called before the shells are left: from now on nothing is remembered. */
  close(): void {
    this.#orphans.keepOnly(() => false);
    if (this.#takenUp) this.#options.store.close(this.#state);
  }

  #carryOut(asking: string, op: LayoutOp): void {
    const before = this.#layout;
    if (op.op === 'close-window' && before.windows.length === 1) {
      throw new LayoutError(say('layout-last-window'));
    }
    const after = apply(before, asking, op);
    if (op.op === 'belong') this.#options.shells.belong(op.pane, op.hostId);
    if (op.op === 'reopen') this.#reopen(asking, op.item, after);
    else this.#become(after, asking);
    if (op.op === 'close-window') this.#orphans.leaveThoseOf(asking);
  }

  #reopen(asking: string, item: string, after: Layout): void {
    const open = (pane: Pane): void => this.#open(pane, 'pane');
    const { layout, refused, partly } = reopened(this.#layout, after, item, open);
    this.#become(layout, asking);
    if (partly) this.#options.notify(asking, say('layout-partly-reopened'));
    if (refused) throw refused;
  }

  /** One that was not closed yet goes on; what isn't a shell has nothing to open. */
  #open(pane: Pane, endedWith: 'app' | 'pane'): void {
    const { shells } = this.#options;
    if (!isShell(pane)) return;
    this.#orphans.forget(pane.id);
    if (!shells.has(pane.id)) shells.restore(this.#recordOf(pane), endedWith);
  }

  #recordOf({ id, content: { hostId } }: PaneOfShell): ShellRecord {
    const record = this.#records.of(id);
    if (record?.hostId === hostId) return record;
    return { shellId: id, hostId, session: undefined, size: USUAL_SIZE };
  }

  #become(layout: Layout, asking: string): void {
    const before = this.#layout;
    const stays = new Set(allPanes(layout).map(({ id }) => id));
    const gone = allPanes(before).filter(({ id }) => !stays.has(id));
    for (const { id } of gone) {
      this.#records.keep(id);
      if (this.#options.shells.has(id)) this.#orphans.add(id, asking);
    }
    const canComeBack = (pane: Pane): boolean =>
      !isShell(pane) || this.#records.of(pane.id) !== undefined;
    const closed = tidied(layout.closed, canComeBack);
    this.#layout = closed === layout.closed ? layout : { ...layout, closed };
    if (this.#layout === before) this.#tell(asking);
    else this.#settled(before);
  }

  #settled(before: Layout): void {
    const { windows, closed } = this.#layout;
    const panes = allPanes(this.#layout).map(({ id }) => id);
    this.#records.keepOnly(
      new Set([...panes, ...closedPanes(closed), ...closedPanes(this.#waiting)]),
    );
    this.changed();
    for (const { id } of windows) this.#tell(id);
    this.#options.onChange?.(this.#layout, before);
  }

  #tell(window: string): void {
    this.#options.tell(window, this.#viewOf(window));
  }

  #viewOf(window: string): LayoutView {
    return { layout: this.#layout, seen: this.#seen.get(window) ?? 0 };
  }

  /** It is without a pane and its window has not said what becomes of it. */
  #leave(shell: string): void {
    const { shells, onLeave, onTrouble } = this.#options;
    onLeave(shell);
    const left = shells.leave(shell).catch(onTrouble);
    this.#leaving.add(left);
    void left.then(() => this.#leaving.delete(left));
  }

  /** Without what is over once it is closed. */
  get #lasting(): Layout {
    const { shells } = this.#options;
    const isOver = (id: string): boolean => shells.has(id) && !shells.record(id);
    const over = allPanes(this.#layout).filter(({ id }) => isOver(id));
    return withoutPanes(this.#layout, new Set(over.map(({ id }) => id)));
  }

  get #state(): SavedLayout {
    const { windows, closed } = this.#lasting;
    const waiting = this.#waiting;
    const open = allPanes({ windows, closed }).map(({ id }) => id);
    const ids = [...open, ...closedPanes(closed), ...closedPanes(waiting)];
    const shells = ids.flatMap((id) => this.#records.of(id) ?? []);
    return { version: 2, windows, closed, waiting, shells, front: this.#front };
  }
}
