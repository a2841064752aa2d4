// The one way out of this program: what it says of itself on stdout, what happens and what went wrong on
// stderr. Nothing that can't be seen passes, whoever wrote it.
import { shownJson, told, withoutUnseen } from '../../core/text/clean.ts';
import { RelayError } from '../relayError.ts';

/** Text of ours, its line feeds included. */
export function print(text: string): void {
  process.stdout.write(withoutUnseen(text));
}

/** A value for programs, on a line of its own. */
export function printJson(value: unknown): void {
  print(`${shownJson(value)}\n`);
}

/** The same for whoever looks on, and for logs. */
export function remarkText(text: string): void {
  process.stderr.write(withoutUnseen(text));
}

/** Resolves when all that was printed before is written. */
export function printed(): Promise<void> {
  return new Promise((resolve) => process.stdout.write('', () => resolve()));
}

/** Whoever read our output may go; that is no reason for a relay to go too. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Says what went wrong and what to do; with `json` as an event on stdout too. */
export function explain(error: unknown, json = false): void {
  const { code, message, hint } = partsOf(error);
  remarkText(`bowline-relay: ${told(message)}\n`);
  if (hint) remarkText(`${told(hint)}\n`);
  if (json) printJson({ event: 'error', code, message: told(message), hint: told(hint) });
}

function partsOf(error: unknown): { code: string; message: string; hint: string } {
  if (error instanceof RelayError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'UNEXPECTED', message, hint: '' };
}
