// Where a relay listens, as given on the command line.
import { readListen, type ListenAddress } from '../../core/link/listenAddress.ts';
import { formatHostPort } from '../../core/link/pairingLink.ts';
import { RelayError, systemCode } from '../relayError.ts';

export type { ListenAddress };

export const DEFAULT_LISTEN = '127.0.0.1:7443';

/** Reads `HOST:PORT`, an IPv6 address in brackets. Throws `RelayError`. */
export function parseListen(text: string): ListenAddress {
  const address = readListen(text);
  if (address) return address;
  throw new RelayError(
    'BAD_LISTEN',
    `"${text}" is no address to listen on.`,
    `Write HOST:PORT, for example ${DEFAULT_LISTEN}, an IPv6 address in brackets: [::1]:7443. Port 0 takes a free one.`,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there already',
  EACCES: "you don't have permission",
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: "the name can't be found",
};

export function explainListenError(error: unknown, { host, port }: ListenAddress): RelayError {
  const why = REASONS[systemCode(error)] ?? (error as Error).message;
  const code = systemCode(error) === 'EADDRINUSE' ? 'ADDRESS_IN_USE' : 'CANNOT_LISTEN';
  const text = `The relay can't listen on ${formatHostPort(host, port)}: ${why}.`;
  return new RelayError(code, text, 'Choose another address or port; port 0 takes a free one.', {
    cause: error,
  });
}
