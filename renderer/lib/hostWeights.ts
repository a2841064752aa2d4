// Points for hosts that come first among those that match alike: favourites, and those that a shell was
// opened on lately. Less than a better match is worth.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { latelyUsed } from './uses.ts';

const FAVOURITE = 10;

type Host = Pick<SavedHost, 'favourite' | 'usedAt'>;

/** @param now milliseconds since 1970 */
export function hostWeight({ favourite, usedAt }: Host, now: number): number {
  return (favourite ? FAVOURITE : 0) + (usedAt ? latelyUsed(usedAt, now) : 0);
}
