// A slow, far link between app and agent, as a proxy on loopback.
import { FaultProxy } from '../../tests/support/faultProxy.ts';
import type { Run } from '../bench.ts';
import { ending } from './stage.ts';

const BYTES_PER_SECOND = 100_000;
const DELAY_MS = 50;

export const SLOW_LINK = {
  name: '100 KB/s, 50 ms each way',
  method:
    'The slow link is a proxy that lets 100 KB/s pass in each direction and holds every byte ' +
    'for 50 ms more. Like a router it queues up to 64 KB, and beyond that the sender’s own ' +
    'socket fills up; nothing is lost.',
};

/** Leads to a port of this computer; the port to connect to instead. */
export async function slowLink(run: Run, port: number): Promise<number> {
  const proxy = await FaultProxy.open({ port });
  run.use(ending(() => proxy.close()));
  for (const direction of [proxy.up, proxy.down]) {
    direction.bytesPerSecond = BYTES_PER_SECOND;
    direction.delayMs = DELAY_MS;
  }
  return proxy.port;
}
