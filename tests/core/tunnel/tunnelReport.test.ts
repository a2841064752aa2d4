// What a tunnel's owner is told of it, and when; and a host's tunnels as a set, whoever carries them.
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import type { Tunnel, TunnelSpec, TunnelStatus } from '../../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import { TunnelReport } from '../../../core/tunnel/tunnelReport.ts';
import { TunnelSet } from '../../../core/tunnel/tunnelSet.ts';
import { loopback } from '../../support/tunnels.ts';
import { told as asTold } from '../../support/told.ts';
import { says } from '../../support/says.ts';

const REFUSED = new TunnelError(
  'target-refused',
  asTold('Nothing listens there.'),
  asTold('Start it.'),
  'target',
);

describe('what is told of a tunnel', () => {
  it('is told to all who listen, each time, until they don’t', () => {
    const report = new TunnelReport(() => 0);
    const told: string[] = [];
    const stop = report.subscribe(() => told.push('first'));
    report.subscribe(() => told.push('second'));
    report.tell();
    expect(told).toEqual(['first', 'second']);
    stop();
    stop();
    report.tell();
    expect(told).toEqual(['first', 'second', 'second']);
  });

  it('reaches the others too where one of them leaves, or joins, as it hears', () => {
    const report = new TunnelReport(() => 0);
    const told: string[] = [];
    const stop = report.subscribe(() => {
      stop();
      report.subscribe(() => told.push('late'));
      told.push('first');
    });
    report.subscribe(() => told.push('second'));
    report.tell();
    expect(told).toEqual(['first', 'second']);
    report.tell();
    expect(told).toEqual(['first', 'second', 'second', 'late']);
  });

  it('is a trouble with its words, place and time, until there is none', () => {
    let today = 7;
    const report = new TunnelReport(() => today++);
    expect([report.error, report.atRest, report.listening]).toEqual([null, 'stopped', null]);
    report.explain(REFUSED);
    const { code, said: message, advice: hint } = REFUSED;
    expect(report.error).toEqual({ code, message, hint, field: 'target', at: 7 });
    report.explain(new TunnelError('listen-failed', asTold('No.')));
    expect(report.error).toEqual({
      code: 'listen-failed',
      message: says('No.'),
      hint: null,
      at: 8,
    });
    expect(report.atRest).toBe('stopped'); // it goes on: only a connection through it failed
    report.explain(null);
    expect(report.error).toBeNull();
  });

  it('that it has failed stays until it is started or stopped', () => {
    const report = new TunnelReport(() => 0);
    report.fail(REFUSED);
    expect([report.atRest, report.error?.code]).toEqual(['failed', 'target-refused']);
    report.explain(null);
    expect(report.atRest).toBe('failed');
    report.clear();
    expect([report.atRest, report.error]).toEqual(['stopped', null]);
  });
});

const SPEC: TunnelSpec = { kind: 'local', listen: loopback(0), target: loopback(80) };

/** A tunnel whose stop takes as long as the test says. */
class SlowTunnel implements Tunnel {
  readonly spec = SPEC;
  readonly status = {} as TunnelStatus;
  readonly stopped = withResolvers<void>();
  stops = 0;

  start(): void {
    throw new Error('nobody starts it');
  }

  stop(): Promise<void> {
    this.stops++;
    return this.stopped.promise;
  }

  subscribe(): () => void {
    throw new Error('nobody listens');
  }
}

class Tunnels extends TunnelSet<SlowTunnel> {
  protected make(): SlowTunnel {
    return new SlowTunnel();
  }
}

describe('a host’s tunnels', () => {
  it('are listed in their order, each until it has stopped', async () => {
    const tunnels = new Tunnels();
    const [first, second] = [tunnels.add(SPEC), tunnels.add(SPEC)] as SlowTunnel[];
    expect(tunnels.tunnels).toEqual([first, second]);
    const removing = tunnels.remove(first!);
    expect([first!.stops, second!.stops, tunnels.tunnels.length]).toEqual([1, 0, 2]);
    first!.stopped.resolve();
    await removing;
    expect(tunnels.tunnels).toEqual([second]);
  });

  it('are stopped all at once at the end, which waits for the last', async () => {
    const tunnels = new Tunnels();
    const all = [1, 2, 3].map(() => tunnels.add(SPEC) as SlowTunnel);
    let over = false;
    const closing = tunnels.close().then(() => (over = true));
    expect(all.map(({ stops }) => stops)).toEqual([1, 1, 1]);
    for (const { stopped } of all.slice(1)) stopped.resolve();
    await Promise.resolve();
    expect(over).toBe(false);
    all[0]!.stopped.resolve();
    await closing;
    expect(tunnels.tunnels).toEqual([]);
  });

  it('are 64 at most, and one that is removed makes room', async () => {
    const tunnels = new Tunnels();
    for (let count = 0; count < 64; count++) tunnels.add(SPEC);
    const add = (): unknown => tunnels.add(SPEC);
    expect(add).toThrow(expect.objectContaining({ code: 'too-many-tunnels' }) as Error);
    expect(tunnels.tunnels).toHaveLength(64);
    const one = tunnels.tunnels[0] as SlowTunnel;
    one.stopped.resolve();
    await tunnels.remove(one);
    expect(add).not.toThrow();
  });
});
