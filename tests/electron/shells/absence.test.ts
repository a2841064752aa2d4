// A link that dies, or a door that swallows everything, and comes back: found out by the default
// heartbeat, and dialled so that the shell is back within the longest wait, however long it was
// away: the same half second into a dead link, the back-off's longest at a door that takes
// connections. Real sockets and a real agent; the time is injected.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { DeadLink } from '../../support/deadLink.ts';
import { FaultProxy, type ProxiedConnection } from '../../support/faultProxy.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { agentHost } from './hosts.ts';

let agent: TestAgent;
let link: Link;
let clock: ManualClock;
let driver: ShellDriver;

/** Between the app and the agent; `cut` takes every byte from then on. */
interface Link {
  port: number;
  cut(): Promise<void> | void;
  comeBack(): Promise<void> | void;
  close(): Promise<void>;
}

/** SYNs are dropped like everything else: nobody answers at all. */
async function deadLink(port: number): Promise<Link> {
  const dead = await DeadLink.open(port);
  return {
    port: dead.port,
    cut: () => dead.die(),
    comeBack: () => dead.comeBack(),
    close: () => dead.close(),
  };
}

/** Connections are taken, by a proxy or a frozen machine, and nothing is said on them. */
async function silentDoor(port: number): Promise<Link> {
  const proxy = await FaultProxy.open({ port });
  let silent = false;
  const swallow = async (): Promise<void> => {
    const swallowed: ProxiedConnection[] = [];
    for (;;) {
      const connection = await proxy.next();
      if (!silent) return;
      connection.cut('drop');
      swallowed.push(connection);
      // Behind such a door these would not have reached the agent at all.
      if (swallowed.length > 10) swallowed.shift()!.cut('rst');
    }
  };
  return {
    port: proxy.port,
    cut: () => {
      silent = true;
      proxy.cut('drop');
      void swallow();
    },
    comeBack: () => void (silent = false),
    close: () => proxy.close(),
  };
}

beforeEach(async () => {
  agent = await startAgent();
  clock = new ManualClock();
});
afterEach(async () => {
  await driver.shell.detach?.();
  await link.close();
  await agent.stop();
});

async function openShell(): Promise<void> {
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: link.port, tls: false };
  const pairingLink = formatPairingLink({ ...parsePairingLink(agent.link), address });
  const make = agentShells(new AgentConnections(clock, 'test'), clock);
  driver = new ShellDriver(make(agentHost({ pairingLink }), null)).start();
  await driver.reaches('online');
}

/** Lets time pass a bit at a time, as it does, until the shell says that it is connecting again. */
async function passUntilReconnecting(limitMs: number): Promise<number> {
  const from = clock.now();
  while (driver.shell.state.state !== 'reconnecting' && clock.now() - from < limitMs) {
    await clock.pass(100);
  }
  return clock.now() - from;
}

/** The number of the last attempt that was told. */
function lastAttempt(): number {
  const told = driver.states.map(({ attempt }) => attempt).filter((attempt) => attempt !== null);
  return told.at(-1) ?? 0;
}

it.each([
  ['a dead link', 0, 1_000, deadLink],
  ['a dead link', 600_000, 1_000, deadLink],
  ['a silent door', 0, 1_000, silentDoor],
  ['a silent door', 600_000, 5_000, silentDoor], // the longest wait of the back-off
] as const)(
  '%s is noticed within 10 s, and after %i ms more the shell is back within %i ms',
  async (_name, absence, within, open) => {
    link = await open(Number(new URL(agent.url).port));
    await openShell();
    await driver.type('kept=$((6*7)); echo $((111*3))\r');
    await driver.sees(/333\r/);
    await link.cut();
    const noticed = await passUntilReconnecting(10_000);
    expect(driver.shell.state.state).toBe('reconnecting');
    expect(noticed).toBeLessThanOrEqual(10_000);
    await clock.pass(absence);
    // Attempts of ours went on as often, whatever the kernel repeats of earlier ones by itself.
    expect(lastAttempt()).toBeGreaterThanOrEqual(absence / within);
    await link.comeBack();
    await clock.pass(within);
    await driver.type('echo "back $kept"\r');
    await driver.sees(/back 42\r/); // without any more time
  },
);
