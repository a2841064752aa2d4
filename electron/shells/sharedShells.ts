// Plain shells of a host over one login, where the host, its folder or the settings say so.
import { systemClock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { SshSurroundings } from '../ssh/asking.ts';
import { sharesByItself } from '../ssh/ownSharing.ts';
import type { SshLogins } from '../ssh/sshLogins.ts';
import type { SshWay } from '../ssh/sshWay.ts';
import { joinedSsh } from './joinedSsh.ts';
import type { ShellFactory } from './plan.ts';
import { ReturningShell, type Attempt } from './returningShell.ts';
import { SharedShell } from './sharedShell.ts';
import { plainAttempt } from './sshShell.ts';

export interface SharedShellsOptions {
  surroundings: SshSurroundings;
  logins: SshLogins;
  /** Is this host's login shared? Asked each time that a shell is opened. */
  shares: (host: StoredHost) => boolean;
  clock?: typeof systemClock;
}

/** The factory of shells of hosts that share; `apart` makes those of all others. */
export function sharedShells(options: SharedShellsOptions, apart: ShellFactory): ShellFactory {
  const { surroundings, shares, clock = systemClock } = options;
  return (host, previous, session, shellId) => {
    if (!shares(host) || surroundings.platform === 'win32')
      return apart(host, previous, session, shellId);
    const attempt = (unattended: boolean): Attempt =>
      sharedAttempt({ ...options, host, unattended, shellId });
    return new ReturningShell({ attempt, clock, random: Math.random });
  };
}

/** Can a host's plain shells go over one login? One that asks about keys asks over each one's own terminal. */
export function canShare({ forwardAgent }: StoredHost): boolean {
  return forwardAgent !== 'ask';
}

/** What a login that is shared has to have besides, for whatever goes over it. */
export function asShared(host: StoredHost): StoredHost {
  return host.forwardAgent === 'allow' ? { ...host, agentForward: 'yes' } : host;
}

interface OneAttempt extends SharedShellsOptions {
  host: StoredHost;
  unattended: boolean;
  shellId: string | undefined;
}

function sharedAttempt(one: OneAttempt): Attempt {
  const { host, surroundings, logins, unattended, shellId, clock = systemClock } = one;
  const { way, release } = logins.acquire(host);
  const shell = new SharedShell({
    login: loginOf(way),
    release,
    address: host.address,
    clock,
    ownRules: () => sharesByItself(host, surroundings, clock),
    join: (commands) => joinedSsh({ host, surroundings, commands }),
    alone: () => plainAttempt({ host, surroundings, clock, unattended, shellId }),
    card: shellId === undefined ? undefined : surroundings.asking?.card(shellId),
  });
  return { shell, afterwards: () => shell.afterwards(), asks: true };
}

function loginOf(way: SshWay) {
  if (way.kind === 'shared') return way.login;
  throw new Error('where ssh shares no login, a shell has its own');
}
