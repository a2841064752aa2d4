import { describe, expect, it } from 'vitest';
import { KnownAddresses } from '../../../agent/auth/knownAddresses.ts';
import {
  KEPT_PLACES,
  WaitingRoom,
  type Stage,
  type WaitingPlace,
} from '../../../agent/auth/waitingRoom.ts';
import { PAGE } from '../../support/protocolPage.ts';
import { seeded } from '../../support/random.ts';

const PLACES = 64;

function setUp(known: string[] = []) {
  const addresses = new KnownAddresses();
  for (const address of known) addresses.add(address);
  const dropped: string[] = [];
  const room = new WaitingRoom({ places: PLACES, knows: (address) => addresses.has(address) });
  const enter = (address: string, name = address): WaitingPlace =>
    room.enter(address, () => dropped.push(name));
  return { room, dropped, enter };
}

describe('a full waiting room', () => {
  it('lets one more in, and drops who has been silent there the longest', () => {
    const { room, dropped, enter } = setUp();
    for (let i = 0; i < PLACES; i++) enter('10.0.0.1', `silent ${i}`);
    enter('10.0.0.1', 'new');
    expect([dropped, room.size]).toEqual([['silent 0'], PLACES]);
  });

  it('keeps who has gone on, though all come from one address', () => {
    const { dropped, enter } = setUp();
    enter('10.0.0.1', 'owner').reached('greeted');
    for (let i = 0; i < 10 * PLACES; i++) enter('10.0.0.1');
    expect(dropped).not.toContain('owner');
    expect(dropped).toHaveLength(9 * PLACES + 1);
  });

  it('keeps a local user’s from those of others at an address that is known', () => {
    const { dropped, enter } = setUp(['127.0.0.1']);
    enter('127.0.0.1', 'own').trusted();
    for (let i = 0; i < 10 * PLACES; i++) enter('127.0.0.1');
    expect(dropped).not.toContain('own');
  });

  it('keeps the only one from elsewhere, however far the crowd has come', () => {
    const { dropped, enter } = setUp();
    enter('10.0.0.1', 'owner');
    for (let i = 0; i < 10 * PLACES; i++) enter(`10.0.1.${i % 5}`).reached('greeted');
    expect(dropped).not.toContain('owner');
  });

  it('takes all of an IPv6 network for one', () => {
    const { dropped, enter } = setUp();
    enter('2001:db8::1', 'owner');
    enter('2001:db8::2', 'neighbour');
    for (let i = 1; i < 10 * PLACES; i++) enter(`2001:db8:1:1::${i.toString(16)}`);
    expect(dropped).not.toContain('owner');
  });

  it('keeps places for who has logged in before, and for local users', () => {
    const { dropped, enter } = setUp(['10.0.0.1']);
    for (let i = 0; i < 8; i++) enter('10.0.0.1', 'known');
    for (let i = 0; i < 8; i++) enter('unix', 'local').trusted();
    // One each from everywhere: nobody else is many.
    for (let i = 0; i < 10 * PLACES; i++) enter(`10.${i >> 8}.${i & 255}.7`);
    expect(dropped).not.toContain('known');
    expect(dropped).not.toContain('local');
  });

  it('keeps sixteen places for an address that is known, as the protocol says', () => {
    expect(PAGE).toContain(`${KEPT_PLACES} places are kept for each address`);
    for (const [count, first] of [
      [KEPT_PLACES, 'stranger'],
      [KEPT_PLACES + 2, 'known'], // two more than are kept, and of others there is one each
    ] as const) {
      const { dropped, enter } = setUp(['10.0.0.1']);
      for (let i = 0; i < count; i++) enter('10.0.0.1', 'known');
      for (let i = count; i <= PLACES; i++) enter(`10.0.1.${i}`, 'stranger');
      expect(dropped).toEqual([first]);
    }
  });

  it('is bounded and empty again, whatever comes, in any order', () => {
    const random = seeded(18);
    for (let round = 0; round < 200; round++) {
      const { room, dropped, enter } = setUp(['10.0.0.1']);
      const places: WaitingPlace[] = [];
      for (let i = 0; i < 300; i++) {
        if (random.once(3) && places.length > 0) random.pick(places).leave();
        else if (random.once(2) && places.length > 0)
          random.pick(places).reached(random.pick<Stage>(['secured', 'upgraded', 'refused']));
        else places.push(enter(`10.0.0.${random.int(9)}`));
        expect(room.size).toBeLessThanOrEqual(PLACES);
      }
      for (const place of places) place.leave();
      expect([room.size, dropped.length <= places.length]).toEqual([0, true]);
    }
  });
});
