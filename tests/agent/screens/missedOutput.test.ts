// Output that a client missed and the log no longer holds: what it sees when it is back, against
// a terminal that saw every byte.
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Terminal } from '@xterm/headless';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import { newCursor } from '../../../core/client/shellCursor.ts';
import { makeTerminal, resizeTerminal } from '../../../agent/screens/headlessTerminal.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { AgentShell, connect } from '../../support/agentShell.ts';
import { needs } from '../../support/needs.ts';
import { residentBytes, whyNoProcessFacts } from '../../support/processFacts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { dump, feed } from '../../support/terminalDump.ts';

const SIZE = { cols: 80, rows: 24 };
const MIB = 1024 * 1024;
const POLL = { timeout: 300_000, interval: 20 };
/** Lines compared above the screen; the oldest that a client has are those of the time before. */
const SCROLLBACK = 900;
/**
 * What a shell may add to the agent: 8 MiB of log, 3 MiB of cells, half a MiB on its way to the
 * worker; and once for all shells the worker itself, and what waits to be collected.
 */
const MOST_GROWTH_BYTES = 200 * MIB;

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  // Megabytes are drawn in this process, too, which answers nobody meanwhile.
  agent = await startAgent({ args: ['--heartbeat', '60000'] });
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop();
});

async function produced(session: string): Promise<number> {
  const { shells } = (await client.request('list')) as {
    shells: { session: string; outputBytes: number }[];
  };
  return shells.find((shell) => shell.session === session)!.outputBytes;
}

/** A shell that prints a file each time it is told to, and a client of it. */
class Printer {
  readonly shell: AgentShell;
  readonly #file: string;
  /** Bytes printed by now. */
  #printed = GREETING.length;

  static async start(): Promise<Printer> {
    const file = path.join(temporaryDirectory(), 'output');
    writeFileSync(file, '');
    const print = `while read x; do cat ${file}; done`;
    const shell = AgentShell.open(client, {
      command: ['sh', '-c', `stty raw -echo; printf go; ${print}`],
      ...SIZE,
    });
    await shell.sees(/go/);
    return new Printer(shell, file);
  }

  private constructor(shell: AgentShell, file: string) {
    this.shell = shell;
    this.#file = file;
  }

  get session(): string {
    return this.shell.cursor.session;
  }

  async leave(): Promise<void> {
    this.shell.shell.detach();
    await this.shell.drained;
  }

