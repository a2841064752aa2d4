// An ssh over pipes can ask nobody. Where that is why a login failed, it is said so, with what to do
// about it: its own words sound as if the server were to blame.
import { ConnectFailure } from '../../core/socket/connectFailure.ts';

/** `failure` is that of a login that was never through. */
export function notAsked(failure: ConnectFailure, address: string): ConnectFailure {
  if (failure.kind === 'wrong-token') {
    return told(
      failure,
      `${address} refused a login that asks nothing, and Windows’ ssh can’t ask for a password here.`,
      'It can’t share a login, so what goes beside a plain shell needs one that asks nothing: use ' +
        'a key (with ssh-agent, where it has a passphrase), or set “Keep shells alive” to off. ' +
        failure.hint,
    );
  }
  if (failure.kind !== 'certificate-untrusted') return failure;
  return told(
    failure,
    `The host key of ${address} isn’t known yet, and Windows’ ssh can’t ask about it here.`,
    'Open a plain shell on it once (“Keep shells alive” off), compare the fingerprint, and answer ' +
      '“yes” if it is right.',
  );
}

function told({ kind }: ConnectFailure, message: string, hint: string): ConnectFailure {
  return new ConnectFailure(kind, message, hint).asProven();
}
