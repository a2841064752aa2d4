// How a program has set its terminal, where our native part can't tell: asked of `stty` on the
// terminal's own end. It answers with how the terminal is some milliseconds later.
import { closeSync, constants, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { TerminalMode } from '../../core/native/terminalMode.ts';
import { startProgram } from '../../core/process/startProgram.ts';

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
