// Marks what was found on the rows in view, and only there: so all is marked, whatever there is of it,
// and a scroll costs what one screen costs.
import type { IDecoration, IMarker, Terminal } from '@xterm/xterm';
import { hitsInLine, lineHeight, lineStart, type Hit } from './lines.ts';

/** #rrggbb each. */
export interface MatchColours {
  match: string;
  now: string;
  onNow: string;
}

type Screen = Pick<Terminal, 'buffer' | 'rows' | 'cols' | 'registerMarker' | 'registerDecoration'>;

/** A part of one row. */
interface Stretch {
  row: number;
  column: number;
  width: number;
  now: boolean;
}

/** A row has no more cells that could be marked apart. */
const MOST_IN_LINE = 10_000;

export class Marks {
  readonly #screen: Screen;
  #colours: MatchColours | null = null;
  #shown: { stretch: Stretch; marker: IMarker; decoration: IDecoration | undefined }[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Marks what there is in view; does nothing where just that is marked already. */
  show(expression: RegExp, now: Hit | null, colours: MatchColours): void {
    const wanted = inView(this.#screen, expression, now);
    if (this.#colours?.match === colours.match && this.#isShown(wanted)) return;
    this.clear();
    this.#colours = colours;
    for (const stretch of wanted) this.#mark(stretch, colours);
  }

  clear(): void {
    for (const { decoration, marker } of this.#shown) {
      decoration?.dispose();
      marker.dispose();
    }
    this.#shown = [];
  }

  #isShown(wanted: readonly Stretch[]): boolean {
    if (wanted.length !== this.#shown.length) return false;
    return this.#shown.every(({ stretch, marker }, at) => {
      const { row, column, width, now } = wanted[at]!;
      const same = stretch.column === column && stretch.width === width && stretch.now === now;
      return same && marker.line === row; // which moves with its text
    });
  }

  #mark(stretch: Stretch, colours: MatchColours): void {
    const { baseY, cursorY } = this.#screen.buffer.active;
    const marker = this.#screen.registerMarker(stretch.row - baseY - cursorY);
    const { column: x, width, now } = stretch;
    const look = now
      ? { layer: 'top' as const, backgroundColor: colours.now, foregroundColor: colours.onNow }
      : { backgroundColor: colours.match };
    const decoration = this.#screen.registerDecoration({ marker, x, width, ...look });
    this.#shown.push({ stretch, marker, decoration });
  }
}

function inView(screen: Screen, expression: RegExp, now: Hit | null): Stretch[] {
  const rows = screen.buffer.active;
  const end = rows.viewportY + screen.rows;
  const stretches: Stretch[] = [];
  for (let first = lineStart(rows, rows.viewportY); first < end; first += lineHeight(rows, first)) {
    for (const hit of hitsInLine(rows, first, expression, MOST_IN_LINE)) {
      const isNow = now?.row === hit.row && now.column === hit.column;
      stretches.push(...stretchesOf(hit, screen.cols, isNow));
    }
  }
  return joined(stretches.filter(({ row }) => row >= rows.viewportY && row < end));
}

/** What goes on in the next row is a part of its own there. */
function stretchesOf({ row, column, length }: Hit, columns: number, now: boolean): Stretch[] {
  const parts: Stretch[] = [];
  for (let left = length, at = column, line = row; left > 0; line++, at = 0) {
    const width = Math.min(left, columns - at);
    if (width <= 0) break;
    parts.push({ row: line, column: at, width, now });
    left -= width;
  }
  return parts;
}

/** What touches looks like one, and is one mark less to draw. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const one of stretches) {
    const last = all.at(-1);
    const touches =
      last?.row === one.row && last.now === one.now && last.column + last.width === one.column;
    if (touches) last.width += one.width;
    else all.push({ ...one });
  }
  return all;
}
