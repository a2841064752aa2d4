// A terminal that isn't told of lines which scroll away against one that is told everything: whatever
// comes, and wherever it is cut, both are equal in every cell and mode when somebody looks.
import type { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { feedTerminal, makeTerminal } from '../../../agent/screens/headlessTerminal.ts';
import { HeldLines } from '../../../agent/screens/heldLines.ts';
import { LazyTerminal } from '../../../agent/screens/lazyTerminal.ts';
import type { Answer, Order } from '../../../agent/screens/orders.ts';
import { asPlainText } from '../../../agent/screens/plainText.ts';
import type { ScreenService } from '../../../agent/screens/screenService.ts';
import { ShellScreen } from '../../../agent/screens/shellScreen.ts';
import { SizeLog } from '../../../agent/shells/sizeLog.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { dump } from '../../support/terminalDump.ts';

const SIZE = { cols: 12, rows: 3 };
const SCROLLBACK = 1000;
const STYLES = [
  '\x1b[m',
  '\x1b[0m',
  '\x1b[31m',
  '\x1b[39m',
  '\x1b[1;48;5;17m',
  '\x1b[4:3m',
  '\x1b[K',
];

/** What must not be lost, or taken for text, or cut in two without harm. */
const HOSTILE = [
  ...[
    'text',
    '端末',
    '🪢é',
    '\x1b[31m',
    '\x1b[0;1;38;2;1;2;3m',
    '\x1b[m\x1b[4m',
    '\x1b[01;31m\x1b[Kx',
  ],
  ...[
    '\x1b[2A',
    '\x1b[2J',
    '\x1b[?25l',
    '\x1b[?1049h',
    '\x1b]0;title\x07',
    '\x1b]8;;x\x1b\\',
    '\x1b7',
  ],
  ...[
    '\x1b(0',
    '\x0e',
    '\b\b',
    '\u009b2A',
    '\x1b[3;4r',
    '\x1bPq#1\x1b\\',
    '\x1b[31',
    '\x1b',
    '\x9b',
  ],
  ...[
    '\x1b[?4h',
    '\x1b[4h',
    '\x1bH',
    '\x1b[1K',
    '\x1b[38;5m',
    '\x1b[1;2;3 q',
    '\n\n',
    '\ta\n',
    '\r',
  ],
];

describe('lines that are held back', () => {
  it('leave a terminal as it is, wherever anything is cut in two', () => {
    const scrolls = Buffer.from('x\r\n'.repeat(520));
    for (const text of HOSTILE) {
      const bytes = Buffer.from(`a${text}b\r\n`);
      for (let cut = 0; cut <= bytes.byteLength; cut++) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut), scrolls, scrolls];
        const [told, whole] = [tell(pieces), makeTerminal(SIZE)];
        for (const piece of pieces) feedTerminal(whole, piece);
        expect([text, cut, dump(told, 3)]).toEqual([text, cut, dump(whole, 3)]);
        expect(told.buffer.active.length).toBe(whole.buffer.active.length);
      }
    }
  });

  it('hand next to nothing of a flood over', () => {
    const held = new HeldLines({ cols: 80, rows: 24 });
    const flood = Buffer.from('\x1b[32mgreen\x1b[39m and plain\r\n'.repeat(1_000));
    for (let turn = 0; turn < 300; turn++) expect(held.add(flood)).toBe(true);
    expect(held.take().byteLength).toBeLessThan(3 * flood.byteLength);
  });

  it('are no more than half a MiB, however long they are', () => {
    const held = new HeldLines({ cols: 80, rows: 24 });
    const line = Buffer.from(`${'x'.repeat(10_000)}\r\n`);
    let count = 0;
    while (held.add(line)) count++;
    expect(held.bytes).toBe(count * line.byteLength);
    expect(held.bytes).toBeLessThanOrEqual(512 * 1024);
  });
});

describe('a screen that holds lines back', () => {
  it('is that of a terminal that was told everything', () =>
    eachSeed(10, (random) => {
      const rig = new Rig();
      for (let turn = 0; turn < 8; turn++) {
        if (random.once(4)) rig.resize({ cols: random.between(2, 30), rows: random.between(1, 8) });
        rig.print(
          random.once(3) ? randomOutput(random, random.pick([1, 20])) : lines(random),
          random,
        );
        if (random.once(3)) rig.look();
      }
      rig.look();
    }));

  it('is asked nothing of a flood, once its terminal is known to be calm', () => {
    const rig = new Rig();
    for (let turn = 0; turn < 3; turn++) rig.print('a line\r\n'.repeat(40_000));
    const before = rig.given;
    for (let turn = 0; turn < 10; turn++) rig.print('a line\r\n'.repeat(40_000));
    expect(rig.given).toBe(before);
    rig.look();
  });
});

