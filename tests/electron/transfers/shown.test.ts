// Transfers that the queue shows and others run: told of, stopped and cleared with the rest, and what they
// write aside is taken away after a kill.
import { expect, it } from 'vitest';
import { TerminalEntry } from '../../../electron/transfers/inTerminal/terminalEntry.ts';
import { partName } from '../../../electron/transfers/names.ts';
import { say } from '../../../words/said.ts';
import { content, Rig } from './rig.ts';

function entry(rig: Rig, way: 'up' | 'down' = 'down') {
  const [here, there] = [
    { hostId: null, path: '/here' },
    { hostId: 'host', path: '~' },
  ];
  const stops: string[] = [];
  const one: TerminalEntry = new TerminalEntry({
    ...(way === 'down' ? { from: there, to: here } : { from: here, to: there }),
    ...{ clock: rig.clock, today: () => 1_700_000_000_000 },
    stop: () => void stops.push(one.id),
    onChange: () => rig.desk.changed(),
  });
  rig.desk.show(one);
  return { one, stops };
}

it('tells how far one is, and how fast', async () => {
  const rig = new Rig();
  const { one } = entry(rig);
  one.begins('a.bin', 4_000_000);
  one.begins('b.bin', null);
  one.sized(1_000_000);
  for (let second = 0; second < 3; second++) {
    one.carried(1_000_000);
    await rig.clock.pass(1_000);
  }
  one.whole();
  const [told] = rig.desk.view().transfers;
  expect(told).toMatchObject({
    ...{ name: 'a.bin and 1 more', state: 'running', inTerminal: true },
    ...{ files: 2, filesDone: 1, bytes: 5_000_000, bytesDone: 3_000_000 },
  });
  expect(rig.desk.view()).toMatchObject({ up: 0, down: told!.rate });
  expect(told!.rate).toBeGreaterThan(500_000);
  expect(rig.told).toBeGreaterThan(2);
  one.skipped('c', say('in-terminal-skipped'));
  one.end('done');
  expect(rig.desk.view()).toMatchObject({ down: 0, transfers: [{ state: 'partly', rate: null }] });
});

it('stops and clears one with the rest, and pauses none', async () => {
  const rig = new Rig();
  const { one, stops } = entry(rig, 'up');
  rig.desk.pause(null);
  rig.desk.retry([one.id]);
  rig.desk.clear();
  expect(rig.one(one.id)).toMatchObject({ state: 'running' });
  rig.desk.cancel([one.id]);
  expect(stops).toEqual([one.id]);
  one.end('cancelled');
  rig.desk.cancel([one.id]);
  expect(stops).toHaveLength(1);
  rig.desk.clear();
  expect(rig.desk.view().transfers).toEqual([]);
  await rig.restart();
  expect(rig.desk.view().transfers).toEqual([]);
});

it('takes away after a kill what was written aside, and no more', async () => {
  const rig = new Rig();
  const tag = '0123456789abcdef';
  const [half, whole] = ['half', 'whole'].map((name) => `/here/${partName(name, tag)}`);
  await rig.desk.writes('/here', 'half', tag);
  const done = await rig.desk.writes('/here', 'whole', tag);
  rig.here.put(half!, content(100));
  rig.here.put(whole!, content(100));
  await rig.clock.pass(2_000);
  expect(rig.here.all('/here')).toHaveLength(2);
  done();
  await rig.clock.pass(2_000);
  await rig.desk.close();
  await rig.restart(false);
  await rig.until(() => rig.here.all('/here').length === 1);
  expect(rig.here.all('/here').join()).toContain('whole');
});
