// Tells xterm.js where links are: on the line under the pointer, with what it was wrapped from and to.
import type { IBufferLine, ILink, ILinkProvider, IViewportRange, Terminal } from '@xterm/xterm';
import { findLinks, type FoundLink } from './linkFinder.ts';

export interface LinkActions {
  activate(event: MouseEvent, url: string): void;
  hover?(event: MouseEvent, url: string, range: IViewportRange): void;
  leave?(event: MouseEvent, url: string): void;
}

/** Rows above and below that are looked at; the longest link that opens is as long. */
const MAX_ROWS = 100;

interface Place {
  x: number;
  y: number;
}

/** A line as the program wrote it, and the cell of each of its UTF-16 units. */
interface WholeLine {
  text: string;
  cells: Place[];
}

type Buffer = Pick<Terminal, 'buffer'>;

/** To be registered with the terminal. */
export function linkProvider(terminal: Buffer, actions: LinkActions): ILinkProvider {
  return {
    provideLinks(y, tell) {
      const line = wholeLine(terminal, y - 1);
      const links = findLinks(line.text).map((found) => linkOf(found, line, actions));
      const here = links.filter(({ range }) => range.start.y <= y && y <= range.end.y);
      tell(here.length > 0 ? here : undefined);
    },
  };
}

function linkOf({ start, end, url }: FoundLink, { cells }: WholeLine, actions: LinkActions): ILink {
  const { activate, hover, leave } = actions;
  const range = { start: cells[start]!, end: cells[end - 1]! };
  return {
    range,
    text: url,
    activate,
    ...(hover && { hover: (event: MouseEvent) => hover(event, url, range) }),
    ...(leave && { leave: (event: MouseEvent) => leave(event, url) }),
  };
}

function wholeLine({ buffer: { active } }: Buffer, row: number): WholeLine {
  let first = row;
  while (active.getLine(first)?.isWrapped && row - first < MAX_ROWS) first--;
  const line: WholeLine = { text: '', cells: [] };
  for (let y = first; y - row < MAX_ROWS; y++) {
    const cells = active.getLine(y);
    if (!cells || (y > first && !cells.isWrapped)) break;
    add(line, cells, y, active.getLine(y + 1));
  }
  return line;
}

function add(line: WholeLine, cells: IBufferLine, y: number, next: IBufferLine | undefined): void {
  for (let x = 0; x < cells.length; x++) {
    const cell = cells.getCell(x);
    const chars = cell?.getChars() ?? '';
    // The second half of a wide character, or the place that one had no room in.
    if (cell?.getWidth() === 0 || (chars === '' && isEarlyEnd(x, cells, next))) continue;
    const text = chars || ' ';
    line.text += text;
    for (let unit = 0; unit < text.length; unit++) line.cells.push({ x: x + 1, y: y + 1 });
  }
}

function isEarlyEnd(x: number, cells: IBufferLine, next: IBufferLine | undefined): boolean {
  return x === cells.length - 1 && next?.isWrapped === true && next.getCell(0)?.getWidth() === 2;
}
