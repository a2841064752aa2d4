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
  /** With the next frame: how far the scrollbar is. Answers with an id. */
  addRefreshCallback(callback: FrameRequestCallback): number;
  /** Of a paused one, what is to become of its places when the terminal has another size. */
  _pausedResizeTask: { flush(): void };
}

/** Private to it as well. */
interface Core {
  _renderService: RenderService;
  /** The field that is typed into follows the cursor. */
  _syncTextArea(): void;
}

export class Painter {
  readonly #service: RenderService;
  readonly #core: Pick<Core, '_syncTextArea'>;
  readonly #paintSelection: (...selection: Selection) => void;
  #paused = false;
  #resting = false;
  /** What is due at the end of a rest. */
  readonly #late = new Set<() => void>();
  #isSelected = false;
  /** What is selected is another since the pause began. */
  #selection: Selection | null = null;

  /** To be made once the terminal is open. */
  constructor(service: RenderService, core: Pick<Core, '_syncTextArea'>) {
    this.#service = service;
    this.#core = core;
    this.#paintSelection = service.handleSelectionChanged.bind(service);
    service.handleSelectionChanged = (...selection) => this.#select(selection);
    this.#putOff();
  }

  static of(terminal: Terminal): Painter {
    const { _core } = terminal as unknown as { _core: Core };
    return new Painter(_core._renderService, _core);
  }

  /**
   * For a moment the page is to stay as it is. What follows the cursor and the scrollback has it laid out
   * anew with every frame else, for nothing that is seen.
   */
  set resting(resting: boolean) {
    this.#resting = resting;
    if (resting) return;
    const late = [...this.#late];
    this.#late.clear();
    for (const run of late) run();
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

  #putOff(): void {
    const [service, core] = [this.#service, this.#core];
    const whenDue = service.addRefreshCallback.bind(service);
    const follow = core._syncTextArea.bind(core);
    service.addRefreshCallback = (callback) => {
      if (!this.#resting) return whenDue(callback);
      this.#late.add(() => whenDue(callback));
      return 0;
    };
    core._syncTextArea = () => (this.#resting ? void this.#late.add(follow) : follow());
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