describe('plain text', () => {
  it('is what one expression says', () =>
    eachSeed(300, (random) => {
      const makes = [
        () => randomOutput(random, 3),
        () => random.pick(HOSTILE),
        () => random.pick(STYLES),
      ];
      const text = Array.from({ length: 4 }, () => random.pick(makes)());
      const bytes = Buffer.from(text.join(random.pick(['', ' ', '\r\n'])));
      for (let end = 0; end <= bytes.byteLength; end++) {
        const part = bytes.subarray(0, end);
        const found = asPlainText(part);
        expect([part, found !== undefined]).toEqual([part, PLAIN.test(part.toString('latin1'))]);
        if (found) expect(found.lines).toBe(part.filter((byte) => byte === 0x0a).length);
      }
    }));
});

/** Byte by byte: text without C1 controls, styles, and erasing in the line. */
const PLAIN = /^(?:[\t\n\r\x20-\x7e\x80-\xc1\xc3-\xff]|\xc2(?![\x00-\x9f])|\x1b\[[0-;]*[mK])*$/;

function tell(pieces: readonly Uint8Array[]): Terminal {
  const terminal = makeTerminal(SIZE);
  let held: HeldLines | undefined = new HeldLines(SIZE);
  for (const piece of pieces) {
    if (held?.add(piece)) continue;
    if (held) feedTerminal(terminal, held.take());
    held = undefined;
    feedTerminal(terminal, piece);
  }
  if (held) feedTerminal(terminal, held.take());
  return terminal;
}

function lines(random: Random): string {
  const line = (): string => {
    const style = random.once(3) ? random.pick(STYLES) : '';
    return `${style}${random.pick(['short', 'über', '端末', 'a\tb', 'x'.repeat(50)])}\r\n`;
  };
  return Array.from({ length: random.pick([10, 900, 3_000]) }, line).join('');
}

/** A shell's screen with its worker's terminal, and one beside it that is told everything. */
class Rig {
  readonly #log = new ByteLog();
  readonly #sizes = new SizeLog(SIZE);
  readonly #whole = makeTerminal(SIZE);
  readonly #screen: ShellScreen;
  #terminal: LazyTerminal | undefined;
  #answers: Answer[] = [];
  /** Bytes that the worker was given. */
  given = 0;

  constructor() {
    const order = (one: Order): void => this.#obey(one);
    const service = { enter: () => 1, leave: () => undefined, order } as unknown as ScreenService;
    const [log, sizes] = [this.#log, this.#sizes];
    this.#screen = new ShellScreen({ service, log, sizes, onProgress: () => undefined });
  }

  resize(size: { cols: number; rows: number }): void {
    if (!this.#sizes.change(this.#log.end, size)) return;
    this.#whole.options.scrollback = SCROLLBACK;
    this.#whole.resize(size.cols, size.rows);
  }

  /** In pieces; what is more than a little is forgotten as it comes. */
  print(text: string, random?: Random): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.byteLength;) {
      const piece = bytes.subarray(at, at + (random?.pick([1, 7, 500, 9_000, 60_000]) ?? 60_000));
      at += piece.byteLength;
      this.#log.append(piece);
      feedTerminal(this.#whole, piece);
      const start = this.#log.end - (random?.pick([0, 3, 100, 20_000]) ?? 20_000);
      this.#screen.follow(Math.max(start, this.#log.start));
      this.#log.dropBefore(start);
      if (!random?.once(3)) this.#answer();
    }
  }

  look(): void {
    void this.#screen.take(this.#log.end);
    this.#answer();
    expect(dump(this.#terminal!.terminal, SCROLLBACK)).toEqual(dump(this.#whole, SCROLLBACK));
  }

  #answer(): void {
    for (const answer of this.#answers.splice(0)) this.#screen.onAnswer(answer);
  }

  #obey(order: Order): void {
    if (order.kind === 'resize') {
      if (this.#terminal) this.#terminal.resize(order.size);
      else this.#terminal = new LazyTerminal(makeTerminal(order.size));
    } else if (order.kind === 'feed') {
      this.given += order.bytes.byteLength;
      this.#terminal!.feed(order.bytes);
      const { isCalm: calm } = this.#terminal!;
      this.#answers.push({ kind: 'fed', shell: 1, bytes: order.bytes.byteLength, calm });
    } else if (order.kind === 'paint') {
      this.#answers.push({ kind: 'painted', shell: 1, size: SIZE, bytes: new Uint8Array() });
    }
  }
}
