// A shell's output on its way to windows that hand its terminal to each other: main's real end, real
// links and terminals (without a screen), and between them ports whose messages come when a test says.
import { setImmediate as turn } from 'node:timers/promises';
import type { IMarker, Terminal } from '@xterm/headless';
import { makeTerminal, resizeTerminal } from '../../agent/screens/headlessTerminal.ts';
import type { PortDown, PortUp } from '../../electron/ipc/contract.ts';
import { WindowEnd, type Arrival } from '../../electron/shells/windowEnd.ts';
import type { TerminalSize } from '../../electron/shell.ts';
import type { ShellPort } from '../../electron/window.ts';
import { InputQueue } from '../../renderer/terminal/input.ts';
import { ShellLink, type Port, type Screen } from '../../renderer/terminal/link.ts';
import type { Movable } from '../../renderer/terminal/movable.ts';
import type { ManualClock } from './manualClock.ts';
import type { Random } from './random.ts';

/** Both ends of a port, each direction in order. */
export class Wire implements ShellPort {
  readonly down: PortDown[] = [];
  readonly up: PortUp[] = [];
  /** Types of all that main has posted. */
  readonly posted: string[] = [];
  closed = false;
  #heard: (data: unknown) => void = () => undefined;
  #onClose: () => void = () => undefined;
  readonly far: Port = {
    onmessage: null,
    postMessage: (message) => void (this.closed || this.up.push(structuredClone(message))),
    close: () => this.vanish(),
  };

  post(message: PortDown): void {
    this.posted.push(message.type);
    if (!this.closed) this.down.push(structuredClone(message));
  }

  onMessage(listener: (data: unknown) => void): void {
    this.#heard = listener;
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
  }

  // What was posted before still arrives.
  close(): void {
    this.closed = true;
  }

  /** The window dies, with what was under way to it; what it has said arrives. */
  vanish(): void {
    if (this.closed) return;
    while (this.up.length > 0) this.deliverUp();
    this.closed = true;
    this.down.length = 0;
    this.#onClose();
  }

  deliverDown(): void {
    this.far.onmessage?.({ data: this.down.shift() } as MessageEvent);
  }

  deliverUp(): void {
    this.#heard(this.up.shift());
  }
}

/** A window that shows the shell, or did. */
export class MovingWindow {
  readonly wire = new Wire();
  readonly terminal: Terminal;
  readonly link: ShellLink;
  readonly input: InputQueue;
  /** What it does on the screen with a terminal that comes or goes. */
  readonly seen: string[] = [];
  readonly #marked: IMarker[] = [];
  readonly titles: string[] = [];
  /** Nothing arrives there. */
  hung = false;
  hasLeft = false;
  /** Pieces of work that it has put off. */
  putOff = 0;
  #looksAtClock = 0;

  constructor(size: TerminalSize) {
    this.terminal = makeTerminal(size);
    this.terminal.options.scrollback = 1000;
    // As with a screen: who asks for reports of the focus is told at once.
    this.terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => {
      if (params.includes(1004)) this.terminal.input('\x1b[I', false);
      return false;
    });
    this.terminal.onTitleChange((title) => this.titles.push(title));
    this.link = new ShellLink(
      this.#screen(),
      (cols, rows) => this.#resize({ cols, rows }),
      this.#movable(),
    );
    this.input = new InputQueue({ send: (bytes) => this.link.input(bytes), later: (run) => run() });
    this.terminal.onData((text) => {
      if (!this.link.answersReplay) this.input.type(Buffer.from(text));
    });
    void this.link.left.then(() => (this.hasLeft = true));
    this.link.attach(this.wire.far);
  }

  /** Lines that are marked as notes. */
  get marked(): number[] {
    const { length } = this.terminal.buffer.normal;
    const still = this.#marked.filter(({ isDisposed, line }) => !isDisposed && line < length);
    return still.map(({ line }) => line);
  }

  #later(run: () => void): void {
    this.putOff++;
    setImmediate(() => {
      this.putOff--;
      run();
    });
  }

  #resize(size: TerminalSize): void {
    resizeTerminal(this.terminal, size);
    this.terminal.options.scrollback = 1000;
  }

  #screen(): Screen {
    const { terminal } = this;
    return {
      write: terminal.write.bind(terminal),
      buffer: terminal.buffer,
      get rows() {
        return terminal.rows;
      },
      parser: terminal.parser,
      registerMarker: terminal.registerMarker.bind(terminal),
      registerDecoration: ({ marker }: { marker: IMarker }) => void this.#marked.push(marker),
    } as unknown as Screen;
  }

  #movable(): Movable {
    const input = (): InputQueue => this.input;
    return {
      terminal: this.terminal,
      get input() {
        return input();
      },
      focused: false,
      later: (run) => this.#later(run),
      now: () => ++this.#looksAtClock, // so that it is painted a few lines at a time
      leaves: () => this.seen.push('leaves'),
      arriving: () => this.seen.push('arriving'),
      arrives: (size) => this.#resize(size),
      arrived: (whole) => this.seen.push(whole ? 'whole' : 'torn'),
    };
  }
}

