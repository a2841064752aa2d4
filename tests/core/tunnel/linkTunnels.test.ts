// All tunnels of a host: how many there may be, and for how long they hold its connection.
import { expect, it } from 'vitest';
import { LinkTunnels } from '../../../core/tunnel/linkTunnels.ts';
import type { TunnelSpec } from '../../../core/tunnel/tunnel.ts';
import { failure, ConnectionRig } from '../../support/connectionRig.ts';
import { settle } from '../../support/manualClock.ts';
import { loopback } from '../../support/tunnels.ts';

const SPEC: TunnelSpec = { kind: 'remote', listen: loopback(0), target: loopback(80) };

function setUp() {
  const rigs: ConnectionRig[] = [];
  let held = 0;
  const tunnels = new LinkTunnels({
    acquire: () => {
      const rig = new ConnectionRig();
      rigs.push(rig);
      held++;
      const release = (): Promise<void> => Promise.resolve(void held--);
      return { connection: rig.connection, release };
    },
    clock: new ConnectionRig().clock,
    today: () => 0,
  });
  return { tunnels, rigs, held: () => held };
}

it('the connection is held by all tunnels that run together, until the last one stops', async () => {
  const { tunnels, rigs, held } = setUp();
  const all = [SPEC, SPEC].map((spec) => tunnels.add(spec));
  expect(held()).toBe(0);
  for (const tunnel of all) tunnel.start();
  expect([held(), rigs.length]).toEqual([1, 1]);
  await all[0]!.stop();
  expect(held()).toBe(1);
  await all[1]!.stop();
  expect(held()).toBe(0);
  all[0]!.start();
  expect([held(), rigs.length]).toEqual([1, 2]);
  await tunnels.close();
  expect([held(), tunnels.tunnels]).toEqual([0, []]);
});

it('one that has failed for good is of no use to a tunnel that starts anew', async () => {
  const { tunnels, rigs, held } = setUp();
  const tunnel = tunnels.add(SPEC);
  tunnel.start();
  const errors: unknown[] = [];
  tunnel.subscribe(() => {
    if (tunnel.status.state !== 'failed') return;
    errors.push(tunnel.status.error?.code);
    tunnel.start(); // while the one that failed is still held
  });
  await rigs[0]!.last.fail(failure('unknown-host'));
  expect([errors, rigs.length]).toEqual([['unreachable-host'], 2]);
  await settle();
  expect([tunnel.status.state, held()]).toEqual(['starting', 1]);
  await tunnels.close();
  expect(held()).toBe(0);
});

it('there may be 64 of them, and each needs a target or is dynamic', async () => {
  const { tunnels } = setUp();
  for (let n = 0; n < 64; n++) tunnels.add(SPEC);
  const code = (spec: TunnelSpec) => () => tunnels.add(spec);
  const hint = 'Remove one that you no longer need.';
  expect(code(SPEC)).toThrow(expect.objectContaining({ code: 'too-many-tunnels', hint }) as Error);
  await tunnels.remove(tunnels.tunnels[0]!);
  const bad = expect.objectContaining({
    ...{ code: 'bad-tunnel', message: 'A tunnel needs a target, unless it is dynamic.' },
  }) as Error;
  expect(code({ ...SPEC, target: null })).toThrow(bad);
  expect(code({ ...SPEC, kind: 'dynamic' })).toThrow(bad);
  expect(code(SPEC)).not.toThrow();
});
