import { afterAll, beforeAll, beforeEach } from 'vitest';
import { needs } from '../support/needs.ts';
import { NatsServer, whyNoNats } from '../support/natsServer.ts';
import { natsNode, nodesOf } from './natsNodes.ts';
import { registryContract } from './registryContract.ts';

let server: NatsServer | undefined;
let made = 0;

beforeAll(async () => {
  if (whyNoNats() === undefined) server = await NatsServer.start();
});
beforeEach((test) => needs(whyNoNats(), test));
afterAll(() => server?.close());

registryContract('a registry on NATS, of one node', async () => {
  const prefix = `one-${++made}`;
  const node = await natsNode(server!.url, { prefix });
  return nodesOf(server!.url, prefix, node, node);
});

registryContract('a registry on NATS, of two nodes', async () => {
  const prefix = `two-${++made}`;
  const [one, other] = await Promise.all([
    natsNode(server!.url, { prefix }),
    natsNode(server!.url, { prefix }),
  ]);
  return nodesOf(server!.url, prefix, one, other);
});
