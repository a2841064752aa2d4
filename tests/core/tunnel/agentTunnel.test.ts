// A remote tunnel that runs again, and whose port the agent has not given free yet.
import { expect, it } from 'vitest';
import { AgentTunnel } from '../../../core/tunnel/agentTunnel.ts';
import type { RemoteListenerEvents } from '../../../core/tunnel/remoteListener.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import type { TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { loopback } from '../../support/tunnels.ts';

const IN_USE = new TunnelError('port-in-use', 'in use');

/** A tunnel, and what an agent that always answers is asked for. */
function tunnelOf(clock: ManualClock): { tunnel: AgentTunnel; asked: RemoteListenerEvents[] } {
  const asked: RemoteListenerEvents[] = [];
  const link = {
    condition: 'online',
    trouble: undefined,
    watch: () => () => undefined,
    listen: (_name: string, _at: unknown, events: RemoteListenerEvents) => {
      asked.push(events);
      return { close: () => undefined };
    },
  };
  const tunnel = new AgentTunnel(
    { kind: 'remote', listen: loopback(9000), target: loopback(80) },
    {
      clock,
      today: () => 0,
      hold: () => ({ value: link as unknown as TunnelLink, release: () => Promise.resolve() }),
    },
  );
  return { tunnel, asked };
}

it('a patient start asks for its port again, until it has it', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start(true);
  await settle();
  for (const ms of [1_000, 2_000, 4_000, 8_000]) {
    const before = asked.length;
    asked.at(-1)!.onRefused(IN_USE);
    expect(tunnel.status).toMatchObject({ state: 'starting', error: null });
    clock.advance(ms - 1);
    expect(asked).toHaveLength(before);
    clock.advance(1);
    expect(asked).toHaveLength(before + 1);
  }
  asked.at(-1)!.onListening(loopback(9000));
  expect(tunnel.status.state).toBe('running');
  expect(clock.waiting).toBe(0);
});

it('gives up after a while', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start(true);
  await settle();
  const since = clock.now();
  while (tunnel.status.state === 'starting' && asked.length < 100) {
    asked.at(-1)!.onRefused(IN_USE);
    clock.advance(10_000);
  }
  expect(tunnel.status).toMatchObject({ state: 'failed', error: { code: 'port-in-use' } });
  expect(clock.now() - since).toBeGreaterThanOrEqual(70_000);
  expect(clock.now() - since).toBeLessThanOrEqual(90_000);
});

it('any other start, and any other refusal, fails at once', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start();
  await settle();
  asked.at(-1)!.onRefused(IN_USE);
  expect(tunnel.status.state).toBe('failed');
  tunnel.start(true);
  await settle();
  asked.at(-1)!.onRefused(new TunnelError('port-forbidden', 'no'));
  expect(tunnel.status.state).toBe('failed');
  expect(clock.waiting).toBe(0);
});

it('a stop ends the wait', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start(true);
  await settle();
  asked.at(-1)!.onRefused(IN_USE);
  await tunnel.stop();
  expect(clock.waiting).toBe(0);
  expect(tunnel.status.state).toBe('stopped');
});
