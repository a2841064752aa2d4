// Whose size a terminal has. Usually the shell takes that of the place on the screen; at a shared
// shell it may have another one, and then the terminal has exactly that: smaller text where it
// wouldn't fit, and an empty margin where it doesn't fill its place.
import type { Terminal } from '@xterm/xterm';

export interface Size {
  cols: number;
  rows: number;
}

export interface ShownSize extends Size {
  /** Somebody else at the shell chose it. */
  theirs: boolean;
  /** More than its place has room for, in the smallest text that can be read. */
  cropped: boolean;
}

export interface ShellSizeOptions {
  terminal: Pick<Terminal, 'options' | 'resize' | 'cols' | 'rows'>;
  /** What the place has room for at the present size of text; undefined while hidden. */
  room: () => Size | undefined;
  /** The size of text that the user chose, pixels. */
  fontSize: () => number;
  /** Whether the shell follows what this place has room for. */
  mayResize: () => boolean;
  /** The place has room for so much, at the size of text that the user chose. */
  onRoom: (size: Size) => void;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
  /** The terminal has another size. */
  onShown: (shown: ShownSize) => void;
}

/** Text smaller than this can't be read; what doesn't fit then is scrolled to. Pixels. */
const SMALLEST_TEXT = 6;
const TEXT_STEP = 0.5;
/** No agent that behaves says more, and the memory of one that doesn't isn't this window's. */
const MOST: Size = { cols: 1024, rows: 256 };
/** The output, the group's news and a resize of one's own cross; after so long the news are right. */
export const SETTLED_MS = 2_000;

export class ShellSize {
  readonly #options: ShellSizeOptions;
  #room: Size | undefined;
  /** The shell's size where it isn't that of the room. */
  #theirs: Size | undefined;
  /** The size of a terminal that comes from another window, until it is here. */
  #arriving: Size | undefined;
  /** The shell's size as it was last told beside the output. */
  #news: Size | undefined;
  #cancelSettling: () => void = () => undefined;

  constructor(options: ShellSizeOptions) {
    this.#options = options;
  }

  /** What the place has room for; undefined before it was shown. */
  get room(): Size | undefined {
    return this.#room;
  }

  /** The place may have changed, or the size of text. Does nothing while hidden. */
  fit(): void {
    const { terminal, fontSize, mayResize, onRoom } = this.#options;
    setText(terminal, fontSize());
    const room = this.#options.room();
    if (!room) return this.#apply();
    const changed = !this.#room || !isSame(room, this.#room);
    this.#room = room;
    if (changed && mayResize()) this.#theirs = undefined;
    this.#apply();
    if (changed) onRoom(room);
    if (changed) this.#settleSoon();
  }

  /** From here on in the output the shell has this size. */
  take(told: Size): void {
    const size = bearable(told);
    this.#theirs = this.#room && isSame(size, this.#room) ? undefined : size;
    this.#apply();
    this.#settleSoon();
  }

  /** The shell has this size, as it is told beside the output, and a moment later. */
  heard(told: Size): void {
    const size = bearable(told);
    this.#news = size;
    this.#settleSoon();
    const shown = this.#theirs ?? this.#room;
    if (!shown || isSame(size, shown)) return;
    const ours = this.#room !== undefined && isSame(size, this.#room);
    // Who may resize has perhaps just done so, and these are old news.
    if (ours || !this.#options.mayResize()) this.take(size);
  }

  /** The terminal has this size in the window it comes from, and keeps it until `arrived`. */
  arrives(told: Size): void {
    this.#arriving = bearable(told);
    this.#apply();
  }

  /** It is here, in that size still; or, where it didn't come whole, begins anew in the room's. */
  arrived(whole: boolean): void {
    const size = this.#arriving;
    this.#arriving = undefined;
    if (whole && size) return this.take(size);
    this.#theirs = undefined;
    this.#apply();
  }

  /** Nothing will be told any more. */
  close(): void {
    this.#cancelSettling();
  }

  #settleSoon(): void {
    this.#cancelSettling();
    this.#cancelSettling = this.#options.later(SETTLED_MS, () => {
      const [news, shown] = [this.#news, this.#theirs ?? this.#room];
      if (news && shown && !isSame(news, shown)) this.take(news);
    });
  }

  #apply(): void {
    const { terminal, onShown } = this.#options;
    const size = this.#arriving ?? this.#theirs ?? this.#room;
    if (!size) return;
    if (this.#arriving) return resize(terminal, size);
    if (this.#theirs && this.#room) this.#shrinkText(this.#theirs, this.#room);
    else setText(terminal, this.#options.fontSize());
    resize(terminal, size);
    const theirs = this.#theirs !== undefined;
    const room = theirs ? this.#options.room() : undefined;
    onShown({ ...size, theirs, cropped: room !== undefined && !holds(room, size) });
  }

  #shrinkText(size: Size, room: Size): void {
    const { terminal, fontSize } = this.#options;
    const scale = Math.min(1, room.cols / size.cols, room.rows / size.rows);
    let text = Math.max(SMALLEST_TEXT, Math.floor((fontSize() * scale) / TEXT_STEP) * TEXT_STEP);
    setText(terminal, text);
    // Letters don't shrink quite as their size says.
    for (let has = this.#options.room(); has && !holds(has, size); has = this.#options.room()) {
      if (text <= SMALLEST_TEXT) return;
      text -= TEXT_STEP;
      setText(terminal, text);
    }
  }
}

function resize(terminal: ShellSizeOptions['terminal'], { cols, rows }: Size): void {
  if (terminal.cols !== cols || terminal.rows !== rows) terminal.resize(cols, rows);
}

function setText(terminal: ShellSizeOptions['terminal'], pixels: number): void {
  if (terminal.options.fontSize !== pixels) terminal.options.fontSize = pixels;
}

function bearable({ cols, rows }: Size): Size {
  return { cols: Math.min(cols, MOST.cols), rows: Math.min(rows, MOST.rows) };
}

function isSame(one: Size, other: Size): boolean {
  return one.cols === other.cols && one.rows === other.rows;
}

function holds(room: Size, size: Size): boolean {
  return room.cols >= size.cols && room.rows >= size.rows;
}
