// Every bound of the protocol is held where it should be: as much as it says is taken, and one
// more is refused by its name. A bound without a case here fails.
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { CONNECTION_LIMITS } from './connections.ts';
import { GROUP_LIMITS } from './groups.ts';
import { KEY_LIMITS } from './keys.ts';
import type { Limit } from './limit.ts';
import { SHELL_BOUNDS } from './shells.ts';
import { TUNNEL_LIMITS } from './tunnels.ts';

const CASES: Readonly<Record<keyof typeof LIMITS, Limit>> = {
  ...CONNECTION_LIMITS,
  ...SHELL_BOUNDS,
  ...GROUP_LIMITS,
  ...TUNNEL_LIMITS,
  ...KEY_LIMITS,
};

describe('each bound', () => {
  it('has a case, and each case a bound', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(LIMITS).sort());
  });

  it.each(Object.entries(LIMITS))('%s takes %d, and no more', async (name, bound) => {
    const { takes, refusal, isLeast = false, slack = 0 } = CASES[name as keyof typeof LIMITS];
    const more = isLeast ? bound - 1 : bound + 1;
    expect([await takes(bound - slack), await takes(more)]).toEqual(['', refusal]);
  });
});
