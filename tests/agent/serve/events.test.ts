import { expect, it } from 'vitest';
import { reportOf } from '../../../agent/serve/events.ts';
import { Report } from '../../../agent/serve/report.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { told as asTold } from '../../support/told.ts';

function reporting(json: boolean) {
  const clock = new ManualClock();
  const lines: string[] = [];
  return { clock, lines, told: reportOf(new Report(json, (text) => lines.push(text)), clock) };
}

it('tells of tunnels’ troubles once a second and kind, and how many it left out', () => {
  const { clock, lines, told } = reporting(true);
  for (let n = 0; n < 5; n++) {
    told.onTunnelForbidden?.('Not there.');
    told.onTunnelTrouble?.(new TunnelError('target-refused', asTold('Nothing listens.')));
  }
  told.onTunnelTrouble?.(new TunnelError('target-unknown', asTold('No such name.')));
  clock.advance(1_000);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { event: 'tunnel-forbidden', text: 'Not there.' },
    { event: 'tunnel-failed', code: 'target-refused', text: 'Nothing listens.' },
    { event: 'tunnel-failed', code: 'target-unknown', text: 'No such name.' },
    { event: 'tunnel-forbidden', text: 'Not there.', leftOut: 3 },
    { event: 'tunnel-failed', code: 'target-refused', text: 'Nothing listens.', leftOut: 3 },
  ]);
});

it('says so to a person', () => {
  const { clock, lines, told } = reporting(false);
  told.onTunnelForbidden?.('Not there.');
  told.onTunnelForbidden?.('Not there.');
  told.onTunnelForbidden?.('Nor there.');
  clock.advance(1_000);
  expect(lines.at(-1)).toBe('Nor there. (1 more of this kind were left out before.)\n');
});
