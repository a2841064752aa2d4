// Which ends of a stream a person should hear of: connections that couldn't be made. That one was
// reset later is its own programs' business.
import { formatPlace, type Place } from './place.ts';
import { TunnelError } from './tunnelError.ts';
import type { StreamEnd } from './tunnelStream.ts';

const HINTS: Readonly<Record<string, string>> = {
  'target-refused': 'Check that the program there is running, and the address and port.',
  'target-unreachable': 'Check the address, and the network of the machine that connects.',
  'network-unreachable': 'Check the address, and the network of the machine that connects.',
  'target-unknown': 'Check the spelling; the name is looked up by the machine that connects.',
  'target-timeout': 'Check the address, and that no firewall drops the connection.',
  'target-failed': 'Check the target.',
  'forward-forbidden': 'The agent’s --allow-forward says what it may reach.',
  'too-many-streams': 'Close some of the connections, then try again.',
};

/** What to tell; undefined for ends that are nobody's trouble. */
export function troubleOfEnd(end: StreamEnd, target: Place | null): TunnelError | undefined {
  if (end.kind !== 'reset') return undefined;
  const hint = HINTS[end.code];
  if (hint === undefined) return undefined;
  const text = end.message || `${target ? formatPlace(target) : 'The target'} can't be had.`;
  return new TunnelError(end.code, text, hint, 'target');
}
