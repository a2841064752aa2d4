// The one way out of this program to a terminal or a pipe: results on stdout, what went wrong on
// stderr. Nothing that can't be seen passes, whoever wrote it; only a shell's output goes beside
// it, as bytes (`LocalTerminal.show`). The linter keeps everything else from the streams.
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { shownJson, told, withoutUnseen } from '../../core/text/clean.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import { AgentError, messageOf } from '../agentError.ts';

/** Text of ours, its line feeds included; a peer's words in it have to be lines already. */
export function print(text: string): void {
  process.stdout.write(withoutUnseen(text));
}

/** A value for programs, on a line of its own. */
export function printJson(value: unknown): void {
  print(`${shownJson(value)}\n`);
}

/** What is only for whoever looks on: one line on stderr. */
export function remark(text: string): void {
  process.stderr.write(`${told(text)}\n`);
}

/** What a library words about how it was called, its line feeds included. */
export function remarkText(text: string): void {
  process.stderr.write(withoutUnseen(text));
}

/** A line of stderr, a terminal, over the one that stood there; '' takes it away. */
export function overwrite(line: string): void {
  process.stderr.write(`\r${told(line)}\u001b[K`);
}

/** The same in the midst of a program's output: `end` is what ends a line there. */
export function interject(text: string, end: '\n' | '\r\n'): void {
  process.stderr.write(`${end}[${told(text)}]${end}`);
}

/** Resolves when all that was printed before is written. */
export function printed(): Promise<void> {
  return new Promise((resolve) => process.stdout.write('', () => resolve()));
}

/** Whoever read our output may go; that is no reason for an agent to go too. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Says what went wrong and what to do; with `json` as an event on stdout too. */
export function explain(error: unknown, json = false): void {
  const { code, message, hint } = partsOf(error);
  remark(`bowline-agent: ${message}`);
  if (hint) remark(hint);
  if (json) printJson({ event: 'error', code, message: told(message), hint: told(hint) });
}

/** Mistakes of ours are told as everything else is: Node would print their words as they are. */
export function explainMistakes(): void {
  const explained = (error: unknown): void => {
    explain(error);
    process.exit(1);
  };
  process.on('uncaughtException', explained);
  process.on('unhandledRejection', explained);
}

function partsOf(error: unknown): { code: string; message: string; hint: string } {
  if (error instanceof AgentError) return error;
  if (error instanceof ConnectFailure) return { ...textOf(error), code: error.kind };
  if (error instanceof ChannelError) return { ...textOf(error), code: error.code };
  return { ...textOf(error), code: 'UNEXPECTED' };
}

function textOf(error: unknown): { message: string; hint: string } {
  return {
    message: messageOf(error),
    hint: error instanceof ConnectFailure ? error.hint : '',
  };
}