  /** Prints while nobody watches, as told by another client that leaves at once. */
  async print(chunks: Iterable<string | Uint8Array>, size = SIZE): Promise<void> {
    writeFileSync(this.#file, '');
    for (const chunk of chunks) {
      appendFileSync(this.#file, chunk);
      this.#printed += Buffer.byteLength(chunk);
      await setImmediate(); // whoever stands still too long is taken for gone, and disconnected
    }
    const presser = AgentShell.attach(client, newCursor(this.session), size);
    await presser.opened;
    presser.type('\n');
    await presser.typed();
    presser.shell.detach();
    await presser.drained;
    await expect.poll(() => produced(this.session), POLL).toBe(this.#printed);
  }

  /** The client as it was, back again; resolves with its terminal when that shows the screen. */
  async back(size = SIZE): Promise<{ again: AgentShell; shown: Terminal }> {
    const shown = makeTerminal(size);
    const again = AgentShell.attach(client, this.shell.cursor, size);
    again.onChunk = (chunk) => feed(shown, chunk);
    await again.until(() => again.bytes > 0, 'a screen');
    return { again, shown };
  }

  async end(): Promise<void> {
    await client.request('kill', { session: this.session, signal: 'SIGKILL' });
  }
}

const GREETING = 'go';

/** Lines, each made by its number, until there are so many bytes; in chunks. */
function* lines(bytes: number, line: (index: number) => string): Generator<string> {
  for (let index = 0, done = 0; done < bytes;) {
    let chunk = '';
    while (chunk.length < 256 * 1024) chunk += line(index++);
    done += Buffer.byteLength(chunk);
    yield chunk;
  }
}

const ESC = '\x1b';

const KINDS: Record<string, (bytes: number) => Iterable<string>> = {
  'plain lines': (bytes) => lines(bytes, (i) => `line ${i} of a flood\r\n`),
  'lines that wrap': (bytes) => lines(bytes, (i) => `${i} ${'wrapping '.repeat(i % 40)}\r\n`),
  colours: (bytes) =>
    lines(bytes, (i) => `${ESC}[3${i % 8}mred ${ESC}[1;4:3m${i}${ESC}[0;48;5;${i % 256}m x\r\n`),
  'wide characters': (bytes) =>
    lines(bytes, (i) => `行 ${i} ${'端末🚀'.repeat(i % 9)} e\u0301\r\n`),
  'one endless line': (bytes) => lines(bytes, (i) => `${i},`),
  'a full-screen program': function* (bytes) {
    yield `$ top\r\n${ESC}[?1049h${ESC}[?1h${ESC}=${ESC}[?25l${ESC}[2;20r`;
    yield* lines(bytes, (i) => {
      const place = `${ESC}[${2 + (i % 19)};${1 + (i % 60)}H`;
      return `${place}${ESC}[7m${i}${ESC}[m${i % 50 ? '' : `${ESC}[20;1H\n`}${ESC}[K`;
    });
    yield `${ESC}[22;1H${ESC}[?2004h${ESC}[?1006;1002h${ESC}]2;top of the machine\x07status`;
  },
  'a full-screen program that was left': function* (bytes) {
    yield `before\r\n${ESC}[?1049h`;
    yield* lines(bytes, (i) => `${ESC}[${1 + (i % 24)};1Hrow ${i}`);
    yield `${ESC}[?1049lafter\r\n$ `;
  },
  'a character cut in two': function* (bytes) {
    yield* lines(bytes, (i) => `${i} 端末\r\n`);
    yield 'and then ';
  },
};

describe('a client that is back after more output than the log holds', () => {
  it.each(Object.keys(KINDS))(
    'sees the gap, and the right screen after 12 MB of %s',
    async (kind) => {
      const printer = await Printer.start();
      await printer.leave();
      const whole = makeTerminal(SIZE);
      feed(whole, GREETING);
      const output = [...KINDS[kind]!(12_000_000)];
      for (const chunk of output) feed(whole, chunk);
      await printer.print(output);
      const { again, shown } = await printer.back();
      expect(again.lags).toEqual([{ from: GREETING.length, to: again.cursor.output }]);
      expectSame(shown, whole);
      await printer.end();
    },
    300_000,
  );

  it('sees the right screen when the shell had other sizes in between', async () => {
    const printer = await Printer.start();
    await printer.leave();
    const whole = makeTerminal(SIZE);
    feed(whole, GREETING);
    for (const size of [{ cols: 40, rows: 10 }, { cols: 132, rows: 50 }, SIZE]) {
      const output = [...lines(5_000_000, (i) => `${i} of ${'some '.repeat(i % 30)}\r\n`)];
      resizeTerminal(whole, size);
      for (const chunk of output) feed(whole, chunk);
      await printer.print(output, size);
    }
    const narrow = { cols: 60, rows: 20 };
    resizeTerminal(whole, narrow);
    const { shown } = await printer.back(narrow);
    expectSame(shown, whole);
    await printer.end();
  }, 300_000);

  it('goes on with what is printed next, in the middle of a sequence too', async () => {
    const printer = await Printer.start();
    await printer.leave();
    const whole = makeTerminal(SIZE);
    feed(whole, GREETING);
    const output = [...lines(12_000_000, (i) => `line ${i}\r\n`), `${ESC}[38;5;20`];
    await printer.print(output);
    const { again, shown } = await printer.back();
    const more = '8mcoloured\r\n端末';
    for (const chunk of [...output, more]) feed(whole, chunk);
    await printer.print([more]);
    await again.until(() => again.text.endsWith('端末'), 'the rest');
    expectSame(shown, whole);
    await printer.end();
  }, 300_000);

  it.each([
    ['a character', Buffer.from('A—B').subarray(0, 3), Buffer.from('A—B').subarray(3)],
    [
      'a character of four bytes',
      Buffer.from('A🚀').subarray(0, 3),
      Buffer.from('A🚀').subarray(3),
    ],
    ['a letter and its mark', Buffer.from('e'), Buffer.from('\u0301 and on')],
    ['what is no text', Uint8Array.of(0x41, 0xe2, 0x80), Uint8Array.of(0xff, 0x42)],
  ])(
    'goes on in the middle of %s',
    async (_, first, rest) => {
      const printer = await Printer.start();
      await printer.leave();
      const whole = makeTerminal(SIZE);
      feed(whole, GREETING);
      const output = [...lines(12_000_000, (i) => `line — ${i} 端末🚀\r\n`), first];
      for (const chunk of output) feed(whole, chunk);
      await printer.print(output);
      const { again, shown } = await printer.back();
      feed(whole, rest);
      const before = again.bytes;
      await printer.print([rest]);
      await again.until(() => again.bytes >= before + rest.length, 'the rest');
      expectSame(shown, whole);
      await printer.end();
    },
    300_000,
  );

  it('sees the last screen of a shell that has ended, and its exit code', async () => {
    const file = path.join(temporaryDirectory(), 'output');
    const output = [...lines(12_000_000, (i) => `line ${i}\r\n`)];
    writeFileSync(file, output.join(''));
    const command = ['sh', '-c', `stty raw -echo; printf go; read x; cat ${file}; exit 7`];
    const shell = AgentShell.open(client, { command, ...SIZE });
    await shell.sees(/go/);
    shell.type('\n');
    await shell.typed();
    shell.shell.detach();
    await agent.event('shell-ended', ({ session }) => session === shell.cursor.session);
    const shown = makeTerminal(SIZE);
    const late = AgentShell.attach(client, newCursor(shell.cursor.session), SIZE);
    late.onChunk = (chunk) => feed(shown, chunk);
    expect(await late.end).toEqual({ kind: 'exited', code: 7, signal: null });
    await late.drained;
    const whole = makeTerminal(SIZE);
    for (const chunk of [GREETING, ...output]) feed(whole, chunk);
    expectSame(shown, whole);
  }, 300_000);

  it('causes no answer to the questions that were in it', async () => {
    const file = path.join(temporaryDirectory(), 'output');
    const questions = `${ESC}[6n${ESC}[c${ESC}]10;?\x07${ESC}]11;?${ESC}\\${ESC}[>c${ESC}[18t`;
    const output = [...lines(12_000_000, (i) => `${i}${questions}\r\n`)].join('');
    writeFileSync(file, output);
    const command = `stty raw -echo; printf go; head -c 1 >/dev/null; cat ${file}; exec cat`;
    const shell = AgentShell.open(client, { command: ['sh', '-c', command], ...SIZE });
    await shell.sees(/go/);
    shell.type('.');
    await shell.typed();
    shell.shell.detach();
    await shell.drained;
    const printed = GREETING.length + output.length;
    await expect.poll(() => produced(shell.cursor.session), POLL).toBe(printed);
    const again = AgentShell.attach(client, shell.cursor, SIZE);
    await again.until(() => again.bytes > 0, 'a screen');
    again.type('typed');
    await again.sees(/typed$/);
    expect(again.cursor.output).toBe(printed + 'typed'.length); // all that came back through cat
    await client.request('kill', { session: shell.cursor.session, signal: 'SIGKILL' });
  }, 300_000);

  it('after 100 MB sees the same, and the agent stays within its bounds', async (test) => {
    needs(whyNoProcessFacts(), test);
    const before = residentBytes(agent.pid);
    const printer = await Printer.start();
    await printer.leave();
    const output = KINDS.colours!(100_000_000);
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, residentBytes(agent.pid))), 10);
    onTestFinished(() => clearInterval(watch));
    const whole = makeTerminal(SIZE);
    feed(whole, GREETING);
    await printer.print(fedTo(whole, output));
    const { again, shown } = await printer.back();
    clearInterval(watch);
    expect(again.lags[0]!.to).toBeGreaterThan(100_000_000);
    expectSame(shown, whole);
    expect(peak - before).toBeLessThan(MOST_GROWTH_BYTES);
    await printer.end();
  }, 600_000);
});

function expectSame(shown: Terminal, whole: Terminal): void {
  const scrollback = Math.min(SCROLLBACK, whole.buffer.normal.baseY);
  expect(dump(shown, scrollback)).toEqual(dump(whole, scrollback));
}

function* fedTo(terminal: Terminal, output: Iterable<string>): Generator<string> {
  for (const chunk of output) {
    feed(terminal, chunk);
    yield chunk;
  }
}
