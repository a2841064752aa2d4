// Lag on the way to a real agent, made by a proxy: what the shell says of it, what it blames,
// and that heartbeats alone tell nobody anything.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { defaultThresholds } from '../../../electron/lag/thresholds.ts';
import type { Shell } from '../../../electron/shell.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { fastClock } from '../../support/fastClock.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { agentHost } from '../shells/hosts.ts';
import { inWords } from '../../../words/said.ts';

/**
 * Each millisecond of the proxy's counts as two. A silent link is dead after 8 s of this clock: four
 * real ones, which no busy machine outlasts.
 */
const TIMES = 2;
/** A tenth of a second by this clock. */
const BEAT_MS = 100 * TIMES;
const clock = fastClock(TIMES);
const SLOW = /^The link is slow\. Answers take (\d+) ms, usually \d+\.$/;
const SILENT = /^The link is slow\. No answer for (\d+) s\.$/;
const CAME = /^The link is slow\. The last answer took (\d+) s to come\.$/;

let agent: TestAgent;
let proxy: FaultProxy;
let thresholds: ReturnType<typeof defaultThresholds>;
let connections: AgentConnections;
let driver: ShellDriver;

beforeAll(async () => {
  agent = await startAgent({ args: ['--heartbeat', String(BEAT_MS)] });
});
afterAll(async () => {
  await agent.stop();
});
beforeEach(async () => {
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  // What this machine makes of a loopback when it is busy is no lag here.
  thresholds = { ...defaultThresholds(), roundTripMs: 1_000, silenceMs: 60_000 };
  connections = new AgentConnections(clock, 'test', () => thresholds);
  driver = new ShellDriver(open()).start();
  await driver.reaches('online');
});
afterEach(async () => {
  await driver.shell.close();
  await proxy.close();
});

function open(): Shell {
  return agentShells(connections, clock)(agentHost({ pairingLink: proxied() }), null);
}

/** The agent's link, leading through the proxy. */
function proxied(): string {
  const link = parsePairingLink(agent.link);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: proxy.port, tls: false };
  return formatPairingLink({ ...link, address });
}

function delay(ms: number): void {
  proxy.up.delayMs = proxy.down.delayMs = ms / 2 / TIMES;
}

it('a slow link is told with its figure, and no longer when it is fast again', async () => {
  await measuredRoundTrips(3);
  delay(2_000);
  await driver.until(() => told(SLOW) >= 2_000, 'a slow link');
  expect(driver.shell.state).toMatchObject({ state: 'lagging', lag: { cause: 'round-trip' } });
  expect(driver.shell.state.lag!.value).toBeGreaterThanOrEqual(2_000);
  delay(0);
  expect((await driver.reaches('online')).lag).toBeNull();
  const turns = driver.states.filter((one, at) => one.state !== driver.states[at - 1]?.state);
  expect(turns.map(({ state }) => state).slice(-3)).toEqual(['online', 'lagging', 'online']);
});

describe('of an agent that beats seldom', () => {
  let usual: TestAgent;

  // Its links count as dead after 16 s of this clock.
  beforeAll(async () => {
    usual = agent;
    agent = await startAgent({ args: ['--heartbeat', '4000'] });
  });
  afterAll(async () => {
    await agent.stop();
    agent = usual;
  });

  it('silence is told as it grows', async () => {
    thresholds = { ...thresholds, roundTripMs: 60_000, silenceMs: 6_000 };
    connections.judgeAnew();
    proxy.stall();
    await driver.until(() => told(SILENT) >= 6, 'silence');
    const first = told(SILENT);
    await driver.until(() => told(SILENT) > first, 'more of it');
    const last = told(SILENT);
    proxy.resume();
    await driver.until(() => told(CAME) >= last, 'an answer');
    await driver.reaches('online');
  });
});

it('a lower threshold makes the same link slow, at once', async () => {
  await measuredRoundTrips(3);
  thresholds = { ...thresholds, roundTripMs: 0.001 };
  connections.judgeAnew();
  expect((await driver.reaches('lagging')).lag?.cause).toBe('round-trip');
});

it('a program that doesn’t take its input is not the link’s fault', async () => {
  thresholds.roundTripMs = 60_000;
  await driver.type('stty raw -echo; echo re""ady; kill -STOP $$\r');
  await driver.sees(/ready/);
  // More than the terminal takes for it, and less than the agent holds.
  await driver.type('x'.repeat(100_000));
  await driver.until(() => driver.shell.state.pendingInput > 0, 'pending input');
  const heard = async (): Promise<boolean> => {
    await measuredRoundTrips(3);
    return driver.shell.measure!().inputWaitMs > thresholds.inputWaitMs;
  };
  while (!(await heard()));
  expect(driver.shell.state.lag).toBeNull();
});

it('reports the link, the host and what went over it', async () => {
  await driver.type('echo $((6*7))\r');
  await driver.sees(/42\r/);
  await measuredRoundTrips(2);
  const { link, hostMs, window, backlog } = driver.shell.measure!();
  expect(link).toMatchObject({ roundTripMs: expect.any(Number), usualMs: expect.any(Number) });
  expect(link!.bytesIn).toBeGreaterThan(0);
  expect(link!.bytesOut).toBeGreaterThan(0);
  expect(hostMs).toBeGreaterThanOrEqual(0);
  expect(backlog).toBe(0);
  expect(window === null || window >= 16_384).toBe(true);
});

it('an idle shell tells nothing for each heartbeat', async () => {
  // So long that what a busy machine adds is little beside it, and wouldn't be shown.
  thresholds.roundTripMs = 60_000;
  delay(2_000);
  await measuredRoundTrips(12);
  const before = driver.states.length;
  await measuredRoundTrips(40);
  // The figure may follow the machine now and then.
  expect(driver.states.length - before).toBeLessThan(20);
});

/** The seconds that the shell tells in these words; NaN where it tells something else. */
function told(words: RegExp): number {
  return Number(words.exec(inWords(driver.shell.state.message))?.[1] ?? NaN);
}

/** Resolves when so many more heartbeats were answered. */
async function measuredRoundTrips(count: number): Promise<void> {
  const hold = connections.acquire(proxied());
  await new Promise<void>((resolve) => {
    let left = count + 1;
    hold.connection.subscribe({ onChange: () => --left || resolve(), onClient: () => undefined });
  });
  await hold.release();
}
