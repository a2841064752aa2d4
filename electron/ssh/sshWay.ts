// The two ways of going to an SSH host beside its plain shells, and the one place that chooses:
// over one login that all share, or, where OpenSSH has no ControlMaster (Windows), over a login for
// each need.
import type { Clock } from '../../core/time/clock.ts';
import type { SshSurroundings } from './asking.ts';
import { SharedLogin } from './sharedLogin.ts';
import type { SshTarget } from './sshTarget.ts';

export type SshWay =
  | { readonly kind: 'shared'; readonly login: SharedLogin }
  | { readonly kind: 'separate'; readonly ssh: SeparateSsh };

/** What an ssh of its own takes. */
export interface SeparateSsh {
  host: SshTarget;
  surroundings: SshSurroundings;
  clock: Clock;
}

/** To the host as it is saved now. */
export function sshWay(ssh: SeparateSsh): SshWay {
  if (ssh.surroundings.platform === 'win32') return { kind: 'separate', ssh };
  return { kind: 'shared', login: new SharedLogin(ssh) };
}
