import { expect, it } from 'vitest';
import { InProcessRegistry } from '../../relay/registry/inProcess.ts';
import { ticketHash } from '../../relay/registry/ledger.ts';
import { readPolicy } from '../../relay/registry/policy.ts';
import { agent } from './agents.ts';
import { ALLOWANCE, registryContract, TICKET } from './registryContract.ts';

registryContract('a registry in this process', () => {
  const registry = new InProcessRegistry();
  return Promise.resolve({
    ...{ one: registry, other: registry },
    apply(policy) {
      registry.apply(policy);
      return Promise.resolve();
    },
    close: () => registry.close(),
  });
});

it('gives new bytes with a new month', async () => {
  let today = new Date('2026-11-30T23:59:59Z');
  const tickets = { [ticketHash(TICKET)]: ALLOWANCE };
  const registry = new InProcessRegistry({ policy: { tickets }, today: () => today });
  const owned = agent();
  await registry.claim(owned, TICKET);
  registry.spend(owned.id, 1000);
  expect(registry.allowanceOf(owned.id)?.bytes).toBe(0);
  today = new Date('2026-12-01T00:00:00Z');
  expect(registry.allowanceOf(owned.id)?.bytes).toBe(1000);
  registry.spend(owned.id, 1);
  expect(registry.allowanceOf(owned.id)?.bytes).toBe(999);
});

it('refuses a ban that is nothing, by name', () => {
  expect(() => new InProcessRegistry({ policy: { bans: ['nobody'] } })).toThrow('nobody');
  for (const bad of ['1.2.3.4/33', '::1/129', '1.2.3', 'a/8', '1.2.3.4/x'])
    expect(() => new InProcessRegistry({ policy: { bans: [bad] } })).toThrow(bad);
});

it("reads an operator's file, and says where it is wrong", () => {
  const good = { demandTickets: true, bans: ['::1'], tickets: { [ticketHash('x')]: ALLOWANCE } };
  expect(readPolicy(JSON.stringify(good))).toEqual(good);
  expect(readPolicy('{}')).toEqual({ demandTickets: false, bans: [], tickets: {} });
  for (const bad of ['{', '[]', '{"ban":[]}', '{"tickets":{"x":{}}}', '{"bans":[1]}'])
    expect(() => readPolicy(bad)).toThrow();
});
