// Why a connection to an agent failed, in words for the person who wanted it. `kind` is for
// code (which failures are worth another try), `message` and `hint` are for people.
import { SYSTEM } from '../system.ts';
import { told } from '../text/clean.ts';
import { formatHostPort, type AgentAddress } from '../link/pairingLink.ts';
import { isLoopback } from '../tunnel/place.ts';

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
  | 'lost';

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
]);

export class ConnectFailure extends Error {
  readonly kind: ConnectFailureKind;
  /** What to do about it. */
  readonly hint: string;
  #proven = false;

  constructor(kind: ConnectFailureKind, message: string, hint: string, cause?: unknown) {
    super(told(message), { cause });
    this.name = 'ConnectFailure';
    this.kind = kind;
    this.hint = told(hint);
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
    return new ConnectFailure(
      'certificate-changed',
      `THE CERTIFICATE OF ${nameOf(address)} HAS CHANGED. Somebody may be listening in, or the agent was set up anew. Nothing was sent.`,
      `Expected SHA-256 ${pinned}, got ${shown || 'none'}. If you know that the agent was set up anew, run "bowline-agent pair" there and paste its new link into this host.`,
    );
  }
}

/** `why`: a clause that says what is wrong with the unix socket at that address. */
export function unsafeSocket(address: AgentAddress, why: string): ConnectFailure {
  const hint =
    'Have the agent listen in a folder that only you may write (“chmod go-w”), and start it as yourself.';
  const text = `The socket ${nameOf(address)} can’t be trusted: ${why}. Nothing was sent.`;
  return new ConnectFailure('unsafe-socket', text, hint);
}

/** The address as people write it: `127.0.0.1:7722`, `/run/user/1000/agent.sock`. */
export function nameOf(address: AgentAddress): string {
  if (address.kind === 'tcp') return formatHostPort(address.host, address.port);
  return address.name ?? address.path;
}

const START_AGENT_IN_WSL =
  'On Windows itself bowline-agent doesn’t run yet. In a distribution of WSL it does: start it ' +
  'there ("bowline-agent serve"), and paste the link that it prints into this host.';
const START_AGENT =
  'Check that bowline-agent is running there ("bowline-agent serve") and that the address is right.';

/** Turns an error of the network stack, or an HTTP answer that isn't ours, into a failure. */
export function describeDialError(
  error: Error,
  address: AgentAddress,
  status?: number,
  platform: NodeJS.Platform = SYSTEM,
): ConnectFailure {
  const name = nameOf(address);
  const fail = (kind: ConnectFailureKind, message: string, hint: string): ConnectFailure =>
    new ConnectFailure(kind, message, hint, error);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (status === 503)
    return fail(
      'busy',
      `The agent at ${name} has no room for another connection.`,
      'Close some connections to it, or try again in a moment.',
    );
  if (status !== undefined)
    return fail(
      'not-an-agent',
      `Something answers at ${name}, but it is not a Bowline agent (HTTP ${status}).`,
      START_AGENT,
    );
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return fail('refused', `Nothing listens at ${name}.`, startHint(address, platform));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return fail(
      'unknown-host',
      `The name ${name} can't be found.`,
      'Check the spelling, and that this computer is online.',
    );
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return fail(
      'unreachable',
      `There is no way to ${name} from here.`,
      'Check the network, and the VPN if you use one.',
    );
  if (code === 'ETIMEDOUT' || /timed? ?out/i.test(error.message))
    return fail(
      'timeout',
      `${name} did not answer in time.`,
      'Check the address, and that no firewall drops the connection.',
    );
  if (isCertificateError(code))
    return fail(
      'certificate-untrusted',
      `The certificate of ${name} is not trusted (${error.message}).`,
      'Pair again with the link that "bowline-agent pair" prints: it pins the certificate.',
    );
  if (/closed before the connection|aborted/i.test(error.message))
    return fail('cancelled', `The connection to ${name} was given up.`, '');
  if (code === 'ECONNRESET' || code === 'EPIPE' || /hang up/.test(error.message))
    return fail('lost', `${name} closed the connection at once.`, START_AGENT);
  return fail(
    'not-an-agent',
    `No Bowline agent could be reached at ${name} (${error.message}).`,
    START_AGENT,
  );
}

function startHint(address: AgentAddress, platform: NodeJS.Platform): string {
  const here = address.kind === 'tcp' && isLoopback(address.host);
  return here && platform === 'win32' ? START_AGENT_IN_WSL : START_AGENT;
}

function isCertificateError(code: string): boolean {
  return /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/.test(code);
}
