// How ssh's course is read from its terminal, with the terminal's modes given by hand.
import { describe, expect, it } from 'vitest';
import type { TerminalMode } from '../../../core/native/terminalMode.ts';
import { parseStty } from '../../../electron/programs/terminalMode.ts';
import type { ShellState } from '../../../electron/shell.ts';
import { SshProgress } from '../../../electron/shells/sshProgress.ts';
import { ManualClock } from '../../support/manualClock.ts';

const LINES: TerminalMode = { lines: true, echo: true, signals: true };
const PASSWORD: TerminalMode = { ...LINES, echo: false };
const RAW: TerminalMode = { lines: false, echo: false, signals: false };

class Terminal {
  mode: TerminalMode | undefined = LINES;
  /** It can be looked at without asking anybody. */
  atOnce: boolean;
  looks = 0;
  readonly reports: Partial<ShellState>[] = [];
  readonly clock = new ManualClock();
  readonly #answers: (() => void)[] = [];
  readonly progress: SshProgress;

  constructor(atOnce = false) {
    this.atOnce = atOnce;
    this.progress = this.#watch();
  }

  #watch(): SshProgress {
    return new SshProgress({
      modeNow: () => (this.atOnce ? this.mode : undefined),
      readMode: () => {
        this.looks++;
        return new Promise((resolve) => this.#answers.push(() => resolve(this.mode)));
      },
      report: (change) => this.reports.push(change),
      clock: this.clock,
    });
  }

  prints(text: string): void {
    this.progress.output(Buffer.from(text));
  }

  /** `stty` answers; false when nobody had asked. */
  async answer(): Promise<boolean> {
    const next = this.#answers.shift();
    next?.();
    await new Promise((resolve) => setImmediate(resolve));
    return !!next;
  }

  get states(): (string | undefined)[] {
    return this.reports.map((report) => report.state);
  }
}

it('raw means online, and nobody looks any more', async () => {
  const terminal = new Terminal();
  terminal.mode = RAW;
  terminal.prints('Last login: …\r\n');
  await terminal.answer();
  expect(terminal.states).toEqual(['online']);
  expect(terminal.clock.waiting).toBe(0);
  terminal.prints('$ ');
  expect(terminal.looks).toBe(1);
});

it('lines without echo mean that a password is asked for', async () => {
  const terminal = new Terminal();
  terminal.mode = PASSWORD;
  terminal.prints("me@web's password: ");
  await terminal.answer();
  expect(terminal.states).toEqual(['authenticating']);
});

it('a line left unfinished is a question; a finished one is news', async () => {
  const terminal = new Terminal();
  terminal.prints('Warning: something about known hosts.\r\n');
  await terminal.answer();
  expect(terminal.states).toEqual([]);
  terminal.prints('Are you sure you want to continue connecting (yes/no)? ');
  await terminal.answer();
  expect(terminal.states).toEqual(['authenticating']);
});

it('says once that it waits, however many questions there are', async () => {
  const terminal = new Terminal();
  terminal.mode = PASSWORD;
  for (const attempt of ['password: ', '\r\ndenied\r\n', 'password: ']) {
    terminal.prints(attempt);
    await terminal.answer();
  }
  expect(terminal.states).toEqual(['authenticating']);
  terminal.mode = RAW;
  terminal.prints('\r\n');
  await terminal.answer();
  expect(terminal.states).toEqual(['authenticating', 'online']);
});

it('looks one at a time, and once more for all that came meanwhile', async () => {
  const terminal = new Terminal();
  for (const line of ['one\n', 'two\n', 'three\n']) terminal.prints(line);
  expect(terminal.looks).toBe(1);
  await terminal.answer();
  expect(terminal.looks).toBe(2);
  await terminal.answer();
  expect(await terminal.answer()).toBe(false);
});

it('looks every second in silence, until it knows', async () => {
  const terminal = new Terminal();
  terminal.clock.advance(1000);
  await terminal.answer();
  terminal.mode = RAW;
  terminal.clock.advance(1000);
  await terminal.answer();
  expect(terminal.states).toEqual(['online']);
  terminal.clock.advance(10_000);
  expect(terminal.looks).toBe(2);
});

it('a terminal that can’t be asked changes nothing', async () => {
  const terminal = new Terminal();
  terminal.mode = undefined;
  terminal.prints('password: ');
  await terminal.answer();
  expect(terminal.states).toEqual([]);
});

it('says nothing after it was stopped, though an answer was under way', async () => {
  const terminal = new Terminal();
  terminal.mode = RAW;
  terminal.prints('x');
  terminal.progress.stop();
  await terminal.answer();
  expect(terminal.states).toEqual([]);
});

describe('a terminal that can be looked at without asking anybody', () => {
  it('was raw when a session printed something, though it is no more a moment later', async () => {
    const terminal = new Terminal(true);
    terminal.mode = RAW;
    terminal.prints('$ ');
    terminal.mode = LINES;
    terminal.progress.stop();
    expect(terminal.states).toEqual(['online']);
    expect(await terminal.answer(), 'stty was asked').toBe(false);
  });

  it('is looked at ten times a second in silence', () => {
    const terminal = new Terminal(true);
    terminal.mode = RAW;
    terminal.clock.advance(100);
    expect(terminal.states).toEqual(['online']);
    expect(terminal.clock.waiting).toBe(0);
  });

  it.each<[string, TerminalMode, string[]]>([
    ['had a session', RAW, ['online']],
    ['had none', LINES, []],
    ['had none', PASSWORD, []],
  ])('tells that an ssh which left it so %s', (_, mode, states) => {
    const terminal = new Terminal(true);
    terminal.mode = mode;
    terminal.progress.stop();
    expect(terminal.states).toEqual(states);
    expect(terminal.clock.waiting).toBe(0);
  });
});

it('reads what stty prints on Linux and on macOS', () => {
  const linux = 'speed 38400 baud; rows 24;\n-isig -icanon iexten -echo echoe\n';
  const mac = 'speed 9600 baud; 24 rows;\nlflags: icanon isig iexten echo echoe -echok\n';
  expect(parseStty(linux)).toEqual(RAW);
  expect(parseStty(mac)).toEqual(LINES);
  expect(parseStty('stty: standard input: Inappropriate ioctl')).toBeUndefined();
});
