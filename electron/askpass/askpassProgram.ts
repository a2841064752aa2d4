// The program that ssh runs to ask (native/askpass.cc), and how an ssh is told to run it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nativeFolder } from '../../core/native/nativeFolder.ts';

/** Its path; undefined where it wasn't compiled: on Windows, or on macOS without a compiler. */
export function askpassProgram(): string | undefined {
  const file = join(nativeFolder() ?? '', 'bowline-askpass');
  return nativeFolder() !== undefined && existsSync(file) ? file : undefined;
}

/** What is added to the environment of an ssh that asks so. Nothing of it is a secret for long. */
export function askpassEnvironment(
  program: string,
  socket: string,
  ticket: string,
): Record<string, string> {
  return {
    SSH_ASKPASS: program,
    // Else it would ask the terminal where it has one.
    SSH_ASKPASS_REQUIRE: 'force',
    BOWLINE_ASKPASS: socket,
    BOWLINE_ASKPASS_TICKET: ticket,
  };
}
