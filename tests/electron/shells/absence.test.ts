// A link that swallows everything, and comes back: found out by the default heartbeat, and
// dialled so that the shell is back within the longest wait, however long it was away. Real sockets
// and a real agent; the time is injected.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { AgentConnections } from '../../../electron/shells/agentConnections.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { FaultProxy, type ProxiedConnection } from '../../support/faultProxy.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { agentHost } from './hosts.ts';

let agent: TestAgent;
let proxy: FaultProxy;
let clock: ManualClock;
let driver: ShellDriver;

beforeEach(async () => {
  agent = await startAgent();
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  clock = new ManualClock();
  const link = parsePairingLink(agent.link);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: proxy.port, tls: false };
  const pairingLink = formatPairingLink({ ...link, address });
  const make = agentShells(new AgentConnections(clock, 'test'), clock);
  driver = new ShellDriver(make(agentHost({ pairingLink }), null)).start();
  await driver.reaches('online');
});
afterEach(async () => {
  await driver.shell.detach?.();
  await proxy.close();
  await agent.stop();
});

/** Lets time pass a bit at a time, as it does, until the shell says that it is connecting again. */
async function passUntilReconnecting(limitMs: number): Promise<number> {
  const from = clock.now();
  while (driver.shell.state.state !== 'reconnecting' && clock.now() - from < limitMs) {
    await clock.pass(100);
  }
  return clock.now() - from;
}

/** Nothing passes any more, neither on what stands nor on what is dialled. */
function deadLink(): { back: () => void } {
  let dead = true;
  const swallowed: ProxiedConnection[] = [];
  proxy.cut('drop');
  void (async () => {
    for (;;) {
      const connection = await proxy.next();
      if (!dead) return;
      connection.cut('drop');
      swallowed.push(connection);
      // On a dead link these would not have reached the agent at all.
      if (swallowed.length > 10) swallowed.shift()!.cut('rst');
    }
  })();
  return { back: () => (dead = false) };
}

it.each([
  [0, 1_000],
  [600_000, 5_000], // the longest wait at a door that takes connections and says nothing
])(
  'a silent drop is noticed within 10 s, and after %i ms more the shell is back within %i ms',
  { timeout: 60_000 },
  async (absence, within) => {
    await driver.type('kept=$((6*7)); echo $((111*3))\r');
    await driver.sees(/333\r/);
    const link = deadLink();
    const noticed = await passUntilReconnecting(10_000);
    expect(driver.shell.state.state).toBe('reconnecting');
    expect(noticed).toBeLessThanOrEqual(10_000);
    await clock.pass(absence);
    const dialled = proxy.next();
    link.back();
    await clock.pass(within); // a fresh attempt is due within it
    await dialled;
    await driver.type('echo "back $kept"\r');
    await driver.sees(/back 42\r/); // without any more time
  },
);
