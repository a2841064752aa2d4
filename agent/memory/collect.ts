// One collection of all garbage, and of what malloc has kept of it: for this thread's heap, and for
// the whole process. Node has it behind a switch on its command line; this needs none.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { trimHeap } from '../../core/native/heap.ts';

/** Takes some ten milliseconds, more for a large heap. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
  collect(); // buffers go only after what held them
  trimHeap();
}
