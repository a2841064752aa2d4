// Every bench there is, in the order of the performance page. Another one is a file of its own
// and a line here.
import { agentCpu } from './agentCpu.ts';
import { animation } from './animation.ts';
import type { Bench } from './bench.ts';
import { door } from './door.ts';
import { echo } from './echo.ts';
import { fanout } from './fanout.ts';
import { files } from './files.ts';
import { freeze } from './freeze.ts';
import { hosts } from './hosts.ts';
import { idle } from './idle.ts';
import { importMany } from './importMany.ts';
import { interrupt } from './interrupt.ts';
import { isolation } from './isolation.ts';
import { memoryBench } from './memory.ts';
import { memoryAgent } from './memoryAgent.ts';
import { memoryMany } from './memoryMany.ts';
import { palette } from './palette.ts';
import { panes } from './panes.ts';
import { relay } from './relay.ts';
import { start } from './start.ts';
import { startMany } from './startMany.ts';
import { throughput } from './throughput.ts';
import { tunnel } from './tunnel.ts';
import { tunnelEcho } from './tunnelEcho.ts';

export const BENCHES: readonly Bench[] = [
  throughput,
  echo,
  interrupt,
  memoryBench,
  memoryAgent,
  memoryMany,
  panes,
  idle,
  palette,
  start,
  startMany,
  freeze,
  animation,
  hosts,
  importMany,
  fanout,
  isolation,
  agentCpu,
  tunnel,
  tunnelEcho,
  files,
  door,
  relay,
];
