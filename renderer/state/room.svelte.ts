// How much room the window has, in the steps at which its parts fold away, and where the system put its
// buttons into it. A page that is zoomed to 200 % is as narrow as a window half as wide.
import { MediaQuery } from 'svelte/reactivity';

/** Narrower than this, in CSS pixels, and … */
export const WIDTHS = {
  /** … panels lie over the panes. */
  panelsOver: 1200,
  /** … the sidebar is a drawer over the panes. */
  drawer: 800,
  /** … the rail is a menu, the strip one picker, and of a split one pane is shown. */
  folded: 680,
} as const;

/** Room that the system's buttons take at the ends of the window's upper edge, in pixels. */
export interface Controls {
  left: number;
  right: number;
}

interface Overlay extends EventTarget {
  visible: boolean;
  getTitlebarAreaRect(): DOMRect;
}

export class Room {
  readonly #panelsOver = narrower(WIDTHS.panelsOver);
  readonly #drawer = narrower(WIDTHS.drawer);
  readonly #folded = narrower(WIDTHS.folded);
  #controls = $state.raw<Controls | null>(null);

  constructor() {
    const overlay = (navigator as { windowControlsOverlay?: Overlay }).windowControlsOverlay;
    if (!overlay) return;
    const look = () => (this.#controls = overlay.visible ? controlsOf(overlay) : null);
    overlay.addEventListener('geometrychange', look);
    look();
  }

  get panelsOver(): boolean {
    return this.#panelsOver.current;
  }

  get drawer(): boolean {
    return this.#drawer.current;
  }

  get folded(): boolean {
    return this.#folded.current;
  }

  /** Null where the system draws the whole frame, or leaves room by other means (macOS). */
  get controls(): Controls | null {
    return this.#controls;
  }
}

function narrower(pixels: number): MediaQuery {
  return new MediaQuery(`(width < ${pixels}px)`);
}

function controlsOf(overlay: Overlay): Controls {
  const { x, width } = overlay.getTitlebarAreaRect();
  return { left: Math.round(x), right: Math.max(0, Math.round(innerWidth - x - width)) };
}
