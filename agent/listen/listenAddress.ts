// Where the agent listens, as given on the command line, and who can reach it there.
import { hostname, networkInterfaces } from 'node:os';
export { isLoopback } from '../../core/tunnel/place.ts';
import { readListen, type ListenAddress } from '../../core/link/listenAddress.ts';
import { AgentError } from '../agentError.ts';

export type { ListenAddress };

export const DEFAULT_LISTEN = '127.0.0.1:7722';

/** Reads `HOST:PORT`, an IPv6 address in brackets. Throws `AgentError`. */
export function parseListen(text: string): ListenAddress {
  const address = readListen(text);
  if (address) return address;
  throw new AgentError(
    'BAD_LISTEN',
    `"${text}" is no address to listen on.`,
    `Write HOST:PORT, for example ${DEFAULT_LISTEN}, an IPv6 address in brackets: [::1]:7722. Port 0 takes a free one.`,
  );
}

/** Stands for every address of the machine, and so is none that can be dialled. */
export function isWildcard(host: string): boolean {
  return /^(?:0\.0\.0\.0|[0:]+)$/.test(host);
}

/** The address under which other machines most likely reach this one. */
export function outsideAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.filter(({ internal, family }) => !internal && family === 'IPv4');
  return outside[0]?.address ?? hostname();
}
