// Why there is no way through a relay, or none any more, for the person who wanted one.
import type { RelayAddress } from '../link/pairingLink.ts';
import { say, type Said } from '../../words/said.ts';
import {
  ConnectFailure,
  describeDialError,
  relayName,
  type ConnectFailureKind,
} from './connectFailure.ts';
import { RelayEnd, type RelayEndCode } from './relayEnd.ts';

type Told = [kind: ConnectFailureKind, said: Said, advice: Said | null];

/** What a door of the relay answered, or that it couldn't be reached. */
export function relayFailure(error: unknown, address: RelayAddress): ConnectFailure {
  if (error instanceof ConnectFailure) return error;
  const relay = relayName(address);
  if (error instanceof RelayEnd) {
    const [kind, said, advice] = told(error.code, relay, error.message);
    return new ConnectFailure(kind, said, advice, error);
  }
  const { host, port, tls } = address;
  const below = describeDialError(error as Error, { kind: 'tcp', host, port, tls });
  if (below.kind === 'cancelled') return below;
  if (below.kind === 'certificate-untrusted') {
    const said = say('relay-certificate-untrusted', { relay, why: (error as Error).message });
    return new ConnectFailure(below.kind, said, say('relay-certificate-advice'), error);
  }
  // Only somebody who answers can be no agent, and nobody has.
  const kind = below.kind === 'not-an-agent' ? 'unreachable' : below.kind;
  const said = say('relay-unreachable', { relay, why: below.said });
  return new ConnectFailure(kind, said, say('check-relay'), error);
}

/**
 * Why the sealed stream inside a splice broke; undefined where it is nothing that only a relay does.
 * What was changed on the way, or left out, or sent twice, fits no record of TLS any more.
 */
export function brokenSeal(error: Error, address: RelayAddress): ConnectFailure | undefined {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!/^ERR_(SSL|TLS)_/.test(code) && code !== 'EPROTO') return undefined;
  const said = say('relay-altered', { relay: relayName(address), why: reasonOf(error) });
  return new ConnectFailure('relay-altered', said, say('relay-altered-advice'), error);
}

function reasonOf(error: Error): string {
  return (error as { reason?: string }).reason ?? error.message;
}

const TRY_SOON = say('relay-soon-back');
const ASK = say('relay-ask-operator');

function told(code: RelayEndCode, relay: string, why: string): Told {
  switch (code) {
    case 'agent-offline':
      return [
        'agent-offline',
        say('relay-agent-offline', { relay }),
        say('relay-agent-offline-advice'),
      ];
    case 'agent-silent':
      return [
        'agent-offline',
        say('relay-agent-silent', { relay }),
        say('relay-agent-offline-advice'),
      ];
    case 'agent-busy':
      return ['busy', say('relay-agent-busy', { relay }), say('close-connections')];
    case 'banned':
      return ['relay-refused', say('relay-banned', { relay }), ASK];
    case 'draining':
      return ['relay-draining', say('relay-draining', { relay }), TRY_SOON];
    case 'limit':
      return ['busy', say('relay-limit', { relay, why }), TRY_SOON];
    case 'registry':
      return ['unreachable', say('relay-split', { relay }), TRY_SOON];
    case 'closed':
    case 'broken':
    case 'peer-gone':
    case 'idle':
      return ['lost', say('relay-peer-gone', { relay }), TRY_SOON];
    case 'no-relay':
      return ['not-an-agent', say('relay-is-none', { relay }), say('relay-check-address')];
    case 'too-slow':
      return ['timeout', say('no-answer-in-time', { place: relay }), say('check-relay')];
    default:
      return ['unreachable', say('relay-refused', { relay, code, why }), ASK];
  }
}
