// Why a connection to an agent failed, for the person who wanted it. `kind` is for code (which
// failures are worth another try), `said` and `advice` are for people.
import { SYSTEM } from '../system.ts';
import { formatHostPort, type AgentAddress, type RelayAddress } from '../link/pairingLink.ts';
import { isLoopback } from '../tunnel/place.ts';
import { inEnglish, type Said, say } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

export type ConnectFailureKind =
  | 'refused'
  | 'unknown-host'
  | 'unreachable'
  | 'timeout'
  | 'cancelled'
  | 'not-an-agent'
  | 'certificate-untrusted'
  | 'certificate-changed'
  | 'wrong-token'
  | 'invitation-expired'
  | 'invitation-used-up'
  | 'invitation-revoked'
  | 'invitation-shell-gone'
  | 'replaced'
  | 'unsupported-version'
  | 'impostor'
  | 'unsafe-socket'
  | 'busy'
  | 'shut-down'
  | 'lost'
  /** Of relays: nobody has this agent, they won't have us, they are about to go, bytes were changed. */
  | 'agent-offline'
  | 'relay-refused'
  | 'relay-draining'
  | 'relay-altered';

/**
 * Trying again can't help with these until somebody changes something, if it is true what they
 * say. Any box on the way can say it, so they end only a first try, and what is `final`.
 */
const PERMANENT: ReadonlySet<ConnectFailureKind> = new Set<ConnectFailureKind>([
  'not-an-agent',
  'certificate-untrusted',
  'certificate-changed',
  'wrong-token',
  'invitation-expired',
  'invitation-used-up',
  'invitation-revoked',
  'invitation-shell-gone',
  'replaced',
  'unsupported-version',
  'impostor',
  'unsafe-socket',
  'relay-refused',
]);

export class ConnectFailure extends SaidError {
  readonly kind: ConnectFailureKind;
  /** What to do about it; null where there is nothing to do. */
  readonly advice: Said | null;
  #proven = false;

  constructor(kind: ConnectFailureKind, said: Said, advice: Said | null, cause?: unknown) {
    super(said, { cause });
    this.name = 'ConnectFailure';
    this.kind = kind;
    this.advice = advice;
  }

  /** The advice in English, as `message` is what happened: for logs and terminals. */
  get hint(): string {
    return inEnglish(this.advice);
  }

  get permanent(): boolean {
    return PERMANENT.has(this.kind);
  }

  /**
   * True where even a connection that once stood isn't tried again: nothing but the agent itself,
   * which has proved that it is, or this computer, has said that it would be in vain.
   */
  get final(): boolean {
    return this.permanent && this.#proven;
  }

  /** Whoever says so has proved who it is. */
  asProven(): this {
    this.#proven = true;
    return this;
  }

  /** It may be otherwise the next time, whoever says so. */
  asPassing(): this {
    this.#proven = false;
    return this;
  }

  static certificateChanged(address: AgentAddress, pinned: string, shown: string): ConnectFailure {
    const said =
      address.kind === 'relay'
        ? say('relay-leads-elsewhere', { relay: relayName(address) })
        : say('certificate-changed', { place: nameOf(address) });
    return new ConnectFailure(
      'certificate-changed',
      said,
      say('certificate-expected', { pinned, shown }),
    );
  }
}

/** `why` says what is wrong with the unix socket at that address. */
export function unsafeSocket(address: AgentAddress, why: Said): ConnectFailure {
  const said = say('socket-not-trusted', { place: nameOf(address), why });
  return new ConnectFailure('unsafe-socket', said, say('close-the-folder'));
}

/** The address as people write it: `127.0.0.1:7722`, `/run/user/1000/agent.sock`. */
export function nameOf(address: AgentAddress): string | Said {
  if (address.kind === 'tcp') return formatHostPort(address.host, address.port);
  if (address.kind === 'relay') return say('agent-behind-relay', { relay: relayName(address) });
  return address.name ?? address.path;
}

/** The relay as people write it; the usual port of its kind is left out. */
export function relayName({ host, port, tls }: Omit<RelayAddress, 'kind' | 'agent'>): string {
  return port === (tls ? 443 : 80) ? host : formatHostPort(host, port);
}

/** Turns an error of the network stack, or an HTTP answer that isn't ours, into a failure. */
export function describeDialError(
  error: Error,
  address: AgentAddress,
  status?: number,
  platform: NodeJS.Platform = SYSTEM,
): ConnectFailure {
  const place = nameOf(address);
  const { message: why } = error;
  const fail = (kind: ConnectFailureKind, said: Said, advice: Said | null): ConnectFailure =>
    new ConnectFailure(kind, said, advice, error);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (status === 503)
    return fail('busy', say('agent-has-no-room', { agent: place }), say('close-connections'));
  if (status !== undefined)
    return fail('not-an-agent', say('no-agent-but-http', { place, status }), CHECK_AGENT);
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return fail('refused', say('nothing-listens', { place }), startAdvice(address, platform));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return fail('unknown-host', say('name-not-found', { place }), say('check-spelling-and-online'));
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return fail('unreachable', say('no-way-there', { place }), say('check-network-and-vpn'));
  if (code === 'ETIMEDOUT' || /timed? ?out/i.test(why))
    return fail('timeout', say('no-answer-in-time', { place }), say('check-address-and-firewall'));
  if (isCertificateError(code)) {
    const said = say('certificate-not-trusted', { place, why });
    return fail('certificate-untrusted', said, say('pair-again-to-pin'));
  }
  if (/closed before the connection|aborted/i.test(why))
    return fail('cancelled', say('connecting-given-up', { place }), null);
  if (code === 'ECONNRESET' || code === 'EPIPE' || /hang up/.test(why))
    return fail('lost', say('closed-at-once', { place }), CHECK_AGENT);
  return fail('not-an-agent', say('no-agent-reached', { place, why }), CHECK_AGENT);
}

const CHECK_AGENT = say('check-agent-runs');

function startAdvice(address: AgentAddress, platform: NodeJS.Platform): Said {
  const here = address.kind === 'tcp' && isLoopback(address.host);
  return here && platform === 'win32' ? say('check-agent-runs-in-wsl') : CHECK_AGENT;
}

function isCertificateError(code: string): boolean {
  return /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/.test(code);
}
