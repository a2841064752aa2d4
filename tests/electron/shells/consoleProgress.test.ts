// How ssh's course is read from the words in a console, wherever they are torn.
import { expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import { ConsoleProgress } from '../../../electron/shells/consoleProgress.ts';
import type { ShellState } from '../../../electron/shell.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed, seeded, type Random } from '../../support/random.ts';

class Console<C extends Clock = ManualClock> {
  readonly reports: Partial<ShellState>[] = [];
  readonly clock: C;
  readonly progress: ConsoleProgress;

  constructor(behindOthers = false, clock = new ManualClock() as Clock as C) {
    const report = (change: Partial<ShellState>): void => void this.reports.push(change);
    this.clock = clock;
    this.progress = new ConsoleProgress({ behindOthers, report, clock });
  }

  prints(text: string | Uint8Array): this {
    this.progress.output(Buffer.from(text as string));
    return this;
  }

  get states(): (string | undefined)[] {
    return this.reports.map(({ state }) => state);
  }
}

const BEGIN = '\x1b[?9001h\x1b[?1004h\x1b[2J\x1b[m\x1b[H\x1b]0;C:\\OpenSSH\\ssh.exe\x07\x1b[?25h';

it.each([
  'Authenticated to web ([10.0.0.1]:22).',
  'Authenticated to web ([10.0.0.1]:22) using "publickey".',
  'Authenticated to web.example.org ([2001:db8::1]:2222) using "password".',
  'Authenticated to web ([fe80::1%12]:22) using "keyboard-interactive".',
  'Authenticated to web (via proxy) using "publickey".',
])('%j is a login, however it is drawn and torn', (sentence) => {
  const draw = (it: string, random: Random): string => {
    if (it === ' ' && random.once(2)) return '\x1b[1C';
    return random.once(10) ? random.pick([`${it}\r\n\x1b[K`, `\x1b[32m${it}\x1b[m`]) : it;
  };
  return eachSeed(100, (random) => {
    const drawn = [...sentence].map((it) => draw(it, random)).join('');
    const bytes = Buffer.from(`${BEGIN}Grüße 日本\r\n${drawn}\r\n\x1b[?25l`);
    const console = new Console();
    for (let at = 0, end; at < bytes.length; at = end) {
      end = at + random.between(1, 9);
      console.prints(bytes.subarray(at, end));
    }
    expect(console.states).toEqual(['online']);
    expect(console.clock.waiting).toBe(0);
  });
});

it.each([
  BEGIN,
  'Authenticated to',
  'Authenticated to web (',
  'Authenticated to web ([10.0.0.1]:',
  'ssh: connect to host web port 22: Connection refused\r\n',
])('%j is none', (text) => {
  expect(new Console().prints(text).states).toEqual([]);
});

it('what a jump host has let in is not the login behind it', () => {
  const console = new Console(true).prints('Authenticated to gate ([10.0.0.1]:22) using "x".\r\n');
  expect(console.states).toEqual([]);
  console.prints('Authenticated to web (via proxy) using "x".\r\n');
  expect(console.states).toEqual(['online']);
});

it('a line that stands unfinished is a question, and said once', () => {
  const console = new Console().prints(`${BEGIN}me@web's pass`);
  console.clock.advance(400);
  console.prints('word: \x1b[?25h');
  console.clock.advance(400);
  expect(console.states).toEqual([]);
  console.clock.advance(100);
  expect(console.states).toEqual(['authenticating']);
  console.prints('\r\nPermission denied, please try again.\r\nme@web’s password: ');
  console.clock.advance(1_000);
  expect(console.states).toEqual(['authenticating']);
  console.prints('\r\nAuthenticated to web ([10.0.0.1]:22) using "password".\r\n');
  expect(console.states).toEqual(['authenticating', 'online']);
});

it('a finished line, an empty one and what can’t be seen are no questions', () => {
  for (const text of [BEGIN, 'A warning.\r\n', 'A warning.\x1b[2;1H', 'half\r\n   ']) {
    const console = new Console().prints(text);
    console.clock.advance(10_000);
    expect(console.states, JSON.stringify(text)).toEqual([]);
  }
});

it('a line whose rest came while this process stood still is no question', async () => {
  const console = new Console(false, systemClock).prints('Authenticated to we');
  // What has arrived is read behind the timers that are over.
  const read = new Promise<void>((resolve) => setTimeout(() => setImmediate(resolve)));
  const began = performance.now();
  while (performance.now() - began < 600); // it stands still
  await read;
  console.prints('b ([10.0.0.1]:22).\r\n');
  expect(console.states).toEqual(['online']);
});

it('says nothing after it was stopped', () => {
  const console = new Console().prints('password: ');
  console.progress.stop();
  console.clock.advance(1_000);
  console.prints('Authenticated to web ([10.0.0.1]:22).');
  expect(console.states).toEqual([]);
  expect(console.clock.waiting).toBe(0);
});

it('finds the sentence after any garbage, and keeps none of it', () => {
  const random = seeded(5);
  for (const garbage of ['\x1b]0;', '\x1bP', '\x1b[', 'x', '\x1b', '\ufffd']) {
    const console = new Console().prints(garbage);
    for (let count = 0; count < 64; count++) console.prints(random.bytes(4_096));
    console.prints(`\x1b\\\x07${'y'.repeat(100_000)}\r\n`);
    console.prints(' Authenticated to web ([10.0.0.1]:22).');
    expect(console.states.at(-1), JSON.stringify(garbage)).toBe('online');
  }
});
