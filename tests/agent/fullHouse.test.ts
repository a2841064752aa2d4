// An agent with as many guests on it as there may be, and as many connections of its owner's:
// neither takes the other's place.
import { expect, it } from 'vitest';
import { LIMITS } from '../../core/wire/protocol.ts';
import { FullHouse } from '../support/fullHouse.ts';

const { maxConnections, maxGuests } = LIMITS;

it('an owner finds a place however many guests there are, and the other way round', async () => {
  const house = new FullHouse();
  expect(await house.guests(maxGuests)).toBe('');
  expect(await house.owners(maxConnections)).toBe('');
  expect(await house.guests(maxGuests + 1)).toBe('too-many-connections');
  expect(await house.owners(maxConnections + 1)).toBe('too-many-connections');
  for (const who of ['guests', 'owners'] as const) {
    await house.leave(who);
    const most = who === 'guests' ? maxGuests : maxConnections;
    await expect.poll(() => house[who](most)).toBe('');
  }
});
