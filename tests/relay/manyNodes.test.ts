// A relay of three nodes on a real NATS, with agents and clients that transfer all the while, under
// faults that follow from a seed. BOWLINE_RELAY_FAULTS=100 is the long form.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { needs } from '../support/needs.ts';
import { whyNoNats } from '../support/natsServer.ts';
import { seeded, type Random } from '../support/random.ts';
import { agentIn, takeTicket, wantAgent } from '../support/relay/ends.ts';
import { Fleet, shortly } from '../support/relay/fleet.ts';
import { TestAgent, TestClient } from '../support/relay/traffic.ts';

const FAULTS = Number(process.env.BOWLINE_RELAY_FAULTS ?? 0);
const IS_LONG = FAULTS > 0;
const AGENTS = IS_LONG ? 300 : 12;
const LOAD = IS_LONG ? { pieces: 4, pauseMs: 3_000 } : { pieces: 20, pauseMs: 400 };
const SEED = Number(process.env.BOWLINE_RELAY_SEED ?? 7);
/** After the end of a fault, milliseconds. In the short form, on any machine. */
const BACK_MS = IS_LONG ? 10_000 : 60_000;
const LIMIT_MS = IS_LONG ? 100 * 60_000 : 120_000;

type Fault = (fleet: Fleet, random: Random) => Promise<void>;

/** Each resolves when it is over, and everything runs again. */
const KINDS: Record<string, Fault> = {
  async kill(fleet, random) {
    const node = random.pick(fleet.nodes);
    await node.kill();
    await lasts(random);
    await node.start();
  },
  async drain(fleet, random) {
    const node = random.pick(fleet.nodes);
    await node.stop();
    await node.start();
  },
  async partition(fleet, random) {
    const node = random.pick(fleet.nodes);
    node.proxy.stall();
    if (random.once(2)) node.proxy.cut('rst');
    await lasts(random);
    node.proxy.resume();
    node.proxy.cut('rst');
    await node.ready();
  },
  async nats(fleet, random) {
    await fleet.nats.kill();
    await lasts(random);
    await fleet.nats.start();
    await Promise.all(fleet.nodes.map((node) => node.ready()));
  },
  async hang(fleet, random) {
    fleet.nats.pause();
    await lasts(random);
    fleet.nats.resume();
    await Promise.all(fleet.nodes.map((node) => node.ready()));
  },
};

/** How long a fault lasts is part of it. */
function lasts(random: Random): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, random.between(200, IS_LONG ? 1_500 : 600)));
}

describe('a relay of three nodes', () => {
  let fleet: Fleet;
  const wrong: string[] = [];
  let agents: TestAgent[] = [];
  let clients: TestClient[] = [];

  beforeEach((test) => needs(whyNoNats(), test));
  beforeAll(async () => {
    if (whyNoNats() !== undefined) return;
    fleet = await Fleet.start(3, ['--drain', '1', '--max-per-address', '0']);
  }, LIMIT_MS);
  afterAll(async () => {
    await Promise.all([...clients, ...agents].map((each) => each.close()));
    await fleet?.close();
  });

  it('brings a client and an agent of two nodes together, and says what the agent declines', async () => {
    const [one, other] = fleet.urls;
    const agent = await agentIn(one!);
    const client = await wantAgent(other!, agent.id);
    const { node, ticket } = await agent.line.told<{ node: string; ticket: string }>();
    expect(node).toBe(other);
    agent.line.say({ type: 'declined', ticket });
    expect(await client.told()).toMatchObject({ type: 'refused', code: 'agent-busy' });
    const second = await wantAgent(other!, agent.id);
    const call = await agent.line.told<{ node: string; ticket: string }>();
    const end = await takeTicket(call.node, call.ticket);
    for (const line of [second, end]) expect(await line.told()).toEqual({ type: 'spliced' });
    agent.line.ws.close();
    await agent.line.ended;
    for (const line of [second, end]) line.ws.close();
    await Promise.all([second.ended, end.ended]);
    const gone = await wantAgent(other!, agent.id);
    expect(await gone.told()).toMatchObject({ code: 'agent-offline' });
  });

  it('loses and doubles nothing, and is back after each fault', { timeout: LIMIT_MS }, async () => {
    const random = seeded(SEED);
    const before = fleet.nodes.map((node) => node.sockets());
    const report = (what: string): void => void wrong.push(what);
    agents = Array.from({ length: AGENTS }, (_, at) => {
      return new TestAgent(fleet.urls, seeded(SEED + at + 1), report);
    });
    clients = agents.map(
      ({ id }, at) => new TestClient(id, fleet.urls, seeded(SEED - at - 1), report, LOAD),
    );
    await Promise.all(clients.map((client) => client.nextDone()));
    const names = IS_LONG
      ? Array.from({ length: FAULTS }, () => random.pick(Object.keys(KINDS)))
      : Object.keys(KINDS);
    const took: number[] = [];
    for (const name of names) {
      await KINDS[name]!(fleet, random);
      const from = performance.now();
      await Promise.all(clients.map((client) => client.nextDone()));
      took.push(performance.now() - from);
      if (IS_LONG) console.log(name, Math.round(took.at(-1)!));
      expect(wrong).toEqual([]);
    }
    tell(took, clients);
    expect(Math.max(...took)).toBeLessThan(BACK_MS);

    await Promise.all([...clients, ...agents].map((each) => each.close()));
    await expect.poll(() => fleet.halfClosed(), { timeout: BACK_MS }).toBe(0);
    for (const [at, node] of fleet.nodes.entries())
      while (node.sockets() > before[at]!) await shortly();
    await Promise.all(fleet.nodes.map((node) => node.stop()));
  });
});

function tell(took: readonly number[], clients: readonly TestClient[]): void {
  if (!IS_LONG) return;
  const sorted = [...took].sort((one, other) => one - other);
  const sum = (of: (client: TestClient) => number) =>
    clients.reduce((all, one) => all + of(one), 0);
  console.log({
    ...{ faults: took.length, done: sum(({ done }) => done), cut: sum(({ cut }) => cut) },
    ...{ bytes: sum(({ bytes }) => bytes), backMs: sorted.map(Math.round) },
  });
}
