// How a program has set its terminal: raw, or reading lines with or without echo. Node has no call
// for it, so native/terminal.cc asks.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nativeFolder } from './nativeFolder.ts';

export interface TerminalMode {
  /** The kernel gathers whole lines (`icanon`). */
  lines: boolean;
  /** The kernel shows what is typed. */
  echo: boolean;
  /** Ctrl+C and the like are turned into signals. */
  signals: boolean;
}

interface TerminalModule {
  terminalMode(fd: number): TerminalMode | undefined;
}

const MODULE = 'terminal.node';

const require = createRequire(import.meta.url);
let found: { module: TerminalModule | undefined } | undefined;

/**
 * As it is at this moment.
 * @param fd either end of a PTY, or any terminal
 * @returns undefined for any other descriptor, and where the native part is missing (Windows, and
 * macOS where nothing was compiled). Throws when the part is there and doesn't load.
 */
export function terminalMode(fd: number): TerminalMode | undefined {
  found ??= { module: load() };
  return found.module?.terminalMode(fd);
}

/** Can it be told here at all? */
export function canTellModes(): boolean {
  found ??= { module: load() };
  return found.module !== undefined;
}

function load(): TerminalModule | undefined {
  const file = join(nativeFolder() ?? '', MODULE);
  return nativeFolder() !== undefined && existsSync(file)
    ? (require(file) as TerminalModule)
    : undefined;
}