export class MovingShell {
  readonly end: WindowEnd;
  readonly windows: MovingWindow[] = [];
  readonly arrivals: Arrival[] = [];
  typed = '';
  credit = 0;
  printed = 0;
  readonly #random: Random;
  readonly #clock: ManualClock;

  constructor(random: Random, clock: ManualClock, size: TerminalSize) {
    this.#clock = clock;
    this.#random = random;
    const first = this.#window(size);
    this.end = new WindowEnd(first.wire, clock, {
      said: (message) => {
        if (message.type === 'input') this.typed += Buffer.from(message.bytes).toString('latin1');
      },
      parsed: (bytes) => (this.credit += bytes),
      refused: () => undefined,
      arrived: (arrival) => {
        this.arrivals.push(arrival);
        this.credit += arrival.owed;
        if (arrival.size) this.end.tell({ type: 'size', ...arrival.size });
      },
    });
  }

  /** The one that was asked last to show it. */
  get shows(): MovingWindow {
    return this.windows.at(-1)!;
  }

  print(bytes: Uint8Array): void {
    this.printed += bytes.byteLength;
    this.end.output(bytes);
  }

  move(size: TerminalSize): MovingWindow {
    const to = this.#window(size);
    this.end.handOver(to.wire, size);
    return to;
  }

  /** As after a crash. */
  replace(size: TerminalSize): MovingWindow {
    const to = this.#window(size);
    this.credit += this.end.replace(to.wire);
    return to;
  }

  #window(size: TerminalSize): MovingWindow {
    const made = new MovingWindow(size);
    this.windows.push(made);
    return made;
  }

  /** Some messages arrive, of any port. */
  async some(): Promise<void> {
    for (let left = this.#random.int(12); left > 0; left--) if (!this.#deliver()) break;
    if (this.#random.once(2)) await turn();
  }

  /** All messages arrive, and everything is parsed. */
  async settled(): Promise<void> {
    this.#clock.advance(10); // output that waits for more
    // Credit is told a moment later, by a timer of its own.
    for (let quiet = 0; quiet < 3 || this.credit < this.printed;) {
      const delivered = this.#deliver();
      quiet = delivered || this.#isBusy ? 0 : quiet + 1;
      if (delivered) continue;
      for (const { terminal } of this.windows)
        await new Promise<void>((resolve) => terminal.write('', resolve));
      await turn();
    }
  }

  /** A terminal is painted between two of its parts, for as many turns as that takes. */
  get #isBusy(): boolean {
    return this.windows.some(({ putOff }) => putOff > 0);
  }

  #deliver(): boolean {
    const ways = this.windows.flatMap(({ wire, hung }) => [
      ...(wire.down.length > 0 && !hung ? [() => wire.deliverDown()] : []),
      ...(wire.up.length > 0 ? [() => wire.deliverUp()] : []),
    ]);
    if (ways.length > 0) this.#random.pick(ways)();
    return ways.length > 0;
  }
}
