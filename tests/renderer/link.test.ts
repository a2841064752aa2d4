// A shell's port joined to a real terminal (xterm.js without a screen): credit, notes, sizes,
// and what happens to the terminal between one program and the next.
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import type { PortDown, PortUp } from '../../electron/ipc/contract.ts';
import { ShellLink, type Port, type Screen } from '../../renderer/terminal/link.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

class FakePort implements Port {
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly posted: PortUp[] = [];
  closed = false;

  postMessage(message: PortUp): void {
    this.posted.push(message);
  }

  close(): void {
    this.closed = true;
  }

  down(message: PortDown): void {
    this.onmessage?.({ data: message } as MessageEvent);
  }
}

function makeLink() {
  const terminal = new xterm.Terminal({ cols: 40, rows: 10, allowProposedApi: true });
  const decorated: number[] = [];
  const screen = {
    write: terminal.write.bind(terminal),
    buffer: terminal.buffer,
    rows: terminal.rows,
    parser: terminal.parser,
    registerMarker: terminal.registerMarker.bind(terminal),
    // Decorations need a screen; where one is asked for is what matters.
    registerDecoration: ({ marker }: { marker: { line: number } }) =>
      void decorated.push(marker.line),
  } as unknown as Screen;
  const sized: string[] = [];
  const link = new ShellLink(screen, (cols, rows) => {
    sized.push(`${cols}x${rows} at column ${terminal.buffer.active.cursorX}`);
  });
  const port = new FakePort();
  link.attach(port);
  /** Resolves when all that was written so far, and what that led to, is parsed. */
  const parsed = async () => {
    for (let round = 0; round < 4; round++) {
      await new Promise<void>((resolve) => terminal.write('', resolve));
    }
  };
  const lines = () =>
    Array.from({ length: 10 }, (_, y) =>
      terminal.buffer.active.getLine(y)?.translateToString(true),
    ).filter(Boolean);
  return { terminal, link, port, parsed, lines, decorated, sized };
}

describe('output', () => {
  it('is written as it is, and every byte is credited once parsed', async () => {
    const { port, parsed, lines } = makeLink();
    const text = bytes('grüße 日本\r\n');
    port.down({ type: 'output', bytes: text.subarray(0, 4) }); // cuts the ü in two
    port.down({ type: 'output', bytes: text.subarray(4) });
    await parsed();
    expect(lines()).toEqual(['grüße 日本']);
    const credit = port.posted.map((up) => (up.type === 'parsed' ? up.bytes : 0));
    expect(credit.reduce((sum, n) => sum + n, 0)).toBe(text.length);
  });
});

describe("a note of Bowline's own", () => {
  it('begins a new line, stays before later output, and is marked', async () => {
    const { port, parsed, lines, decorated } = makeLink();
    port.down({ type: 'output', bytes: bytes('first\r\nhalf a line') });
    port.down({ type: 'note', text: 'Connection lost' });
    port.down({ type: 'output', bytes: bytes('after') });
    await parsed();
    expect(lines()).toEqual(['first', 'half a line', '── Connection lost', 'after']);
    expect(decorated).toEqual([2]);
  });

  it('is not eaten by an escape sequence that a cut left open', async () => {
    const { port, parsed, lines } = makeLink();
    port.down({ type: 'output', bytes: bytes('ok\x1b]0;half a title') });
    port.down({ type: 'note', text: 'Connection lost' });
    await parsed();
    expect(lines()).toEqual(['ok', '── Connection lost']);
  });

  it('cannot be made to carry escape sequences', async () => {
    const { port, parsed, lines } = makeLink();
    port.down({ type: 'note', text: 'refused: \x1b[2J\x07gone' });
    await parsed();
    expect(lines()).toEqual(['── refused:  [2J gone']);
  });

  it('waits for a full-screen program to leave', async () => {
    const { port, parsed, lines } = makeLink();
    port.down({ type: 'output', bytes: bytes('shell\r\n\x1b[?1049h\x1b[Hfull screen') });
    await parsed();
    port.down({ type: 'note', text: 'Connection slow' });
    await parsed();
    expect(lines()).toEqual(['full screen']);
    port.down({ type: 'output', bytes: bytes('\x1b[?1049l') });
    await parsed();
    expect(lines()).toEqual(['shell', '── Connection slow']);
  });
});

