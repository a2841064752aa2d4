// The part of xterm.js that paints, with a switch. By itself it pauses only when its observer
// tells that the terminal is out of sight, a frame or two late; and at each scroll it has the
// selection painted anew, all rows of it, whether there is one or not, and paused or not.
import type { Terminal } from '@xterm/xterm';

type Cell = [x: number, y: number] | undefined;
type Selection = [start: Cell, end: Cell, inColumns: boolean];

/** Private to xterm.js 6; tests/e2e/painting.e2e.ts fails if it goes. */
export interface RenderService {
  /** Pauses while the terminal can't be seen; paints all of it, once it can, where that is due. */
  _handleIntersectionChange(seen: { isIntersecting: boolean }): void;
  /** Measures the characters anew, which can't be done while they aren't on the page. */
  handleCharSizeChanged(): void;
  handleSelectionChanged(...selection: Selection): void;
  /** Of a paused one, what is to become of its places when the terminal has another size. */
  _pausedResizeTask: { flush(): void };
}

export class Painter {
  readonly #service: RenderService;
  readonly #paintSelection: (...selection: Selection) => void;
  #paused = false;
  #isSelected = false;
  /** What is selected is another since the pause began. */
  #selection: Selection | null = null;

  /** To be made once the terminal is open. */
  constructor(service: RenderService) {
    this.#service = service;
    this.#paintSelection = service.handleSelectionChanged.bind(service);
    service.handleSelectionChanged = (...selection) => this.#select(selection);
  }

  static of(terminal: Terminal): Painter {
    const { _core } = terminal as unknown as { _core: { _renderService: RenderService } };
    return new Painter(_core._renderService);
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#service._handleIntersectionChange({ isIntersecting: !paused });
    if (!paused && this.#selection) this.#paintSelection(...this.#selection);
    if (!paused) this.#selection = null;
  }

  measure(): void {
    this.#service.handleCharSizeChanged();
  }

  /**
   * The terminal has another size. Paused, xterm.js would put off to reckon with it, take a screen
   * that became smaller for all there is, and its own scrolling within that for a person's.
   */
  resized(): void {
    if (this.#paused) this.#service._pausedResizeTask.flush();
  }

  #select(selection: Selection): void {
    const [start, end] = selection;
    const isSelected = start !== undefined && end !== undefined;
    if (!isSelected && !this.#isSelected) return;
    this.#isSelected = isSelected;
    if (this.#paused) this.#selection = selection;
    else this.#paintSelection(...selection);
  }
}
