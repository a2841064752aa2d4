// Where an agent is to listen and how it proves itself there, decided before it starts.
import {
  formatHostPort,
  type AgentAddress,
  type DirectAddress,
} from '../../core/link/pairingLink.ts';
import { AgentError } from '../agentError.ts';
import {
  DEFAULT_LISTEN,
  isLoopback,
  isWildcard,
  outsideAddress,
  parseListen,
  type ListenAddress,
} from '../listen/listenAddress.ts';
import { loadCertificate, type AgentCertificate } from '../tls/certificate.ts';
import { ownCertificate } from '../tls/selfSigned.ts';

export type Endpoint =
  | ({ kind: 'tcp' } & ListenAddress)
  /** '' for the one in the state directory. */
  | { kind: 'unix'; path: string };

export interface EndpointOptions {
  /** `HOST:PORT`. */
  listen?: string;
  /** Path of a unix socket; true for the one in the state directory. */
  socket?: string | true;
  /** `['self-signed']`, or the paths of certificate and key. */
  tls?: readonly string[];
  /** The relay that it dials: without `listen` it then opens no port. */
  relay?: string;
}

const SELF_SIGNED = 'self-signed';

/** Checks what was asked for. Throws `AgentError`; a public address without TLS is refused. */
export function chooseEndpoint({ listen, socket, tls, relay }: EndpointOptions): Endpoint {
  if (tls) checkTls(tls);
  if (relay !== undefined && listen === undefined) {
    if (!tls) return { kind: 'unix', path: socket === undefined || socket === true ? '' : socket };
    const text = '--tls is for --listen: what goes through a relay is sealed in any case.';
    throw new AgentError('USAGE', text, 'Leave out --tls, or add --listen.');
  }
  if (socket !== undefined) {
    if (listen === undefined && !tls) return { kind: 'unix', path: socket === true ? '' : socket };
    const text = '--socket stands alone: a unix socket has no address and needs no TLS.';
    throw new AgentError('USAGE', text, 'Leave out --listen and --tls.');
  }
  const address = parseListen(listen ?? DEFAULT_LISTEN);
  if (!tls && !isLoopback(address.host)) throw publicWithoutTls(address);
  return { kind: 'tcp', ...address };
}

/** The certificate that `--tls` asks for; `notice` is for the user, '' when there is none. */
export async function loadTls(
  tls: readonly string[] | undefined,
  directory: string,
  today: number,
): Promise<{ certificate: AgentCertificate | undefined; notice: string }> {
  if (!tls) return { certificate: undefined, notice: '' };
  const [first = '', second = ''] = tls;
  if (first === SELF_SIGNED) return ownCertificate(directory, today);
  return { certificate: loadCertificate(first, second, today), notice: '' };
}

/** How a TCP agent is reached: from where apps are, and from this machine. */
export function addressesOf(
  { host, port }: ListenAddress,
  tls: boolean,
): { public: DirectAddress; local: DirectAddress } {
  const loopback = host.includes(':') ? '::1' : '127.0.0.1';
  const [outside, inside] = isWildcard(host) ? [outsideAddress(), loopback] : [host, host];
  return {
    public: { kind: 'tcp', host: outside, port, tls },
    local: { kind: 'tcp', host: inside, port, tls },
  };
}

/** The address as a URL, `ws://127.0.0.1:7722`; of an agent behind a relay it is the relay's. */
export function urlOf(address: AgentAddress): string {
  if (address.kind === 'unix') return `ws+unix://${encodeURI(address.path)}`;
  return `${address.tls ? 'wss' : 'ws'}://${formatHostPort(address.host, address.port)}`;
}

function checkTls(tls: readonly string[]): void {
  const selfSigned = tls.length === 1 && tls[0] === SELF_SIGNED;
  if (selfSigned || (tls.length === 2 && !tls.includes(SELF_SIGNED))) return;
  const text = '--tls takes either the word self-signed, or two files: --tls CERT KEY.';
  throw new AgentError('USAGE', text);
}

function publicWithoutTls({ host, port }: ListenAddress): AgentError {
  return new AgentError(
    'PUBLIC_WITHOUT_TLS',
    `${formatHostPort(host, port)} can be reached by other machines, and without TLS everything typed there could be read on the way.`,
    'Add --tls self-signed (or --tls CERT KEY), or listen on 127.0.0.1 and come in through SSH.',
  );
}
