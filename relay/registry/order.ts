// Which of two connections of one agent is right.
import type { Owned } from './registry.ts';

export type Standing = Pick<Owned, 'epoch' | 'keys'>;

/**
 * Has `one` the id before `other`? Who came through more keys has it: else whoever stole a key once
 * would keep the id by an epoch that nobody reaches. Of the same key the later connection has it.
 */
export function isLater(one: Standing, other: Standing): boolean {
  return one.keys === other.keys ? one.epoch > other.epoch : one.keys > other.keys;
}
