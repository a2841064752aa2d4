// What ssh itself makes of a command line and its configuration: `ssh -G`, which connects nowhere, and runs
// what each ssh of that line runs (a `Match exec`).
import { startProgram } from '../../core/process/startProgram.ts';
import type { Clock } from '../../core/time/clock.ts';
import { StartError, type PtyCommand } from '../programs/command.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { sshCommand } from './sshCommand.ts';
import { ownWord, type SshArgument } from './sshPlaces.ts';

/** A command of a Match may take its time. */
const LIMIT_MS = 10_000;
/** Characters; ssh prints some 100 lines. */
const OUTPUT = 256 * 1024;

/** By its names in small letters, the first of each; undefined where ssh doesn't say. */
export type ResolvedConfig = ReadonlyMap<string, string>;

/** @param args all but `-G`; may throw a `StartError` */
export function resolvedConfig(
  args: () => SshArgument[],
  surroundings: LocalSurroundings,
  clock: Clock,
): Promise<ResolvedConfig | undefined> {
  const command = startable(() => sshCommand([ownWord('-G'), ...args()], surroundings));
  if (!command) return Promise.resolve(undefined);
  const { file, args: words, env, cwd } = command;
  const child = startProgram({ file, args: words }, { env, cwd, stdio: 'pipe' });
  child.stdin.on('error', () => undefined).end();
  child.stderr.resume();
  let said = '';
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => (said = (said + text).slice(0, OUTPUT)));
  const cancel = clock.after(LIMIT_MS, () => child.kill('SIGKILL'));
  return new Promise<ResolvedConfig | undefined>((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? settingsIn(said) : undefined));
  }).finally(cancel);
}

function settingsIn(said: string): ResolvedConfig {
  const settings = new Map<string, string>();
  for (const [, name, value] of said.matchAll(/^(\S+) (.*)$/gm))
    if (!settings.has(name!)) settings.set(name!, value!);
  return settings;
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
