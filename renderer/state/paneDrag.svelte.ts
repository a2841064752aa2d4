// A tab or pane that is being dragged, from its start to its end, in this window or over it. The
// browser's own drag and drop carries it from window to window; the windows tell each other what
// it doesn't: over which of them it is, and that it has landed.
import type { Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import {
  DRAG_TYPES,
  droppedInStrip,
  droppedOn,
  droppedOutside,
  kindOf,
  type Dragged,
  type Zone,
} from '../lib/paneDrag.ts';

/** What windows tell each other. */
export interface DragNews {
  window: string;
  is: 'over' | 'left' | 'landed';
  /** Where it landed. */
  at?: DropPlace;
}

/** Of the screen, as mouse events tell it. */
export interface ScreenPoint {
  x: number;
  y: number;
}

/** At a pane, or between tabs. */
export type DropPlace = { pane: string; zone: Zone } | { gap: number };

const newId = (): string => crypto.randomUUID();

export interface PaneDragOptions {
  layout: { readonly own: string; readonly layout: Layout; do(op: LayoutOp): Promise<void> };
  /** The window of this id, which is made next, is to stand there. */
  place: (window: string, point: ScreenPoint) => void;
  /** Brings the system's keyboard to this window. */
  takeKeyboard: () => void;
  /** Tells the other windows. */
  tell: (news: DragNews) => void;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
}

/**
 * Whether a drag was called off isn't told. Its Escape is let go after it, and another window may
 * have to say that it landed there: after so long nothing more is to come.
 */
export const BEAT_MS = 300;
/**
 * A drag that is called off leaves and ends at once. It is waited for, and not measured: in a window that
 * stands still meanwhile its end comes late, and still before this is over.
 */
const AT_ONCE_MS = 100;

type Data = Pick<DataTransfer, 'setData'> & { effectAllowed: string };

export class PaneDrag {
  readonly #options: PaneDragOptions;
  /** What began in this window. */
  #own = $state.raw<Dragged | null>(null);
  #kind = $state<Dragged['kind'] | null>(null);
  /** Other windows that it is over. */
  #others: readonly string[] = [];
  /** It has left this window for longer than one does that is called off. */
  #isGone = true;
  #staysGone: (() => void) | null = null;
  /** It has ended, but another window may have to say that it landed there. */
  #late: Dragged | null = null;
  #calledOff: (() => void) | null = null;
  /** What was let go here comes from another window, and isn't there yet. */
  #awaited = false;

  constructor(options: PaneDragOptions) {
    this.#options = options;
  }

  /** What began in this window; of what comes from others only the kind is known. */
  get own(): Dragged | null {
    return this.#own;
  }

  /** What is over this window; null for nothing. */
  get over(): Dragged['kind'] | null {
    return this.#kind;
  }

  start(dragged: Dragged, data: Data | null): void {
    if (!data) return;
    this.#reset();
    this.#others = []; // one may have crashed with it
    data.setData(DRAG_TYPES[dragged.kind], dragged.id);
    data.effectAllowed = 'move';
    this.#own = dragged;
  }

  /** It came into this window. */
  entered(data: Pick<DataTransfer, 'types'> | null): void {
    const kind = kindOf(data?.types ?? []);
    if (!kind || this.#kind === kind) return;
    this.#kind = kind;
    this.#tell('over');
  }

  /** It left this window. */
  left(): void {
    if (this.#kind === null) return;
    this.#kind = null;
    this.#staysGone?.();
    this.#isGone = false;
    this.#staysGone = this.#options.later(AT_ONCE_MS, () => (this.#isGone = true));
    this.#tell('left');
  }

  /** It was let go here. What it does is done by the window that it comes from, for it is that one's. */
  dropped(at: DropPlace): void {
    const dragged = this.#own;
    this.#reset();
    this.#tell('landed', at);
    this.#awaited = !dragged;
    if (dragged) this.#do(dragged, at, this.#options.layout.own);
    else this.#options.takeKeyboard();
  }

  /** Whether the pane that has the focus now was let go here a moment ago; answers so once. */
  arrived(): boolean {
    const awaited = this.#awaited;
    this.#awaited = false;
    return awaited;
  }

  /** What began here is over. `inside`: the pointer is in this window, as far as is known. */
  ended(inside: boolean, at: ScreenPoint): void {
    const dragged = this.#own;
    const away = this.#isAway(inside);
    this.#own = this.#kind = null;
    if (!dragged) return;
    this.#late = dragged;
    const { later } = this.#options;
    this.#calledOff = later(BEAT_MS, () => this.#over(dragged, away, at));
  }

  /** Escape: what isn't decided yet is called off. */
  escaped(): void {
    this.#calledOff?.();
    this.#calledOff = this.#late = null;
  }

  /** A press: whatever was dragged has ended, though nobody said so. */
  pressed(): void {
    if (this.#own || this.#kind) this.#reset();
  }

  /** Another window tells. It may say where something landed only of what was dragged out of here. */
  heard({ window, is, at }: DragNews): void {
    const rest = this.#others.filter((other) => other !== window);
    this.#others = is === 'over' ? [...rest, window] : rest;
    if (is !== 'landed') return;
    const dragged = this.#own ?? this.#late;
    const gone = this.#kind === null;
    this.#reset();
    if (dragged && at && gone) this.#do(dragged, at, window);
  }

  /** Outside of all windows, and not called off within this one. Wayland knows no place outside. */
  #isAway(inside: boolean): boolean {
    if (this.#kind !== null || this.#others.length > 0) return false;
    return !inside || this.#isGone;
  }

  #over(dragged: Dragged, away: boolean, at: ScreenPoint): void {
    this.#calledOff = this.#late = null;
    const { layout, place } = this.#options;
    const op = away ? droppedOutside(layout.layout, dragged, newId) : null;
    if (op && 'to' in op && 'window' in op.to) place(op.to.window, at);
    this.#ask(op);
  }

  #do(dragged: Dragged, at: DropPlace, window: string): void {
    const { layout } = this.#options.layout;
    if ('gap' in at) this.#ask(droppedInStrip(layout, dragged, window, at.gap, newId));
    else this.#ask(droppedOn(layout, dragged, at.pane, at.zone, newId));
  }

  #ask(op: LayoutOp | null): void {
    if (op) void this.#options.layout.do(op);
  }

  #tell(is: DragNews['is'], at?: DropPlace): void {
    this.#options.tell({ window: this.#options.layout.own, is, ...(at ? { at } : {}) });
  }

  #reset(): void {
    this.escaped();
    this.#own = this.#kind = null;
  }
}
