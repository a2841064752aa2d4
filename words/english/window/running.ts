// Of the shells that an agent holds.
import { count } from '../count.ts';
import { ago, bytes } from '../quantities.ts';

export const running = {
  /** A shell without title and command. */
  unnamed: 'Shell',
  ended: (how: string) => (how === '' ? 'Ended' : `Ended, ${how}`),
  started: (ms: number) => `started ${ago(ms)}`,
  noOutput: 'no output yet',
  lastOutput: (ms: number) => `last output ${ago(ms)}`,
  printed: (amount: number) => `${bytes(amount)} printed`,
  viewers: (number: number) => (number === 0 ? 'no viewer' : count(number, 'viewer')),
  openHere: 'open here',
};
