// All windows of the app, by their ids in the layout, which says which of them there are: opened and
// taken away as it changes. Knows the one in front, to which all goes that is for one window alone. At
// the start that one opens first, and the others behind it, one by one.
import type { Point, Rectangle } from 'electron';
import type { Layout } from '../../core/layout/layout.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { WindowRef } from '../window.ts';
import { AppWindow, type NativeWindow } from './appWindow.ts';
import { Closing } from './closing.ts';
import { movedInto } from './movedInto.ts';
import { OneByOne } from './oneByOne.ts';
import { fittingPlace, placeAt, placeBeside, type WindowPlace } from './windowBounds.ts';
import type { WindowPlaces } from './windowPlaces.ts';

/**
 * A window that is out of sight hands its shells over meanwhile, of which one may have a million lines.
 * Who says nothing, or isn't asked, is given up long before this.
 */
export const HANDING_OVER_LIMIT_MS = 120_000;

export interface WindowDeskOptions<N extends NativeWindow> {
  make: (place: WindowPlace) => N;
  /** Its page is ours, and may call. */
  add: (native: N, layoutId: string) => WindowRef;
  places: WindowPlaces;
  /** The work areas now. */
  displays: () => readonly Rectangle[];
  clock: Clock;
  /** The user is in this window now. */
  onFront: (id: string) => void;
  /** Its user wants it closed. */
  onClose: (window: AppWindow<N>) => void;
  /** Its page is gone, and being loaded again unless this was once too often. */
  onCrash: (window: AppWindow<N>, reason: string, broughtBack: boolean) => void;
  /** It is out of the layout and out of sight; once this is done it goes for good. */
  beforeGone: (window: WindowRef) => void | Promise<void>;
  /** Something failed while a window went; it goes all the same. */
  onTrouble: (error: unknown) => void;
}

export class WindowDesk<N extends NativeWindow = NativeWindow> {
  readonly #options: WindowDeskOptions<N>;
  readonly #open = new Map<string, AppWindow<N>>();
  /** Out of the layout, and not gone yet. */
  readonly #going = new Set<N>();
  /** Ids of the open ones; the one that had the keyboard last at the end. */
  #recent: string[] = [];
  /** Gone although the layout has them still: not opened again. */
  readonly #dropped = new Set<string>();
  readonly #turns: OneByOne;
  readonly #firstShown = withResolvers<void>();
  #wish: { id: string; point: Point } | undefined;
  #ended = false;

  constructor(options: WindowDeskOptions<N>) {
    this.#options = options;
    this.#turns = new OneByOne(options.clock, (id) => this.#openOne(id, false));
  }

  /** Resolved once the user sees one of them, whichever. */
  get firstShown(): Promise<void> {
    return this.#firstShown.promise;
  }

