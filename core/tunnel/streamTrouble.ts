// Which ends of a stream a person should hear of: connections that couldn't be made. That one was
// reset later is its own programs' business.
import { inWords, say, type Said } from '../../words/said.ts';
import { formatPlace, type Place } from './place.ts';
import { TunnelError } from './tunnelError.ts';
import type { StreamEnd } from './tunnelStream.ts';

const ADVICE: Readonly<Record<string, Said>> = {
  'target-refused': say('try-target-program-place'),
  'target-unreachable': say('try-target-network'),
  'network-unreachable': say('try-target-network'),
  'target-unknown': say('try-target-name'),
  'target-timeout': say('try-target-firewall'),
  'target-failed': say('try-target'),
  'forward-forbidden': say('try-allow-forward'),
  'too-many-streams': say('try-closing-streams'),
};

/** What to tell; undefined for ends that are nobody's trouble. */
export function troubleOfEnd(end: StreamEnd, target: Place | null): TunnelError | undefined {
  if (end.kind !== 'reset') return undefined;
  const advice = ADVICE[end.code];
  if (advice === undefined) return undefined;
  const place = target && formatPlace(target);
  const said = inWords(end.said) === '' ? say('target-not-had', { place }) : end.said;
  return new TunnelError(end.code, said, advice, 'target');
}
