// Every bench there is, in the order of the performance page. Another one is a file of its own
// and a line here.
import type { Bench } from './bench.ts';
import { freeze } from './freeze.ts';
import { interrupt } from './interrupt.ts';
import { throughput } from './throughput.ts';

export const BENCHES: readonly Bench[] = [throughput, interrupt, freeze];
