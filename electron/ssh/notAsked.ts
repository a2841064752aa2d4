// An ssh over pipes can ask nobody. Where that is why a login failed, it is said so, with what to do
// about it: its own words sound as if the server were to blame.
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { say } from '../../words/said.ts';

/** `failure` is that of a login that was never through. */
export function notAsked(failure: ConnectFailure, host: string): ConnectFailure {
  const { kind, said: told, advice } = failure;
  if (told.code.startsWith('proxy-')) return failure; // it isn't the host that wants something
  if (kind === 'wrong-token') {
    const said = say('login-asks-something', { host });
    return new ConnectFailure(kind, said, say('use-a-key', { check: advice ?? '' })).asProven();
  }
  if (kind !== 'certificate-untrusted') return failure;
  const said = say('host-key-not-known-yet', { host });
  return new ConnectFailure(kind, said, say('open-plain-shell-once')).asProven();
}
