// Keys for shells that ssh itself carries: ssh forwards the person's agent, or, where that one is to be
// asked, an agent of ours that asks.
import type { StoredHost } from '../hosts/storedHost.ts';
import { askedKeys, type AskedKeys } from '../logins/askedKeys.ts';
import type { KeyLoan, LendKeys } from '../logins/keyLoan.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import type { Shell } from '../shell.ts';
import type { Said } from '../../words/said.ts';
import type { ShellFactory } from './plan.ts';

/**
 * `make`, with the host's `forwardAgent` as what ssh is told. Where it is off, whatever else says of
 * forwarding holds, ssh's own configuration included.
 */
export function withForwardedKeys(
  make: ShellFactory,
  surroundings: LocalSurroundings,
  lendKeys: LendKeys | undefined,
): ShellFactory {
  return (host, previous, session, shellId) => {
    const made: { shell?: Shell } = {};
    const lend = lendKeys && shellId !== undefined && (() => lendKeys(host, shellId, tell));
    const tell = (said: Said): void => made.shell?.addNote?.(said);
    const asked = (): AskedKeys | undefined => (lend ? open(lend, surroundings) : undefined);
    const keys = host.forwardAgent === 'ask' ? asked() : undefined;
    const agentForward = forwarded(host, keys?.path);
    const shell = (made.shell = make({ ...host, agentForward }, previous, session, shellId));
    if (!keys) return shell;
    const stop = shell.onState(({ state }) => {
      if (state !== 'closed' && state !== 'failed') return;
      keys.close();
      stop();
    });
    return shell;
  };
}

/** What ssh’s ForwardAgent is to be; asked about without a socket that asks, none is forwarded. */
function forwarded(host: StoredHost, path = 'no'): StoredHost['agentForward'] {
  if (host.forwardAgent === 'allow') return 'yes';
  // A path is none of the field's own choices, and goes to ssh as they do.
  return host.forwardAgent === 'ask' ? (path as StoredHost['agentForward']) : host.agentForward;
}

function open(lend: () => KeyLoan, { env, platform }: LocalSurroundings): AskedKeys | undefined {
  if (platform === 'win32') return undefined; // its ssh takes no socket
  try {
    return askedKeys(lend(), env());
  } catch {
    return undefined; // no place for a socket: the shell is opened without keys
  }
}
