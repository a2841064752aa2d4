// The registry on NATS on its bad days: cut off, restarted, slow, and two nodes that had lost each other.
import { connect } from '@nats-io/transport-node';
import { onTestFinished, afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { systemClock } from '../../core/time/clock.ts';
import { Bus } from '../../relay/registry/nats/bus.ts';
import { Seats } from '../../relay/registry/nats/seats.ts';
import { NatsRegistry, type RegistryEvent } from '../../relay/registry/nats/natsRegistry.ts';
import { ticketHash } from '../../relay/registry/ledger.ts';
import { FaultProxy } from '../support/faultProxy.ts';
import { freePort } from '../support/webServer.ts';
import { needs } from '../support/needs.ts';
import { NatsServer, whyNoNats } from '../support/natsServer.ts';
import { agent, someId } from './agents.ts';
import { Operator } from './natsNodes.ts';
import { aCall, ALLOWANCE, refusal, TICKET } from './registryContract.ts';

/** A node, and what it has heard of NATS. */
class WatchedNode {
  readonly registry: NatsRegistry;
  readonly proxy: FaultProxy;
  #heard: string[] = [];
  #waiting: (() => void)[] = [];

  private constructor(proxy: FaultProxy, prefix: string) {
    this.proxy = proxy;
    this.registry = new NatsRegistry({
      ...{ servers: [`nats://127.0.0.1:${proxy.port}`], prefix, pingMs: 300 },
      on: ({ event }) => {
        this.#heard.push(event);
        for (const look of this.#waiting.splice(0)) look();
      },
    });
  }

  /** Ready, with a proxy of its own before NATS. */
  static async start(server: NatsServer, prefix: string): Promise<WatchedNode> {
    const proxy = await FaultProxy.open({ port: server.port });
    const node = new WatchedNode(proxy, prefix);
    onTestFinished(async () => {
      await node.registry.close();
      await proxy.close();
    });
    await node.registry.whenReady();
    node.#heard = [];
    return node;
  }

  /** Resolves when it has heard this since it was last asked for. */
  async hears(event: string): Promise<void> {
    while (!this.#heard.includes(event))
      await new Promise<void>((look) => this.#waiting.push(look));
    this.#heard = this.#heard.slice(this.#heard.indexOf(event) + 1);
  }
}

let server: NatsServer;
let made = 0;

beforeAll(async () => {
  if (whyNoNats() === undefined) server = await NatsServer.start();
});
beforeEach((test) => needs(whyNoNats(), test));
afterAll(() => server?.close());

async function twoNodes(): Promise<[WatchedNode, WatchedNode, string]> {
  const prefix = `faults-${++made}`;
  const [one, other] = await Promise.all([
    WatchedNode.start(server, prefix),
    WatchedNode.start(server, prefix),
  ]);
  return [one, other, prefix];
}

/** Cuts it off so that it can't come back. */
async function cutOff(node: WatchedNode): Promise<void> {
  node.proxy.stall(); // whatever it connects to is silent
  node.proxy.cut('rst');
  await node.hears('nats-lost');
}

async function letBack(node: WatchedNode): Promise<void> {
  node.proxy.resume();
  node.proxy.cut('rst'); // what was tried meanwhile
  await node.hears('nats-back');
  await node.registry.whenReady();
}

describe('a node that has lost NATS', () => {
  it('keeps its agents, lets nobody new in, and has all again when it is back', async () => {
    const [one, other] = await twoNodes();
    const owned = agent();
    await one.registry.claim(owned);
    await cutOff(one);
    expect(one.registry.ready).toBe(false);
    await one.registry.summon(owned.id, aCall());
    expect(await refusal(one.registry.claim(agent()))).toBe('registry');
    expect(await refusal(one.registry.summon(someId(), aCall()))).toBe('registry');
    // As soon as NATS has found out.
    const elsewhere = () => refusal(other.registry.summon(owned.id, aCall()));
    await expect.poll(elsewhere, { timeout: 30_000 }).toBe('agent-offline');
    await letBack(one);
    await other.registry.summon(owned.id, aCall());
    await one.registry.claim(agent());
    expect([owned.calls.length, owned.wasReplaced]).toEqual([2, false]);
  });

  it('hears of what was written meanwhile', async () => {
    const [one, other, prefix] = await twoNodes();
    const [banned, rotated] = [agent(), agent()];
    await one.registry.claim(banned);
    await cutOff(one);
    const operator = await Operator.at(server.url, prefix);
    onTestFinished(() => operator.close());
    await operator.apply({ bans: [banned.id, '203.0.113.7'] });
    await other.registry.claim(agent({ id: rotated.id, keys: 2 })).then((one) => one.release());
    expect(one.registry.isBanned('203.0.113.7')).toBe(false);
    await letBack(one);
    await banned.ban;
    expect(one.registry.isBanned('203.0.113.7')).toBe(true);
    expect(await refusal(one.registry.claim(rotated))).toBe('stale-key');
  });

  it('gives way to a later connection elsewhere, when it is back', async () => {
    const [one, other] = await twoNodes();
    const earlier = agent({ epoch: 1 });
    const later = agent({ id: earlier.id, epoch: 2 });
    await one.registry.claim(earlier);
    await cutOff(one);
    await other.registry.claim(later);
    expect(earlier.wasReplaced).toBe(false);
    await letBack(one);
    await earlier.replacement;
    await one.registry.summon(earlier.id, aCall());
    expect([later.calls.length, later.wasReplaced]).toEqual([1, false]);
  });

  it('makes an earlier one elsewhere give way, when it is back', async () => {
    const [one, other] = await twoNodes();
    const later = agent({ epoch: 2 });
    const earlier = agent({ id: later.id, epoch: 1 });
    await one.registry.claim(later);
    await cutOff(one);
    await other.registry.claim(earlier); // one that hung, and has come round
    await letBack(one);
    await earlier.replacement;
    await other.registry.summon(later.id, aCall());
    expect([later.calls.length, later.wasReplaced]).toEqual([1, false]);
  });

  it('knows that it has, where no byte comes through any more', async () => {
    const [one, other] = await twoNodes();
    const owned = agent();
    await one.registry.claim(owned);
    one.proxy.cut('drop');
    await one.hears('nats-lost');
    await one.hears('nats-back');
    await one.registry.whenReady();
    await other.registry.summon(owned.id, aCall());
    expect(owned.calls).toHaveLength(1);
  });
});

describe('NATS', () => {
  it('is connected to anew also where its client has given up', async () => {
    const told: string[] = [];
    let next = withResolvers<void>();
    const is = (event: string): void => {
      told.push(event);
      if (event === 'back') next.resolve();
    };
    const bus = new Bus({ servers: [server.url] }, systemClock, {
      is,
      unreachable: () => undefined,
    });
    onTestFinished(() => bus.close());
    await next.promise;
    const [seats, elsewhere] = [
      new Seats(bus, 'given-up', 'a'.repeat(22), systemClock),
      await WatchedNode.start(server, 'given-up'),
    ];
    await seats.renew();
    const owned = agent();
    await seats.take(owned);
    next = withResolvers<void>();
    await bus.connection!.close();
    await next.promise;
    await seats.renew();
    await elsewhere.registry.summon(owned.id, aCall());
    expect(owned.calls).toHaveLength(1);
    expect(told).toEqual(['back', 'lost', 'back']);
  });

  it('may be slow', async () => {
    const [one, other] = await twoNodes();
    for (const { proxy } of [one, other]) proxy.up.delayMs = proxy.down.delayMs = 60;
    const earlier = agent({ epoch: 1 });
    const later = agent({ id: earlier.id, epoch: 2 });
    await one.registry.claim(earlier);
    await other.registry.claim(later);
    await earlier.replacement;
    await one.registry.summon(later.id, aCall());
    expect(later.calls).toHaveLength(1);
    expect(await refusal(one.registry.summon(someId(), aCall()))).toBe('agent-offline');
    expect(await refusal(one.registry.claim(earlier))).toBe('replaced');
  });

  it('may lose power, and forgets no ticket, ban or key', async () => {
    const own = await NatsServer.start();
    onTestFinished(() => own.close());
    const prefix = `power-${++made}`;
    const one = await WatchedNode.start(own, prefix);
    const operator = await Operator.at(own.url, prefix);
    const banned = someId();
    await operator.apply({ bans: [banned], tickets: { [ticketHash(TICKET)]: ALLOWANCE } });
    await operator.close();
    await one.registry.current();
    const [enrolled, rotated] = [agent(), agent({ keys: 3 })];
    await one.registry.claim(enrolled, TICKET);
    await one.registry.claim(rotated);
    await own.kill();
    await one.hears('nats-lost');
    expect(one.registry.isBanned(banned)).toBe(true);
    expect(one.registry.allowanceOf(enrolled.id)).toEqual(ALLOWANCE);
    await own.start();
    await one.hears('nats-back');
    const other = await WatchedNode.start(own, prefix);
    await one.registry.whenReady();
    await other.registry.summon(enrolled.id, aCall());
    expect(enrolled.calls).toHaveLength(1);
    expect(other.registry.isBanned(banned)).toBe(true);
    expect(other.registry.allowanceOf(enrolled.id)).toEqual(ALLOWANCE);
    const stale = agent({ id: rotated.id, keys: 2, epoch: 99 });
    expect(await refusal(other.registry.claim(stale))).toBe('stale-key');
  });

  it('may come after the nodes', async () => {
    const own = await NatsServer.start();
    onTestFinished(() => own.close());
    await own.kill();
    const registry = new NatsRegistry({ servers: [own.url] });
    onTestFinished(() => registry.close());
    expect(registry.ready).toBe(false);
    expect(await refusal(registry.claim(agent()))).toBe('registry');
    await own.start();
    await registry.whenReady();
    await registry.claim(agent());
  });

  it('may have no JetStream: nobody is let in, and it is said why', async () => {
    const own = await NatsServer.configured('');
    onTestFinished(() => own.close());
    const said = withResolvers<string>();
    const on = (told: RegistryEvent) =>
      void (told.event === 'bucket-unreadable' && said.resolve(told.why));
    const registry = new NatsRegistry({ servers: [own.url], on });
    onTestFinished(() => registry.close());
    expect(await said.promise).toMatch(/jetstream/i);
    expect(registry.ready).toBe(false);
    expect(await refusal(registry.claim(agent()))).toBe('registry');
  });

  it('is never there: the node can be closed all the same', async () => {
    const refused = withResolvers<void>();
    const on = ({ event }: RegistryEvent) =>
      void (event === 'nats-unreachable' && refused.resolve());
    const registry = new NatsRegistry({ servers: ['nats://127.0.0.1:9'], on });
    await refused.promise;
    await registry.close();
  });
});

describe('two halves of NATS that had lost each other', () => {
  it('are of one mind about an agent as soon as somebody wants it', async () => {
    const port = await freePort();
    const hub = await NatsServer.configured(`leafnodes { listen: "127.0.0.1:${port}" }`);
    const between = await FaultProxy.open({ port });
    const remote = `{ url: "nats-leaf://127.0.0.1:${between.port}" }`;
    const leaf = await NatsServer.configured(`leafnodes { remotes: [${remote}], reconnect: 1 }`);
    onTestFinished(async () => {
      await Promise.all([leaf.close(), hub.close()]);
      await between.close();
    });
    const [here, there] = [await seatsAt(leaf, 'a'), await seatsAt(hub, 'b')];
    const [probe, earlier] = [agent(), agent({ epoch: 1 })];
    const later = agent({ id: earlier.id, epoch: 2 });
    await there.take(probe);
    const joined = () =>
      here.summon(probe.id, aCall()).then(
        () => true,
        () => false,
      );
    await expect.poll(joined, { timeout: 30_000 }).toBe(true);
    await here.take(earlier);
    between.stall();
    between.cut('rst');
    await expect.poll(joined, { timeout: 30_000 }).toBe(false);
    await there.take(later);
    between.resume();
    between.cut('rst');
    await expect.poll(joined, { timeout: 30_000 }).toBe(true);
    expect(earlier.wasReplaced).toBe(false);
    await here.summon(earlier.id, aCall());
    await earlier.replacement;
    await here.summon(later.id, aCall());
    expect([later.calls.length, later.wasReplaced]).toEqual([1, false]);
  });
});

/** A node's seats alone, ready. */
async function seatsAt(nats: NatsServer, name: string): Promise<Seats> {
  const back = withResolvers<void>();
  const is = (event: string): void => void (event === 'back' && back.resolve());
  const bus = new Bus({ servers: [nats.url] }, systemClock, { is, unreachable: () => undefined });
  onTestFinished(() => bus.close());
  await back.promise;
  return new Seats(bus, 'halves', name.repeat(22), systemClock);
}

describe('what other nodes say', () => {
  it('tells a client that its agent has declined, also after a reconnect', async () => {
    const [one, other] = await twoNodes();
    const owned = agent();
    const heard: string[] = [];
    let next = withResolvers<void>();
    other.registry.onDeclined = (...said) => {
      heard.push(said.join(' '));
      next.resolve();
    };
    const [first, second] = [aCall(), aCall()];
    one.registry.declined(owned.id, first.ticket);
    await next.promise;
    next = withResolvers<void>();
    await cutOff(other);
    await letBack(other);
    one.registry.declined(owned.id, second.ticket);
    await next.promise;
    expect(heard).toEqual([first, second].map(({ ticket }) => `${owned.id} ${ticket}`));
  });

  it('is bounded and checked: nothing is replaced, nothing breaks', async () => {
    const [one, , prefix] = await twoNodes();
    const owned = agent({ epoch: 5 });
    await one.registry.claim(owned);
    const stranger = await connect({ servers: server.url });
    onTestFinished(() => stranger.close());
    const subject = `${prefix}.agent.${owned.id}`;
    const from = 'a'.repeat(22);
    const hostile = [
      '',
      '{',
      'null',
      '[]',
      JSON.stringify({ kind: 'claim', from, epoch: 1e300, keys: 1 }),
      JSON.stringify({ kind: 'here', from, epoch: 9, keys: 10_000 }),
      JSON.stringify({ kind: 'here', from: 'x', epoch: 9, keys: 1 }),
      JSON.stringify({ kind: 'here', from, epoch: '9', keys: 1 }),
      JSON.stringify({ kind: 'summon', ticket: 'short', node: '', forMs: 1 }),
      JSON.stringify({ kind: 'summon', ticket: 'a'.repeat(43), node: 'x'.repeat(301), forMs: 1 }),
      JSON.stringify({ kind: 'here', from, epoch: 9, keys: 1, fill: 'x'.repeat(5000) }),
    ];
    for (const text of hostile) {
      const { data } = await stranger.request(subject, text);
      expect(JSON.parse(Buffer.from(data).toString())).toEqual({
        ...{ kind: 'refused', code: 'bad-message' },
      });
    }
    expect([owned.calls.length, owned.wasReplaced]).toEqual([0, false]);
  });

  it('is an answer only where it is one that there is', async () => {
    const [one, , prefix] = await twoNodes();
    const stranger = await connect({ servers: server.url });
    onTestFinished(() => stranger.close());
    const id = someId();
    const answers = ['', 'x', '{"kind":"refused","code":"<b>"}', '{"kind":"later"}'];
    const all = stranger.subscribe(`${prefix}.agent.${id}`, {
      callback: (_error, message) => void message.respond(answers.shift() ?? ''),
    });
    await stranger.flush();
    while (answers.length > 0)
      expect(await refusal(one.registry.summon(id, aCall()))).toBe('registry');
    all.unsubscribe();
  });

  it('and keys of the bucket that say nothing are left alone, by name', async () => {
    const [one, , prefix] = await twoNodes();
    const operator = await Operator.at(server.url, prefix);
    onTestFinished(() => operator.close());
    const odd = { 'ban.nobody': '1', 'keys.x': '2', 'ticket.y': '{}', 'place.z.0': 'a', other: '' };
    for (const [key, value] of Object.entries(odd)) await operator.kv.put(key, value);
    await one.registry.current();
    for (const _ of Object.keys(odd)) await one.hears('odd-key');
    await one.registry.claim(agent());
  });
});
