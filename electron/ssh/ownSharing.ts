// Whether the user's own configuration shares connections to a host (ControlPath): then its rules hold, and
// ours stay out of the way.
import type { Clock } from '../../core/time/clock.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { resolvedConfig } from './resolvedConfig.ts';
import { sshArguments } from './sshArguments.ts';
import type { SshTarget } from './sshTarget.ts';

/** True too where ssh doesn't say: then a shell's own ssh says what is wrong. */
export async function sharesByItself(
  host: SshTarget,
  surroundings: LocalSurroundings,
  clock: Clock,
): Promise<boolean> {
  const config = await resolvedConfig(() => sshArguments(host), surroundings, clock);
  return !config || (config.get('controlpath') ?? 'none') !== 'none';
}
