// Starts the editor that the settings name: a program with arguments, and the file's path as the last. No
// shell reads it, and the system isn't asked what it would open the file with.
import { homedir } from 'node:os';
import { startProgram } from '../../core/process/startProgram.ts';
import { variable } from '../../core/process/searchPath.ts';
import { say } from '../../words/said.ts';
import { StartError } from '../programs/command.ts';
import { findProgram, THIS_COMPUTER } from '../programs/localFiles.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';

/**
 * `failed`: it couldn't be started, or has ended with a code other than 0. Throws a `StartError` where
 * there is no such program.
 */
export function startEditor(
  editor: readonly string[],
  path: string,
  { platform, env }: LocalSurroundings,
  failed: (error: StartError) => void,
): void {
  const [program = '', ...args] = editor;
  const environment = env();
  const on = { ...THIS_COMPUTER, platform };
  const file = findProgram(program, variable(environment, 'PATH', platform) ?? '', on);
  if (!file || on.look(file) !== 'program') throw notStarted(program, say('no-such-program'));
  const how = { env: environment, cwd: homedir(), stdio: 'ignore', detached: true } as const;
  const child = startProgram({ file, args: [...args, path] }, how);
  child.on('error', ({ message }) => failed(notStarted(program, message)));
  child.on('exit', (code) => {
    if (code) failed(new StartError(say('editor-ended', { program, code }), CHOOSE));
  });
  child.unref();
}

function notStarted(program: string, why: ReturnType<typeof say> | string): StartError {
  return new StartError(say('editor-not-started', { program, why }), CHOOSE);
}

const CHOOSE = say('editor-choose');
