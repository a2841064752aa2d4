// Whether an ssh that ended with 255 has lost a connection that it shared with others (the user's
// own ControlMaster): then its last words are those of any end, or none. A shell may end with 255
// too; but the connection it went over stands after that, and this one doesn't.
import { startProgram } from '../../core/process/startProgram.ts';
import type { Clock } from '../../core/time/clock.ts';
import { StartError, type PtyCommand } from '../programs/command.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { sshArguments } from './sshArguments.ts';
import { sshCommand } from './sshCommand.ts';
import { ownWord } from './sshPlaces.ts';
import type { SshTarget } from './sshTarget.ts';

/** A master that lives answers within milliseconds; one that is stopped never does. */
const LIMIT_MS = 10_000;
/** How ssh says that its configuration shares no connection. */
const NOT_SHARED = /No ControlPath specified/;

/** Asks as the shell's own ssh would have: true where it shares connections and there is none. */
export function sharedConnectionGone(
  host: SshTarget,
  surroundings: LocalSurroundings,
  clock: Clock,
): Promise<boolean> {
  // A quiet ssh would not say what is missing.
  const use = { options: [ownWord('LogLevel=ERROR')], flags: [ownWord('-O'), ownWord('check')] };
  const command = startable(() => sshCommand(sshArguments(host, use), surroundings));
  if (!command) return Promise.resolve(false);
  const { file, args, env, cwd } = command;
  const child = startProgram({ file, args }, { env, cwd, stdio: 'pipe' });
  child.stdin.end();
  child.stdout.resume();
  const cancel = clock.after(LIMIT_MS, () => child.kill('SIGKILL'));
  let said = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (said = (said + text).slice(-4_096)));
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code !== 0 && !NOT_SHARED.test(said)));
  }).finally(cancel) as Promise<boolean>;
}

/** Undefined where it can't be started any more: its file is another one by now, say. */
function startable(make: () => PtyCommand): PtyCommand | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof StartError) return undefined;
    throw error;
  }
}
