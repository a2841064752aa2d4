// Which shells this computer has, as choices: a name for people, and the command with its arguments.
// What files, variables and programs said of them is hostile until here.
import { cleanLine } from '../../../core/text/clean.ts';
import { inTime } from './inTime.ts';
import { posixShells } from './posixShells.ts';
import type { ShellSystem } from './shellSystem.ts';
import { WINDOWS_SHELLS } from './windowsShells.ts';

export interface FoundShell {
  /** As people call it: `PowerShell 7`, `Debian (WSL)`, `zsh`. */
  name: string;
  /** As in a local host's *Shell*: program and arguments. */
  command: string;
}

/** For all that is found in one way; a single file has half of it. */
const LIMIT_MS = 4_000;
export const SHELLS_LIMIT = 40;
const NAME_LENGTH = 80;
/** As much as a local host's *Shell* takes. */
export const COMMAND_LENGTH = 1_000;

/** The user's own first, on Linux and macOS. What isn't found in 4 s is left out. Never rejects. */
export async function findShells(system: ShellSystem): Promise<FoundShell[]> {
  const finders = system.platform === 'win32' ? WINDOWS_SHELLS : [posixShells];
  const limit = { ms: LIMIT_MS, clock: system.clock };
  const found = await Promise.all(finders.map((find) => inTime(find(system), [], limit)));
  return found.flat().flatMap(fit).slice(0, SHELLS_LIMIT);
}

/** Who asks while they are looked for gets the same answer: a search starts programs. */
export function sharedSearch<T>(search: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= search().finally(() => (running = undefined)));
}

// A command that can't be shown as it is isn't one that anybody should choose.
function fit({ name, command }: FoundShell): FoundShell[] {
  const shown = cleanLine(name.replaceAll(':', ''), NAME_LENGTH).trim();
  const whole = command.length <= COMMAND_LENGTH && cleanLine(command, COMMAND_LENGTH) === command;
  return shown !== '' && whole ? [{ name: shown, command }] : [];
}