describe('the end of a program', () => {
  const lastWords = bytes('\x1b[?1049hvim\x1b[?2004h\x1b[?1002h');

  it('takes the mouse back once it is known, and keeps the picture', async () => {
    const { terminal, link, port, parsed } = makeLink();
    link.programGone = true;
    port.down({ type: 'output', bytes: lastWords });
    port.down({ type: 'end' });
    await parsed();
    expect(terminal.modes.mouseTrackingMode).toBe('none');
    expect(terminal.buffer.active.type).toBe('alternate');
  });

  it('is not assumed where the program is kept on its host', async () => {
    const { terminal, link, port, parsed } = makeLink();
    port.down({ type: 'output', bytes: lastWords });
    port.down({ type: 'end' });
    link.programGone = false;
    await parsed();
    expect(terminal.modes).toMatchObject({ bracketedPasteMode: true, mouseTrackingMode: 'drag' });
  });
});

describe('output of another program', () => {
  it('begins with the modes of a new terminal, below the text of the last one', async () => {
    const { terminal, port, parsed, lines } = makeLink();
    const set = '\x1b[?2004h\x1b[?1002h\x1b[?1h\x1b[?1004h\x1b[?6h\x1b[4h\x1b[2;3r\x1b(0';
    port.down({ type: 'output', bytes: bytes(`one\r\ntwo\r\nthree${set}\x1b[1;2H`) });
    port.down({ type: 'fresh' });
    port.down({ type: 'output', bytes: bytes('qq\r\n\n\n\n') });
    await parsed();
    expect(lines()).toEqual(['one', 'two', 'three', 'qq']);
    expect(terminal.modes).toMatchObject({
      bracketedPasteMode: false,
      mouseTrackingMode: 'none',
      applicationCursorKeysMode: false,
      sendFocusMode: false,
      originMode: false,
      insertMode: false,
    });
  });

  it('leaves a full screen, and tells then what had to wait for that', async () => {
    const { terminal, port, parsed, lines } = makeLink();
    port.down({ type: 'output', bytes: bytes('$ vim\r\n\x1b[?1049h\x1b[5;5Hvim') });
    port.down({ type: 'note', text: 'A new connection begins here.' });
    port.down({ type: 'fresh' });
    port.down({ type: 'output', bytes: bytes('$ ') });
    await parsed();
    expect(terminal.buffer.active.type).toBe('normal');
    expect(lines()).toEqual(['$ vim', '── A new connection begins here.', '$ ']);
  });

  it('stays where it is on an empty line', async () => {
    const { port, parsed, lines, terminal } = makeLink();
    port.down({ type: 'output', bytes: bytes('done\r\n') });
    port.down({ type: 'fresh' });
    port.down({ type: 'output', bytes: bytes('$ ') });
    await parsed();
    expect(lines()).toEqual(['done', '$ ']);
    expect(terminal.buffer.active.cursorY).toBe(1);
  });
});

describe('sizes', () => {
  it('are told once per change, and never when main knows them', () => {
    const { link, port } = makeLink();
    link.resize(80, 24, true);
    link.resize(80, 24);
    link.resize(100, 30);
    link.resize(100, 30);
    link.resize(0, 0);
    expect(port.posted).toEqual([{ type: 'resize', cols: 100, rows: 30 }]);
  });
});

it('a size that somebody else chose comes in its place in the output', async () => {
  const { port, parsed, sized, lines } = makeLink();
  port.down({ type: 'output', bytes: bytes('four') });
  port.down({ type: 'size', cols: 20, rows: 5 });
  port.down({ type: 'output', bytes: bytes(' more') });
  port.down({ type: 'size', cols: 30, rows: 6 });
  await parsed();
  await parsed();
  expect(sized).toEqual(['20x5 at column 4', '30x6 at column 9']);
  expect(lines()).toEqual(['four more']);
});

it('closing the link closes the port and says nothing more', () => {
  const { link, port } = makeLink();
  link.close();
  link.input(bytes('late'));
  expect(port.closed).toBe(true);
  expect(port.posted).toEqual([]);
});
