// The command line of a shell's ssh that joins a login that stands: with all that the host says of its
// shells, and no way of its own to get there.
import { sshArguments } from './sshArguments.ts';
import { controlPath, ownWord, type SshArgument } from './sshPlaces.ts';
import type { SshTarget } from './sshTarget.ts';

/**
 * Never logs in by itself: where the master refuses it, it ends with 255.
 * @param control path of the master's socket
 */
export function joiningArguments(host: SshTarget, control: string): SshArgument[] {
  const options = [
    controlPath(control),
    ownWord('ControlMaster=no'),
    ownWord('ProxyCommand=false'),
    ownWord('BatchMode=yes'),
  ];
  // What leads there is the master's; beside a ProxyCommand ssh takes no jump host.
  return sshArguments({ ...host, jumps: [], jumpHost: '' }, { options });
}
