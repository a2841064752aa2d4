// The app's windows without Electron: the desk, the rules of closing and crashing, and a layout in
// memory in the place of who owns it.
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import { onTestFinished } from 'vitest';
import { apply } from '../../core/layout/apply.ts';
import { panesIn } from '../../core/layout/find.ts';
import { NO_LAYOUT, type Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import type { AppWindow } from '../../electron/main/appWindow.ts';
import { ClosingRules } from '../../electron/main/closingRules.ts';
import { Crashes } from '../../electron/main/crashes.ts';
import { WindowDesk } from '../../electron/main/windowDesk.ts';
import { WindowPlaces } from '../../electron/main/windowPlaces.ts';
import type { WindowsOf } from '../../electron/main/windowsOf.ts';
import type { WindowRef } from '../../electron/window.ts';
import { inWords, type Said } from '../../words/said.ts';
import { ManualClock } from './manualClock.ts';
import { MemoryWindow } from './memoryWindow.ts';
import { PlayedWindow } from './playedWindow.ts';
import { temporaryDirectory } from './temporary.ts';

const DISPLAY = { x: 0, y: 0, width: 1920, height: 1040 };

/** Windows of these ids, each with one tab of one pane: `a`, `a-tab`, `a-pane`. */
export function layoutOf(...ids: string[]): Layout {
  return ids.reduce<Layout>((layout, id) => {
    const made = apply(layout, id, { op: 'new-window', window: id });
    return apply(made, id, openOp(`${id}-tab`, `${id}-pane`));
  }, NO_LAYOUT);
}

export function openOp(tab: string, id: string): LayoutOp {
  const pane = { kind: 'pane', id, content: { kind: 'shell', hostId: 'local' } } as const;
  return { op: 'open', tab, pane, index: null };
}

export class WindowRig implements WindowsOf {
  readonly clock = new ManualClock();
  readonly natives: PlayedWindow[] = [];
  readonly path: string;
  displays: Rectangle[] = [DISPLAY];
  readonly desk: WindowDesk<PlayedWindow>;
  readonly rules: ClosingRules<PlayedWindow>;
  readonly crashes: Crashes<PlayedWindow>;
  layout: Layout = NO_LAYOUT;
  /** Names of programs by their panes. */
  readonly programs = new Map<string, string>();
  /** Questions that were asked: of which window, about what, and how it was called. */
  readonly asked: string[] = [];
  answer: () => Promise<boolean> = () => Promise.resolve(true);
  /** Windows that got the keyboard, in order. */
  readonly fronts: string[] = [];
  /** The app is on its way out. */
  onLeaving: () => Promise<void> = () => Promise.resolve();
  beforeGone: (window: WindowRef) => Promise<void> = () => Promise.resolve();
  /** What happened, in order. */
  readonly done: string[] = [];
  readonly notices: [window: string, text: string][] = [];

  constructor({ path = join(temporaryDirectory(), 'window.json'), platform = 'linux' } = {}) {
    this.path = path;
    const { clock } = this;
    const onTrouble = (error: unknown): void => void this.done.push(String(error));
    const places = new WindowPlaces({
      ...{ path, clock, now: new Date(0) },
      ...{ onStored: () => undefined, onProblem: onTrouble },
    });
    onTestFinished(() => places.saved()); // before its folder goes
    this.desk = new WindowDesk<PlayedWindow>({
      make: (place) => {
        this.natives.push(new PlayedWindow(place));
        return this.natives.at(-1)!;
      },
      add: (_native, id) => new MemoryWindow(id),
      places,
      displays: () => this.displays,
      clock,
      onFront: (id) => void this.fronts.push(id),
      onClose: (window) => this.rules.wished(window),
      onCrash: (...args) => this.crashes.crashed(...args),
      beforeGone: (window) => this.beforeGone(window),
      onTrouble,
    });
    this.rules = new ClosingRules({
      ...{ platform: platform as NodeJS.Platform, clock, desk: this.desk },
      windowsOf: () => this,
      busyPrograms: () => Promise.resolve([...this.programs.values()]),
      mayLeave: (window, programs, what) => this.#ask(window, programs, what),
      onClosing: () => {
        this.done.push('shells left');
        return this.onLeaving();
      },
      onTrouble,
    });
    this.crashes = new Crashes({
      ...{ desk: this.desk, onTrouble, log: () => undefined },
      windowsOf: () => this,
      notices: () => ({
        addFor: ({ layoutId }, _id, _level, text: Said) =>
          void this.notices.push([layoutId, inWords(text)]),
      }),
      onLastGone: () => void this.rules.quitNow(),
    });
  }

  /** These windows are there, one after the other, and their pages shown. */
  open(layout: Layout): this {
    this.begin(layout);
    for (const window of this.desk.all) this.show(window.id);
    return this;
  }

  /** The first of these windows is there, and nothing shown yet. */
  begin(layout: Layout): void {
    this.layout = layout;
    this.desk.follow(layout);
  }

  /** The page of a window is shown, and those of all that opens because of that. */
  show(id: string): void {
    const before = this.ids;
    this.native(id).ready();
    this.desk.hasPicture(this.window(id).ref);
    for (const next of this.ids) if (!before.includes(next)) this.show(next);
  }

  change(window: string, op: LayoutOp): void {
    const before = this.layout;
    this.layout = apply(before, window, op);
    this.desk.follow(this.layout, before);
  }

  windowClosed(window: string): Promise<void> {
    this.done.push(`${window} closed`);
    this.change(window, { op: 'close-window', window, item: `item-${window}` });
    return Promise.resolve();
  }

  busyProgramsOf(window: string): Promise<string[]> {
    const found = this.layout.windows.find(({ id }) => id === window);
    const panes = found?.tabs.flatMap(({ tree }) => panesIn(tree)) ?? [];
    return Promise.resolve(panes.flatMap(({ id }) => this.programs.get(id) ?? []));
  }

  window(id: string): AppWindow<PlayedWindow> {
    return this.desk.all.find((window) => window.id === id)!;
  }

  native(id: string): PlayedWindow {
    return this.window(id).native;
  }

  heard(id: string): MemoryWindow {
    return this.window(id).ref as MemoryWindow;
  }

  /** Ids of the windows that are open, as they stand in the layout; behind them those that are in none. */
  get ids(): string[] {
    const open = this.desk.all.map(({ id }) => id);
    const known = this.layout.windows.map(({ id }) => id).filter((id) => open.includes(id));
    return [...new Set([...known, ...open])];
  }

  #ask({ id }: AppWindow<PlayedWindow>, programs: string[], what: string): Promise<boolean> {
    if (programs.length === 0) return Promise.resolve(true);
    this.asked.push(`${id}: ${what} ${programs.join()}`);
    return this.answer();
  }
}
