import { describe, expect, it } from 'vitest';
import { LARGE, simulate } from '../../bench/relaySimulation.ts';
import { RELAY_LIMITS } from '../../relay/limits.ts';

const { acceptRate, acceptBurst, agents } = RELAY_LIMITS;

describe('100,000 agents of 20 nodes', () => {
  // Agents away for so long, and all back so long after the last node, milliseconds.
  it.each([
    ['rolling', 5_000, 5_000],
    ['killed', 40_000, 40_000],
    ['power', 130_000, 125_000],
  ] as const)(
    'are taken at a rate that nodes can bear: %s',
    { timeout: 120_000 },
    (how, awayMs, backMs) => {
      const figures = simulate({ ...LARGE, how });
      expect(figures.peakTaken).toBeLessThanOrEqual(acceptRate + acceptBurst);
      expect(figures.longestAwayMs).toBeLessThan(awayMs);
      expect(figures.backMs).toBeLessThan(backMs);
      expect(figures.fullest).toBeLessThan(agents);
    },
  );

  it('does the same by the same seed', () => {
    const scene = { ...LARGE, agents: 2_000, how: 'killed' } as const;
    expect(simulate(scene)).toEqual(simulate(scene));
    expect(simulate({ ...scene, seed: 2 })).not.toEqual(simulate(scene));
  });
});
