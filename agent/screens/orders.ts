// What the agent and its screen worker say to each other. Orders are carried out in the order
// in which they are given.
import type { Size } from './headlessTerminal.ts';

export type Order =
  /** From here on the shell has this size; the first one makes its terminal. */
  | { kind: 'resize'; shell: number; size: Size }
  | { kind: 'feed'; shell: number; bytes: Uint8Array }
  | { kind: 'paint'; shell: number; maxBytes: number }
  | { kind: 'drop'; shell: number }
  /** Gives memory back; of no shell. */
  | { kind: 'collect'; shell: 0 };

export type Answer =
  /** So many bytes were parsed, or put off; `calm`: as `LazyTerminal.isCalm`. */
  | { kind: 'fed'; shell: number; bytes: number; calm?: boolean }
  | { kind: 'painted'; shell: number; size: Size; bytes: Uint8Array }
  | { kind: 'collected'; shell: 0 };
