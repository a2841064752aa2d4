// Everything that a tunnel told of itself, in order, and whether that may follow one another.
import { expect } from 'vitest';
import type { Tunnel, TunnelState, TunnelStatus } from '../../core/tunnel/tunnel.ts';

const LEGAL: Record<TunnelState, TunnelState[]> = {
  stopped: ['stopped', 'starting', 'failed'],
  starting: ['starting', 'running', 'waiting', 'failed', 'stopped'],
  running: ['running', 'waiting', 'failed', 'stopped', 'starting'],
  waiting: ['waiting', 'starting', 'running', 'failed', 'stopped'],
  failed: ['failed', 'starting', 'stopped'],
};

export class ToldStates {
  /** Of each change that was told. */
  readonly statuses: TunnelStatus[] = [];

  constructor(tunnel: Tunnel) {
    tunnel.subscribe(() => this.statuses.push(tunnel.status));
  }

  /** Each state once, however often it was told in a row. */
  get states(): TunnelState[] {
    const all = this.statuses.map(({ state }) => state);
    return all.filter((state, n) => state !== all[n - 1]);
  }

  /** Fails on what no tunnel may tell. `counts`: it knows how much goes through. */
  check(counts: boolean): void {
    this.statuses.reduce((before: TunnelState, status) => {
      expect(LEGAL[before]).toContain(status.state);
      checkOne(status, counts);
      return status.state;
    }, 'stopped');
  }
}

function checkOne({ state, listening, error, ...figures }: TunnelStatus, counts: boolean): void {
  if (state === 'running') expect(listening).not.toBeNull();
  if (state === 'stopped' || state === 'failed') expect(listening).toBeNull();
  if (state === 'stopped') expect(error).toBeNull();
  if (state === 'failed') expect(error?.code).toMatch(/./);
  for (const figure of Object.values(figures)) {
    if (counts) expect(figure).toBeGreaterThanOrEqual(0);
    else expect(figure).toBeNull();
  }
}
