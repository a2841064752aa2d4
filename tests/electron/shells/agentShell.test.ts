// Shells on an agent, seen through a connection that is cut on purpose: the same contract as
// every shell, and what only these can do, which is to go on.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import type { Shell, ShellState } from '../../../electron/shell.ts';
import { agentShells, type AgentShell } from '../../../electron/shells/agentShell.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../electron/shells/creditGate.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { agentHost } from './hosts.ts';
import { shellContract } from './shellContract.ts';
import { inWords } from '../../../words/said.ts';

let agent: TestAgent;
let connections: AgentConnections;
beforeAll(async () => {
  agent = await startAgent();
  connections = new AgentConnections(systemClock, 'test');
});
afterAll(async () => {
  await agent.stop();
});

function make(link = agent.link, previous: Shell | null = null, session?: string): Shell {
  const host = agentHost({ pairingLink: link });
  return agentShells(connections, systemClock)(host, previous, session);
}

shellContract('a shell on an agent', {
  make: () => make(),
  windowBytes: OUTPUT_WINDOW_BYTES,
  chunkBytes: 256 * 1024,
  tellsSignals: true,
  hasProcesses: SYSTEM === 'linux',
});

describe('through a connection that is cut', () => {
  let proxy: FaultProxy;
  let driver: ShellDriver;

  beforeEach(async () => {
    proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
    driver = new ShellDriver(make(proxied())).start();
    await driver.reaches('online');
  });
  afterEach(async () => {
    await driver.shell.close();
    await proxy.close();
  });

  /** The agent's link, leading through the proxy. */
  function proxied(): string {
    const link = parsePairingLink(agent.link);
    return formatPairingLink({ ...link, address: { ...link.address, port: proxy.port } as never });
  }

  it.each(['rst', 'fin'] as const)('the same shell goes on by itself after %s', async (how) => {
    await driver.type('kept=$((6*7))\r');
    proxy.cut(how);
    await driver.reaches('reconnecting');
    await driver.type('echo "still $kept"\r'); // typed into the dead link
    await driver.sees(/still 42\r/);
    await driver.reaches('online');
    expect(driver.text.match(/still 42\r/g)).toHaveLength(1);
  });

  it('what is typed into a dead link shows as pending, until it is acknowledged', async () => {
    proxy.stall();
    await driver.type('echo $((111*3))\r');
    await driver.until(() => driver.shell.state.pendingInput > 0, 'pending input');
    proxy.resume();
    await driver.sees(/333\r/);
    await driver.until(() => driver.shell.state.pendingInput === 0, 'nothing pending');
  });

  it('says why it is reconnecting, and stops when told to', async () => {
    await proxy.close();
    const state = await driver.reaches('reconnecting');
    expect(inWords(state.message)).toMatch(/was lost|Nothing listens/);
    expect(state.attempt).toBeGreaterThan(0);
    expect(inWords(state.hint)).toMatch(/keeps running/);
    driver.shell.stopTrying?.();
    expect(await driver.ended()).toMatchObject({ state: 'failed', canReconnect: true });
    proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  });

  it('after a stop, Reconnect takes the same shell up again', async () => {
    await driver.type('kept=$((6*7)); echo $((111*3))\r');
    await driver.sees(/333\r/);
    const link = proxied();
    proxy.cut('rst');
    await driver.reaches('reconnecting');
    driver.shell.stopTrying?.();
    await driver.ended();
    driver = new ShellDriver(make(link, driver.shell)).start();
    await driver.type('echo "again $kept"\r');
    await driver.sees(/again 42\r/);
    expect(driver.text).not.toContain('333'); // that was seen before the cut
  });

  it('promises nothing any more once the agent has announced its end', async () => {
    const mortal = await startAgent();
    const shell = make(mortal.link);
    const one = new ShellDriver(shell).start();
    await one.reaches('online');
    expect(one.shell.state.kept).toBe(true);
    const seen: ShellState[] = [];
    one.shell.onState((state) => seen.push(state));
    await mortal.stop();
    await one.until(() => /Nothing listens/.test(inWords(one.shell.state.message)), 'a refusal');
    one.shell.stopTrying?.();
    seen.push(await one.ended());
    const again = make(mortal.link, shell);
    seen.push(again.state);
    expect(seen.some(({ hint }) => inWords(hint).includes('has ended with it'))).toBe(true);
    const said = seen.findIndex(({ message }) => /was shut down/.test(inWords(message)));
    for (const { state, message, hint, kept } of seen.slice(said)) {
      expect([state, kept]).toEqual([state, false]);
      expect(`${inWords(message)} ${inWords(hint)}`).not.toMatch(
        /keeps? running|sent when it is back/,
      );
    }
    await again.close();
    expect(again.endTold).toBe(true); // which is remembered for the next run of the app
    const next = make(mortal.link, null, shell.session);
    next.tellEnd?.();
    const later = new ShellDriver(next).start();
    await later.until(() => later.shell.state.state === 'reconnecting', 'a refusal');
    for (const { hint, kept } of later.states) {
      expect(kept).toBe(false);
      expect(inWords(hint)).not.toMatch(/keeps? running|sent when it is back/);
    }
    expect(inWords(later.shell.state.hint)).toContain('has ended with it');
    await next.close();
  });

  it('every shell on the connection comes back', async () => {
    const other = new ShellDriver(make(proxied())).start();
    await other.reaches('online');
    expect(proxy.accepted).toBe(1);
    proxy.cut('rst');
    await Promise.all([driver.reaches('reconnecting'), other.reaches('reconnecting')]);
    await Promise.all([driver.type('echo $((6*7))\r'), other.type('echo $((7*7))\r')]);
    await Promise.all([driver.sees(/42\r/), other.sees(/49\r/)]);
    await other.shell.close();
  });

  it('detached, it runs on without a connection', async () => {
    const { session } = (driver.shell as AgentShell).cursor;
    await driver.type('kept=$((6*7)); echo "is $kept"\r');
    await driver.sees(/is 42\r/);
    await driver.shell.detach?.();
    expect(driver.shell.state).toMatchObject({ state: 'closed', exitCode: null });
    driver = new ShellDriver(make(agent.link, null, session)).start();
    await driver.type('echo "still $kept"\r');
    await driver.sees(/still 42\r/);
  });
});

it('a first connection that is refused says so at once', async () => {
  const link = parsePairingLink(agent.link);
  const proxy = await FaultProxy.open({ port: 1 });
  const { port } = proxy;
  await proxy.close(); // nothing listens there now
  const driver = new ShellDriver(
    make(formatPairingLink({ ...link, address: { ...link.address, port } as never })),
  ).start();
  expect(await driver.ended()).toMatchObject({ state: 'failed' });
  expect(inWords(driver.shell.state.message)).toMatch(/Nothing listens at/);
});
