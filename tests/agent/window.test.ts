// How much output an agent keeps under way to a client, told by its own counters, over a link whose
// rate and delay the test sets.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { parsePairingLink, formatPairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { FaultProxy } from '../support/faultProxy.ts';
import { waits } from '../support/processFacts.ts';

const FLOOD = [
  'sh',
  '-c',
  'exec yes 0123456789012345678901234567890123456789012345678901234567890',
];
/** A link takes a few round trips to get to know; other processes take their time. */
const LEARNED = { interval: 100 };

interface Flow {
  link: { window: number; inFlight: number; bytesPerSecond: number | null; baseMs: number | null };
  channels: { session: string; window: number; inFlight: number; produced: number }[];
}

let agent: TestAgent;
let proxy: FaultProxy;
let client: AgentClient;

beforeEach(async () => {
  agent = await startAgent();
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  const link = parsePairingLink(agent.link);
  const proxied = { ...link, address: { ...link.address, port: proxy.port } as never };
  proxy.up.delayMs = proxy.down.delayMs = 20;
  client = await connect(formatPairingLink(proxied));
});
afterEach(async () => {
  await client.close();
  await proxy.close();
  await agent.stop();
});

async function flow(): Promise<Flow> {
  return (await client.request('flow')) as Flow;
}

async function flooding(): Promise<AgentShell> {
  const shell = AgentShell.open(client, { command: FLOOD, window: 4 * 1024 * 1024 });
  await shell.opened;
  return shell;
}

const windowNow = async (): Promise<number> => (await flow()).channels[0]!.window;

describe('the window of a flood', () => {
  it('shrinks and grows with the link', async () => {
    proxy.down.bytesPerSecond = 2_000_000;
    await flooding();
    // 2 MB/s for 40 ms and 150 ms more are 380 KB; half of it, for a machine that is busy.
    await expect.poll(windowNow, LEARNED).toBeGreaterThan(190_000);
    proxy.down.bytesPerSecond = 100_000;
    await expect.poll(windowNow, LEARNED).toBeLessThan(40_000);
    proxy.down.bytesPerSecond = 2_000_000;
    await expect.poll(windowNow, LEARNED).toBeGreaterThan(190_000);
  });

  it('holds what is under way, however long nobody takes any', async () => {
    const shell = await flooding();
    await shell.until(() => shell.bytes > 1_000_000, 'a megabyte');
    proxy.down.stall();
    const { pid } = await shell.opened;
    let [before, looks] = [-1, 0];
    // It waits for room in its terminal, and the agent has had turns enough to make some.
    const stands = async (): Promise<number> => {
      const now = await produced();
      looks = waits(pid) && now === before ? looks + 1 : 0;
      before = now;
      return looks;
    };
    await expect.poll(stands, { interval: 20 }).toBeGreaterThan(20);
    expect(before - shell.bytes).toBeLessThan(1024 * 1024);
    proxy.down.resume();
    await shell.until(() => shell.bytes > 2_000_000, 'another megabyte');
  });

  it('is told to the client, with how far the program is', async () => {
    const shell = await flooding();
    await shell.until(() => shell.shell.meter !== null, 'a meter');
    const { produced, window } = shell.shell.meter!;
    expect(produced).toBeGreaterThan(0);
    expect(window).toBeGreaterThanOrEqual(16 * 1024);
  });

  it('of a slow link leaves the queue to the agent, where a key’s echo passes it', async () => {
    proxy.down.bytesPerSecond = 100_000;
    const flood = await flooding();
    await flood.until(() => flood.bytes > 200_000, 'the link to be known');
    // By itself the link would hold a quarter of a megabyte: the proxy's queue and two sockets'.
    await expect.poll(async () => (await flow()).link.inFlight, LEARNED).toBeLessThan(20_000);
    const other = AgentShell.open(client, { command: ['cat'] });
    await other.opened;
    const floodBefore = flood.bytes;
    other.type('x');
    await other.until(() => other.text.includes('x'), 'the echo');
    // What came of the flood meanwhile is what lay on the link before the echo, both ways.
    expect(flood.bytes - floodBefore).toBeLessThan(40_000);
  });
});

/** Asked over another connection: the one under test is stalled. */
async function produced(): Promise<number> {
  const other = await connect(agent.link);
  const { shells } = (await other.request('list')) as { shells: { outputBytes: number }[] };
  await other.close();
  return shells[0]!.outputBytes;
}
