// One login to an SSH host for all that goes there beside its plain shells: the way to its agent,
// and its tunnels. It lives while somebody has a hold on it, and is made anew after each loss.
import type { Clock } from '../../core/time/clock.ts';
import type { SshSurroundings } from './asking.ts';
import { HeldLogin, unlessAborted, type LoginHold } from './heldLogin.ts';
import type { SshCommands } from './sshCommands.ts';
import { SshMaster } from './sshMaster.ts';
import type { SshTarget } from './sshTarget.ts';

export interface SharedLoginOptions {
  host: SshTarget;
  surroundings: SshSurroundings;
  clock: Clock;
}

export class SharedLogin extends HeldLogin<SshCommands, SshMaster> {
  constructor(options: SharedLoginOptions) {
    super(options.host.address, (how) => new SshMaster({ ...options, ...how }));
  }
}

/** The commands of a login that stands. Rejects with `ConnectFailure`; cancelled when aborted. */
export function commandsOf(
  { ssh }: LoginHold<SshMaster>,
  signal: AbortSignal,
): Promise<SshCommands> {
  return unlessAborted(ssh.ready, signal);
}
