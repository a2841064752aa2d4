// Whether the user's own configuration shares connections to a host (ControlPath): then its rules hold, and
// ours stay out of the way. `ssh -G` connects nowhere, and runs what each ssh of that host runs.
import { startProgram } from '../../core/process/startProgram.ts';
import type { Clock } from '../../core/time/clock.ts';
import { StartError, type PtyCommand } from '../programs/command.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { sshArguments } from './sshArguments.ts';
import { sshCommand } from './sshCommand.ts';
import { ownWord } from './sshPlaces.ts';
import type { SshTarget } from './sshTarget.ts';

/** A command of a Match may take its time. */
const LIMIT_MS = 10_000;
/** Characters; ssh prints some 100 lines. */
const OUTPUT = 256 * 1024;

/** True too where ssh doesn't say: then a shell's own ssh says what is wrong. */
export function sharesByItself(
  host: SshTarget,
  surroundings: LocalSurroundings,
  clock: Clock,
): Promise<boolean> {
  const command = startable(() =>
    sshCommand(sshArguments(host, { flags: [ownWord('-G')] }), surroundings),
  );
  if (!command) return Promise.resolve(true);
  const { file, args, env, cwd } = command;
  const child = startProgram({ file, args }, { env, cwd, stdio: 'pipe' });
  child.stdin.on('error', () => undefined).end();
  child.stderr.resume();
  let said = '';
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => (said = (said + text).slice(0, OUTPUT)));
  const cancel = clock.after(LIMIT_MS, () => child.kill('SIGKILL'));
  return new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(true));
    child.on('close', (code) => resolve(code !== 0 || hasControlPath(said)));
  }).finally(cancel);
}

/** As `ssh -G` prints it; without one there is no line. */
export function hasControlPath(said: string): boolean {
  const [, path] = /^controlpath (.+)$/m.exec(said) ?? [];
  return path !== undefined && path !== 'none';
}

/** Undefined where it can't be started. */
function startable(make: () => PtyCommand): PtyCommand | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof StartError) return undefined;
    throw error;
  }
}