  /** In the order in which they were opened. */
  get all(): AppWindow<N>[] {
    return [...this.#open.values()].filter(({ leaving }) => !leaving);
  }

  /** The one that had the keyboard last; undefined where there is none. */
  get front(): AppWindow<N> | undefined {
    const id = this.#recent.findLast((one) => !this.#open.get(one)!.leaving);
    return id === undefined ? undefined : this.#open.get(id);
  }

  /** That of this id in the layout; undefined where it is gone, or going. */
  byId(id: string): AppWindow<N> | undefined {
    return this.all.find((window) => window.id === id);
  }

  /** Undefined once it is gone. */
  of({ layoutId }: WindowRef): AppWindow<N> | undefined {
    return this.#open.get(layoutId);
  }

  /** No other is there, or is about to open. */
  isOnly(window: AppWindow<N>): boolean {
    return !this.#turns.some && this.all.every((one) => one === window);
  }

  /**
   * Opens and takes away windows, so that there are those of the layout. Those of the last run wait
   * for their turn, but for one that something is moved into: `before` tells where that was.
   */
  follow(layout: Layout, before?: Layout): void {
    if (this.#ended) return;
    const ids = layout.windows.map(({ id }) => id);
    if (ids.length === 0) return; // the last one goes with the app, and not before it
    for (const id of this.#dropped) if (!ids.includes(id)) this.#dropped.delete(id);
    this.#turns.keepOnly(ids);
    if (this.#open.size === 0) this.#begin(ids);
    for (const id of ids) if (!this.#isKnown(id)) this.#openOne(id, true);
    if (before && this.#turns.some) {
      for (const id of movedInto(layout, before))
        if (this.#turns.take(id)) this.#openOne(id, false);
    }
    for (const [id, window] of this.#open) if (!ids.includes(id)) this.#takeAway(window);
    this.#options.places.retain(layout);
  }

  /** The window has its picture, and what is in front there can be used: it is the next one's turn. */
  hasPicture({ layoutId }: WindowRef): void {
    this.#turns.done(layoutId);
  }

  /** Its user wants to see it: one that waits opens now. */
  raise(id: string): void {
    if (this.#turns.take(id)) this.#openOne(id, true);
    else this.byId(id)?.bringToFront();
  }

  /** A window that is to be made next stands at this point of the screen, if there is a display. */
  placeNext(id: string, point: Point): void {
    this.#wish = { id, point };
  }

  /** The displays are others than before. */
  fitIn(): void {
    for (const window of this.all) window.fitIn();
  }

  /** It goes, whatever the layout says. */
  drop(window: AppWindow<N>): void {
    if (this.#open.get(window.id) !== window) return;
    this.#dropped.add(window.id);
    this.#takeAway(window);
  }

  /** The app ends: where they stand is stored now, and nothing after it. */
  end(): void {
    this.#ended = true;
    this.#turns.end();
    for (const window of this.all) this.#keepPlace(window);
    this.#options.places.close();
  }

  /** All go at once. */
  destroyAll(): void {
    const open = [...this.#open.values()].map(({ native }) => native);
    for (const native of [...open, ...this.#going]) if (!native.isDestroyed()) native.destroy();
  }

  #isKnown(id: string): boolean {
    return this.#open.has(id) || this.#dropped.has(id) || this.#turns.has(id);
  }

  /** At the start: the one that was in front last, and the others in their turns. */
  #begin(ids: readonly string[]): void {
    const known = this.#options.places.latestFirst(ids).filter((id) => !this.#dropped.has(id));
    this.#turns.begin(known);
    if (known.length > 0) this.#openOne(known[0]!, true);
  }

  /** `inFront`: with the keyboard; else behind all others. */
  #openOne(id: string, inFront: boolean): void {
    const { make, add, displays, clock, onClose, onCrash } = this.#options;
    const place = this.#placeFor(id);
    const native = make(place);
    const window: AppWindow<N> = new AppWindow({
      ...{ native, ref: add(native, id), maximized: place.maximized, active: inFront, displays },
      now: () => clock.now(),
      onClose: () => onClose(window),
      onFocus: () => this.#focused(window),
      onMoved: () => this.#keepPlace(window),
      onCrash: (reason, broughtBack) => {
        setImmediate(() => this.#turns.done(id)); // no window is made in the middle of a crash
        onCrash(window, reason, broughtBack);
      },
    });
    native.once('closed', () => this.#forget(window));
    void window.firstShown.then(() => this.#shown(inFront));
    this.#open.set(id, window);
    if (inFront) this.#toFront(id);
    else this.#recent.unshift(id);
  }

  /** One that comes up behind may not cover the one that its user is in. */
  #shown(inFront: boolean): void {
    this.#firstShown.resolve();
    const native = this.front?.native;
    if (!inFront && native?.isFocused()) native.moveTop();
  }

  #placeFor(id: string): WindowPlace {
    const { places } = this.#options;
    const displays = this.#options.displays();
    const from = this.front?.native.getNormalBounds();
    const known = places.of(id) ?? (from ? undefined : places.takeFirst());
    if (known || !from) return fittingPlace(known, displays);
    const wished = this.#wish?.id === id ? placeAt(this.#wish.point, from, displays) : undefined;
    return wished ?? placeBeside(from, displays);
  }

  #focused(window: AppWindow<N>): void {
    if (this.#open.get(window.id) !== window || window.leaving) return;
    this.#toFront(window.id);
    if (this.#ended) return;
    this.#options.places.inFront(window.id, window.where);
    this.#options.onFront(window.id);
  }

  #toFront(id: string): void {
    this.#recent = [...this.#recent.filter((one) => one !== id), id];
  }

  #keepPlace(window: AppWindow<N>): void {
    if (this.#open.get(window.id) !== window || window.native.isDestroyed()) return;
    this.#options.places.keep(window.id, window.where);
  }

  #takeAway(window: AppWindow<N>): void {
    const { clock, beforeGone, onTrouble } = this.#options;
    this.#keepPlace(window);
    this.#forget(window);
    const { native } = window;
    if (native.isDestroyed()) return;
    this.#going.add(native);
    native.once('closed', () => this.#going.delete(native));
    const going = new Closing({
      clock,
      mayClose: () => Promise.resolve(true),
      steps: [() => window.leave(), () => beforeGone(window.ref)],
      stepLimitMs: HANDING_OVER_LIMIT_MS,
      destroy: () => {
        if (!native.isDestroyed()) native.destroy();
      },
      onTrouble,
    });
    void going.closeNow();
  }

  #forget(window: AppWindow<N>): void {
    if (this.#open.get(window.id) !== window) return;
    this.#open.delete(window.id);
    this.#recent = this.#recent.filter((id) => id !== window.id);
    this.#turns.done(window.id);
  }
}
