// One collection of all garbage, and of what malloc has kept of it: for this thread's heap, and for
// the whole process. Node has it behind a switch on its command line; this needs none.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { trimHeap } from './heap.ts';

/** Of this thread. Takes some ten milliseconds, more for a large heap. */
function collectOnce(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}

/** What it takes to give all of it back: buffers go only after what held them. */
export const COLLECT_STEPS: readonly (() => void)[] = [collectOnce, collectOnce, trimHeap];

/** All steps at once, where nobody waits for this thread. */
export function collectGarbage(): void {
  for (const step of COLLECT_STEPS) step();
}
