// `bowline-agent attach` in a process of its own, through a link that can be cut: with pipes, as a
// script starts it, or at a terminal that keeps a screen and answers questions, as a person does.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../core/link/pairingLink.ts';
import { agentCommand } from './agent.ts';
import { HeadlessTerminal, type AskedTerminal } from './askedTerminal.ts';
import type { FaultProxy } from './faultProxy.ts';
import { TestTerminal, type TerminalOptions } from './terminal.ts';

/** An agent's link, leading through a proxy. */
export function linkThrough(agent: { link: string }, { port }: FaultProxy): string {
  const link = parsePairingLink(agent.link);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port, tls: false };
  return formatPairingLink({ ...link, address });
}

export class PipedAttach {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly exited: Promise<number | null>;
  stderr = '';

  constructor(args: readonly string[]) {
    const [file, all] = agentCommand(['attach', ...args]);
    this.child = spawn(file, all, { stdio: 'pipe' });
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exited = new Promise((resolve) => this.child.once('close', resolve));
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }
}

/** At a terminal that answers what is asked of it, to the program. */
export class AttachedTerminal<T extends AskedTerminal = HeadlessTerminal> extends TestTerminal {
  readonly terminal: T;

  constructor(terminal: T, args: readonly string[], options: TerminalOptions = {}) {
    const [file, all] = agentCommand(['attach', ...args]);
    super(file, all, options);
    this.terminal = terminal;
    terminal.onAnswer = (text) => this.type(text);
    onTestFinished(() => this.pty.close());
  }

  protected override printed(bytes: Uint8Array): void {
    this.terminal.feed(bytes);
  }
}

/** The same at a headless one of the usual size. */
export function attachHeadless(
  args: readonly string[],
  options: TerminalOptions = {},
): AttachedTerminal {
  const { cols = 80, rows = 24 } = options;
  return new AttachedTerminal(new HeadlessTerminal({ cols, rows }), args, options);
}
