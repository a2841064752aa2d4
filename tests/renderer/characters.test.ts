// No character is lost on its way into a terminal of the window: whatever the pieces, marks and
// replays in between, the cells are those of the whole. A real xterm.js, behind the link and the
// queue that the window has.
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import type { PortDown, PortUp } from '../../electron/ipc/contract.ts';
import { ShellLink, type Screen } from '../../renderer/terminal/link.ts';
import { ParseQueue, SLICE_BYTES } from '../../renderer/terminal/parseQueue.ts';
import { Turns } from '../../renderer/terminal/turns.ts';
import { eachSeed, type Random } from '../support/random.ts';
import { cutAtRandom, randomBytes, randomText } from '../support/randomText.ts';
import { dump } from '../support/terminalDump.ts';

const SIZE = { cols: 30, rows: 8 };
type Terminal = InstanceType<typeof xterm.Terminal>;

function makeTerminal(): Terminal {
  return new xterm.Terminal({ ...SIZE, allowProposedApi: true, logLevel: 'off' });
}

/** A terminal as the window has it. */
function openWindow() {
  const terminal = makeTerminal();
  const turns = new Turns({ later: (run) => setImmediate(run), after: () => () => undefined });
  let caughtUp: () => void = () => undefined;
  const queue = new ParseQueue(terminal, turns, () => caughtUp());
  const link = new ShellLink({
    write: queue.write.bind(queue),
    buffer: terminal.buffer,
    rows: terminal.rows,
    parser: terminal.parser,
    registerMarker: terminal.registerMarker.bind(terminal),
    registerDecoration: () => undefined,
  } as unknown as Screen);
  const seen = { bytes: 0 };
  let given = 0;
  let credited: () => void = () => undefined;
  const port = {
    onmessage: null as ((event: MessageEvent) => void) | null,
    postMessage: (up: PortUp) => {
      if (up.type === 'parsed') seen.bytes += up.bytes;
      credited();
    },
    close: () => undefined,
  };
  link.attach(port);
  const down = (...messages: PortDown[]) => {
    for (const message of messages) {
      if (message.type === 'output') given += message.bytes.length;
      link.receive(message);
    }
  };
  const output = (...pieces: Uint8Array[]) =>
    pieces.forEach((bytes) => down({ type: 'output', bytes }));
  /** Every byte so far is credited, and what they led to is written. */
  const parsed = async () => {
    await new Promise<void>((resolve) => {
      credited = () => seen.bytes === given && resolve();
      credited();
    });
    for (let round = 0; round < 4; round++) {
      await new Promise<void>((resolve) => {
        caughtUp = resolve;
        queue.write('');
      });
    }
  };
  return { terminal, link, down, output, parsed, seen };
}

/** What the terminal should look like: the same text, as a string, at once. */
async function asString(text: string): Promise<object> {
  const terminal = makeTerminal();
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return dump(terminal, 1000);
}

function rows({ buffer, rows: count }: Terminal): string[] {
  return Array.from({ length: count }, (_, y) =>
    buffer.active.getLine(buffer.active.baseY + y)!.translateToString(true),
  ).filter(Boolean);
}

/** Marks that a window is told between two chunks, and that change nothing of a program's text. */
const MARKS: PortDown[] = [
  { type: 'size', ...SIZE },
  { type: 'replayed', bytes: 5 },
  { type: 'replayed', bytes: 0 },
  { type: 'end' },
];

function withMarks(random: Random, pieces: Uint8Array[]): PortDown[] {
  return pieces.flatMap((bytes) => {
    const message: PortDown = { type: 'output', bytes };
    return random.once(3) ? [random.pick(MARKS), message] : [message];
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a terminal of the window', () => {
  it('shows any text in any pieces as the whole, and credits every byte', () =>
    eachSeed(150, async (random) => {
      const text = randomText(random, random.between(1, 120));
      const { terminal, down, parsed, seen } = openWindow();
      const pieces = cutAtRandom(random, bytes(text));
      down(...withMarks(random, pieces));
      await parsed();
      expect(dump(terminal, 1000)).toEqual(await asString(text));
      expect(seen.bytes).toBe(bytes(text).length);
    }));

  it('shows any bytes in any pieces as a browser would', () =>
    eachSeed(150, async (random) => {
      const any = randomBytes(random, random.between(1, 200));
      const { terminal, link, down, parsed } = openWindow();
      down(...withMarks(random, cutAtRandom(random, any)));
      await parsed();
      link.programGone = true;
      down({ type: 'end' });
      await parsed();
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(any);
      expect(rows(terminal)).toEqual(rows(await stringTerminal(text)));
    }));

  it('loses nothing of what is more than a slice', async () => {
    const line = `${'—'.repeat(29)}\r\n`; // 89 bytes: slices end at every place in a character
    const { terminal, output, parsed } = openWindow();
    const flood = bytes(line.repeat(1 + Math.ceil((200 * SLICE_BYTES) / line.length)));
    output(flood);
    await parsed();
    const { active } = terminal.buffer;
    for (let y = 0; y < active.length - 1; y++)
      expect(active.getLine(y)!.translateToString(true)).toBe('—'.repeat(29));
  });

  it('shows a name with a bad byte as another one', async () => {
    const { terminal, output, parsed } = openWindow();
    output(Buffer.from('rm.sh rm\xff.sh', 'latin1'));
    await parsed();
    expect(rows(terminal)).toEqual(['rm.sh rm\ufffd.sh']);
  });
});

describe('half a character', () => {
  const [first, rest] = [Uint8Array.of(0x41, 0xe2, 0x80), Uint8Array.of(0x94, 0x42)];

  it('goes on behind a note, which stands in no character', async () => {
    const { terminal, down, output, parsed } = openWindow();
    output(first);
    down({ type: 'note', text: 'slow' });
    output(rest);
    await parsed();
    expect(rows(terminal)).toEqual(['A', '── slow', '—B']);
  });

  it.each([
    ['another program', (down: (message: PortDown) => void) => down({ type: 'fresh' })],
    ['the end', (down: (message: PortDown) => void) => down({ type: 'end' })],
  ])('shows as what it is where %s comes', async (_, comes) => {
    const { terminal, link, down, output, parsed } = openWindow();
    link.programGone = true;
    output(first);
    comes(down);
    await parsed();
    expect(rows(terminal)).toEqual(['A\ufffd']);
  });

  it('waits where the connection ends, and the shell doesn’t', async () => {
    const { terminal, down, output, parsed } = openWindow();
    output(first);
    down({ type: 'end' });
    output(rest);
    await parsed();
    expect(rows(terminal)).toEqual(['A—B']);
  });
});

async function stringTerminal(text: string): Promise<Terminal> {
  const terminal = makeTerminal();
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return terminal;
}
