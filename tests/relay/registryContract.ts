// What every registry keeps: one suite, run over the one in this process and over the one on NATS,
// there with the two sides on one node and on two.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../relay/registry/policy.ts';
import { ticketHash } from '../../relay/registry/ledger.ts';
import { RelayRefusal } from '../../relay/registry/refusal.ts';
import type { Allowance, Registry, Summons } from '../../relay/registry/registry.ts';
import { agent, someId } from './agents.ts';

/** Two nodes, or one twice, and what their operator can do. */
export interface Nodes {
  one: Registry;
  other: Registry;
  /** Resolves when both know it. */
  apply(policy: Partial<Policy>): Promise<void>;
  /** Ends all. */
  close(): Promise<void>;
}

export const TICKET = 'let me in';
export const ALLOWANCE: Allowance = { agents: 2, clients: 3, bytes: 1000, rate: 500 };
const WITH_TICKET = { demandTickets: true, tickets: { [ticketHash(TICKET)]: ALLOWANCE } };

/** A call of a client that waits. */
export function aCall(node = ''): Summons {
  return { ticket: randomBytes(32).toString('base64url'), node, forMs: 10_000 };
}

/** The name that it is turned away with; fails where it isn't. */
export async function refusal(what: Promise<unknown>): Promise<string> {
  const error = await what.then(
    () => expect.unreachable('it was let in'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RelayRefusal);
  return (error as RelayRefusal).code;
}

/** @param make nodes that share one registry, with nobody in it */
export function registryContract(name: string, make: () => Promise<Nodes>): void {
  describe(name, () => {
    let nodes: Nodes;
    beforeEach(async () => {
      nodes = await make();
    });
    afterEach(() => nodes.close());

    claims(() => nodes);
    keys(() => nodes);
    summons(() => nodes);
    bans(() => nodes);
    enrolment(() => nodes);
    quota(() => nodes);

    it('lets nobody in once it is closed', async () => {
      const { one } = nodes;
      expect(one.ready).toBe(true);
      await one.claim(agent());
      await one.close();
      expect(one.ready).toBe(false);
      expect(await refusal(one.claim(agent()))).toBe('registry');
      expect(await refusal(one.summon(someId(), aCall()))).toBe('registry');
      await one.close();
    });

    it('gives its agents back when it is closed', async () => {
      const { one, other } = nodes;
      const owned = agent();
      await one.claim(owned);
      await one.close();
      expect(owned.wasReplaced).toBe(false);
      if (one !== other)
        expect(await refusal(other.summon(owned.id, aCall()))).toBe('agent-offline');
    });
  });
}

function claims(nodes: () => Nodes): void {
  it('gives an id to the later of two connections, in this order', async () => {
    const { one, other } = nodes();
    const [first, second] = [agent({ epoch: 5 }), agent({ epoch: 6 })];
    second.id = first.id;
    await one.claim(first);
    await other.claim(second);
    await first.replacement;
    await other.summon(first.id, aCall());
    expect([first.calls.length, second.calls.length]).toEqual([0, 1]);
  });

  it.each([5, 6])('and in that order; %i is not later than 6', async (epoch) => {
    const { one, other } = nodes();
    const [later, earlier] = [agent({ epoch: 6 }), agent({ epoch })];
    earlier.id = later.id;
    await one.claim(later);
    expect(await refusal(other.claim(earlier))).toBe('replaced');
    await other.summon(later.id, aCall());
    expect([later.calls.length, later.wasReplaced, earlier.wasReplaced]).toEqual([1, false, false]);
  });

  it('gives back what was claimed, and no more than that', async () => {
    const { one, other } = nodes();
    const [first, second] = [agent({ epoch: 1 }), agent({ epoch: 2 })];
    second.id = first.id;
    const old = await one.claim(first);
    const now = await other.claim(second);
    await first.replacement;
    await old.release();
    await one.summon(first.id, aCall());
    expect(second.calls).toHaveLength(1);
    await now.release();
    expect(await refusal(one.summon(first.id, aCall()))).toBe('agent-offline');
    await now.release();
    await one.claim(first);
  });

  it('leaves one of many that come at once, the latest', async () => {
    const { one, other } = nodes();
    const id = someId();
    const all = [3, 9, 4, 1, 8, 2, 7, 5].map((epoch) => agent({ id, epoch }));
    await Promise.allSettled(all.map((each, at) => (at % 2 ? one : other).claim(each)));
    const [, latest] = all;
    await one.summon(id, aCall());
    await other.summon(id, aCall());
    expect(latest!.wasReplaced).toBe(false);
    expect(latest!.calls).toHaveLength(2);
  });
}

function keys(nodes: () => Nodes): void {
  it('has no way back to an earlier key', async () => {
    const { one, other } = nodes();
    const id = someId();
    const rotated = await one.claim(agent({ id, epoch: 2, keys: 2 }));
    await rotated.release();
    expect(await refusal(other.claim(agent({ id, epoch: 99, keys: 1 })))).toBe('stale-key');
    await other.claim(agent({ id, epoch: 3, keys: 2 }));
  });

  it('gives the id to the later key, whatever the epoch of a stolen one', async () => {
    const { one, other } = nodes();
    const id = someId();
    const thief = agent({ id, epoch: Number.MAX_SAFE_INTEGER, keys: 1 });
    await one.claim(thief);
    await other.claim(agent({ id, epoch: 7, keys: 2 }));
    await thief.replacement;
  });
}

function summons(nodes: () => Nodes): void {
  it('tells the owner who waits, and where', async () => {
    const { one, other } = nodes();
    const owned = agent();
    await one.claim(owned);
    const calls = [aCall('wss://a.relay.example'), aCall()];
    await other.summon(owned.id, calls[0]!);
    await one.summon(owned.id, calls[1]!);
    expect(owned.calls).toEqual(calls);
  });

  it('says at once that nobody has an id', async () => {
    const { one, other } = nodes();
    expect(await refusal(one.summon(someId(), aCall()))).toBe('agent-offline');
    expect(await refusal(other.summon(someId(), aCall()))).toBe('agent-offline');
  });

  it('says what the owner says', async () => {
    const { one, other } = nodes();
    const owned = agent({ busy: true });
    await one.claim(owned);
    expect(await refusal(one.summon(owned.id, aCall()))).toBe('agent-busy');
    expect(await refusal(other.summon(owned.id, aCall()))).toBe('agent-busy');
  });
}

function bans(nodes: () => Nodes): void {
  it('keeps out whom the operator bans, and lets them in again', async () => {
    const { one, other, apply } = nodes();
    const owned = agent();
    const list = [owned.id, '203.0.113.7', '198.51.100.0/24', '2001:db8::/32'];
    await one.claim(owned);
    await apply({ bans: list });
    await owned.ban;
    expect(await refusal(other.claim(agent({ id: owned.id, epoch: 9 })))).toBe('banned');
    const asked = [...list.slice(0, 2), '198.51.100.9', '2001:db8:1::2'];
    expect(asked.map((each) => one.isBanned(each) && other.isBanned(each))).not.toContain(false);
    const others = [someId(), '203.0.113.8', '198.51.101.1', '2001:db9::1', 'x', ''];
    expect(others.map((each) => one.isBanned(each) || other.isBanned(each))).not.toContain(true);
    await apply({ bans: [] });
    expect(asked.map((each) => one.isBanned(each) || other.isBanned(each))).not.toContain(true);
    await other.claim(agent({ id: owned.id, epoch: 10 }));
  });
}

function enrolment(nodes: () => Nodes): void {
  it('takes agents by ticket, as many as it has places', async () => {
    const { one, other, apply } = nodes();
    await apply(WITH_TICKET);
    const [first, second] = [agent(), agent()];
    expect(await refusal(one.claim(first))).toBe('enrolment');
    expect(await refusal(one.claim(first, 'guessed'))).toBe('enrolment');
    await one.claim(first, TICKET);
    await other.claim(second, TICKET);
    expect(await refusal(one.claim(agent(), TICKET))).toBe('enrolment');
    await other.claim(agent({ id: first.id, epoch: 2 })); // it has its place
    await one.claim(agent({ id: second.id, epoch: 2 }), TICKET);
  });

  it('takes back what a ticket gave', async () => {
    const { one, other, apply } = nodes();
    await apply(WITH_TICKET);
    const owned = agent();
    await one.claim(owned, TICKET);
    await apply({ demandTickets: true, tickets: {} });
    const again = agent({ id: owned.id, epoch: 2 });
    expect(await refusal(other.claim(again))).toBe('enrolment');
    expect(await refusal(other.claim(again, TICKET))).toBe('enrolment');
    expect(other.allowanceOf(owned.id)).toBeUndefined();
  });

  it('gives the places of one ticket to no more than it has, of many that come at once', async () => {
    const { one, other, apply } = nodes();
    await apply(WITH_TICKET);
    const all = Array.from({ length: 8 }, () => agent());
    const ended = await Promise.allSettled(
      all.map((each, at) => (at % 2 ? one : other).claim(each, TICKET)),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(ALLOWANCE.agents);
  });
}

function quota(nodes: () => Nodes): void {
  it("says what a ticket allows, and what is left of the month's bytes", async () => {
    const { one, apply } = nodes();
    await apply({ ...WITH_TICKET, demandTickets: false });
    const [enrolled, free] = [agent(), agent()];
    await one.claim(enrolled, TICKET);
    await one.claim(free);
    expect(one.allowanceOf(enrolled.id)).toEqual(ALLOWANCE);
    one.spend(enrolled.id, 400);
    expect(one.allowanceOf(enrolled.id)?.bytes).toBe(600);
    one.spend(enrolled.id, 4000);
    expect(one.allowanceOf(enrolled.id)?.bytes).toBe(0);
    one.spend(free.id, 4000);
    expect(one.allowanceOf(free.id)).toBeUndefined();
  });
}
