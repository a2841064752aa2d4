// How a program has set its terminal: raw, or reading lines with or without echo. Asked of
// `stty` on the terminal's own end, because Node has no call for it.
import { closeSync, constants, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { startProgram } from '../../core/process/startProgram.ts';

export interface TerminalMode {
  /** The kernel gathers whole lines (`icanon`). */
  lines: boolean;
  /** The kernel shows what is typed. */
  echo: boolean;
  /** Ctrl+C and the like are turned into signals. */
  signals: boolean;
}

/** Undefined when it can't be told: no such terminal any more, or no `stty`. */
export async function readTerminalMode(device: string): Promise<TerminalMode | undefined> {
  let terminal: number;
  try {
    terminal = openSync(device, constants.O_RDWR | constants.O_NOCTTY);
  } catch {
    return undefined;
  }
  const stty = startProgram(
    { file: 'stty', args: ['-a'] },
    { stdio: [terminal, 'pipe', 'ignore'] },
  );
  closeSync(terminal);
  stty.on('error', () => undefined); // not installed: there is no output
  return parseStty(await text(stty.stdout!).catch(() => ''));
}

export function parseStty(output: string): TerminalMode | undefined {
  const words = new Set(output.split(/[\s;]+/));
  const setting = (name: string): boolean | undefined =>
    words.has(name) ? true : words.has(`-${name}`) ? false : undefined;
  const [lines, echo, signals] = [setting('icanon'), setting('echo'), setting('isig')];
  if (lines === undefined || echo === undefined || signals === undefined) return undefined;
  return { lines, echo, signals };
}
