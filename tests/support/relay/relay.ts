// A relay in this process, with limits and a clock as a test wants them.
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import { Counts } from '../../../relay/counts.ts';
import { RelayNode, type RelayEvents } from '../../../relay/doors/relayNode.ts';
import type { TlsFiles } from '../../../relay/doors/front.ts';
import { RELAY_LIMITS, type RelayLimits } from '../../../relay/limits.ts';
import { InProcessRegistry } from '../../../relay/registry/inProcess.ts';
import type { Policy } from '../../../relay/registry/policy.ts';

export interface RelayWishes {
  limits?: Partial<RelayLimits>;
  clock?: Clock;
  policy?: Partial<Policy>;
  tls?: TlsFiles;
  on?: Partial<RelayEvents>;
}

export interface TestRelay {
  url: string;
  port: number;
  node: RelayNode;
  counts: Counts;
  registry: InProcessRegistry;
}

const opened: { relay: TestRelay; clock: Clock }[] = [];

export async function openRelay(wishes: RelayWishes = {}): Promise<TestRelay> {
  const { clock = systemClock, policy = {}, tls } = wishes;
  const counts = new Counts();
  const registry = new InProcessRegistry({ policy });
  const on = { agentIn: none, agentGone: none, turnedAway: none, ...wishes.on };
  const limits = { ...RELAY_LIMITS, ...wishes.limits };
  const node = new RelayNode({ ...{ clock, limits, counts, registry, tls, on }, node: '' });
  const port = await node.front.listen('127.0.0.1', 0);
  const url = `${tls ? 'wss' : 'ws'}://127.0.0.1:${port}`;
  const relay = { url, port, node, counts, registry };
  opened.push({ relay, clock });
  return relay;
}

/** For `afterEach`. */
export function closeRelays(): void {
  for (const { relay } of opened.splice(0)) relay.node.front.close();
}

function none(): void {
  // nobody listens
}
