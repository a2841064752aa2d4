// Terminals that tell their modes when they are asked: a headless one, and a real xterm on a
// virtual display. What they answer before and after a program is what it has left behind.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Terminal } from '@xterm/headless';
import { feedTerminal, makeTerminal, type Size } from '../../agent/screens/headlessTerminal.ts';
import { openDisplay, type Display } from '../../build/display.ts';
import { SYSTEM } from '../../core/system.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { removeFolder } from './removeFolder.ts';
import { dump } from './terminalDump.ts';

const ESC = '\x1b';
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

const DEC_MODES = [...range(1, 119), ...range(1000, 1070), ...range(2000, 2050), 8452, 9001];
const ANSI_MODES = range(1, 22);
/** Modes, DECRQSS, xterm's keys, the title, colours, tab stops; the last answer ends them. */
const QUESTIONS = [
  ...DEC_MODES.map((mode) => `${ESC}[?${mode}$p`),
  ...ANSI_MODES.map((mode) => `${ESC}[${mode}$p`),
  ...['m', 'r', 's', ' q', '"q', '"p', '*x'].map((what) => `${ESC}P$q${what}${ESC}\\`),
  ...range(0, 7).map((resource) => `${ESC}[?${resource}m`),
  `${ESC}[21t${ESC}[20t`,
  ...range(10, 19).map((colour) => `${ESC}]${colour};?${ESC}\\`),
  ...range(0, 15).map((colour) => `${ESC}]4;${colour};?${ESC}\\`),
  `${ESC}[2$w`,
];
const LAST_QUESTION = `${ESC}[5n`;
const LAST_ANSWER = `${ESC}[0n`;
/**
 * Position and page of a DECCIR are no modes; its attributes, flags and character sets are. Whether
 * cells are protected DECRQSS tells better: xterm says here whether they ever were.
 */
const CURSOR_REPORT = `${ESC}[1$w`;
const PLACE = /(\x1bP1\$u)\d+;\d+;\d+;(.);.;/;

export abstract class AskedTerminal {
  /** Takes what the terminal answers by itself. */
  onAnswer: (text: string) => void = () => undefined;
  #asking: { text: string; done: (text: string) => void } | undefined;

  abstract feed(bytes: Uint8Array): void;

  abstract close(): Promise<void>;

  /** Everything it tells of its modes now; a tab stop beyond the last column is in no one's reach. */
  async modes(): Promise<string> {
    const answers = await this.#ask(`${QUESTIONS.join('')}${CURSOR_REPORT}${LAST_QUESTION}`);
    return answers
      .replace(PLACE, '$1$2;')
      .replace(/(\x1bP2\$u[\d/]*\/73)\/81/, '$1')
      .replaceAll(ESC, '\n^');
  }

  protected answered(text: string): void {
    if (!this.#asking) return this.onAnswer(text);
    this.#asking.text += text;
    if (this.#asking.text.endsWith(LAST_ANSWER)) this.#asking.done(this.#asking.text);
  }

  async #ask(questions: string): Promise<string> {
    const { promise, resolve } = withResolvers<string>();
    this.#asking = { text: '', done: resolve };
    this.feed(Buffer.from(questions));
    const text = await promise;
    this.#asking = undefined;
    return text;
  }
}

export class HeadlessTerminal extends AskedTerminal {
  readonly screen: Terminal;

  constructor(size: Size) {
    super();
    this.screen = makeTerminal(size);
    this.screen.options.windowOptions = { pushTitle: true, popTitle: true };
    this.screen.onData((answer) => this.answered(answer));
  }

  /** The lines of the screen, without the blank ones at its end. */
  get lines(): string[] {
    const { active } = this.screen.buffer;
    const rows = Array.from({ length: this.screen.rows }, (_, row) => active.baseY + row);
    const text = rows.map((row) => active.getLine(row)!.translateToString().trimEnd());
    return text.slice(0, text.findLastIndex((line) => line !== '') + 1);
  }

  override feed(bytes: Uint8Array): void {
    feedTerminal(this.screen, bytes);
  }

  /** And what it doesn't tell: titles, character sets, tab stops, margins of both screens. */
  override async modes(): Promise<string> {
    const { normalPlaces, active, pen, charsets, modes, others } = dump(this.screen, 0) as Record<
      string,
      object
    >;
    const { tabs, margins } = normalPlaces as { tabs: number[]; margins: number[] };
    const seen = { tabs, margins, active, pen, charsets, modes, others };
    return `${await super.modes()}\n${JSON.stringify(seen, null, 1)}`;
  }

  override close(): Promise<void> {
    this.screen.dispose();
    return Promise.resolve();
  }
}

/** Reason why there can't be one here; undefined where there can. */
export function whyNoXterm(): string | undefined {
  if (SYSTEM !== 'linux') return 'there is no virtual display on this system';
  const missing = ['xterm', 'Xvfb', 'nc'].filter((name) => !isInstalled(name));
  return missing.length > 0 ? `${missing.join(' and ')} is not installed` : undefined;
}

export class RealXterm extends AskedTerminal {
  readonly #folder: string;
  readonly #display: Display;
  readonly #server: Server;
  readonly #child: ChildProcess;
  readonly #socket: Socket;

  /** What is fed to it comes to its program by a socket, and so do its answers back. */
  static async open({ cols, rows }: Size): Promise<RealXterm> {
    const folder = mkdtempSync(path.join(tmpdir(), 'bowline-xterm-'));
    const at = path.join(folder, 'socket');
    const server = createServer().listen(at);
    const display = await openDisplay();
    const bridge = `stty raw -echo; exec nc -U ${at}`;
    const resources = ['-xrm', '*allowWindowOps: true', '-xrm', '*allowColorOps: true'];
    const args = [...resources, '-geometry', `${cols}x${rows}`, '-e', 'sh', '-c', bridge];
    const child = spawn('xterm', args, {
      stdio: 'ignore',
      env: { ...process.env, ...display.env },
    });
    const [socket] = (await once(server, 'connection')) as [Socket];
    return new RealXterm({ folder, display, server, child, socket });
  }

  private constructor(parts: {
    folder: string;
    display: Display;
    server: Server;
    child: ChildProcess;
    socket: Socket;
  }) {
    super();
    this.#folder = parts.folder;
    this.#display = parts.display;
    this.#server = parts.server;
    this.#child = parts.child;
    this.#socket = parts.socket;
    this.#socket.setEncoding('latin1').on('data', (text: string) => this.answered(text));
    this.#socket.on('error', () => undefined);
  }

  override feed(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  override async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#socket.destroy();
    this.#child.kill();
    await ended;
    this.#server.close();
    await this.#display[Symbol.asyncDispose]();
    removeFolder(this.#folder);
  }
}

function isInstalled(name: string): boolean {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
