// The queue: what may run at once, in which order, what stops it, and what it tells of itself.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FileError } from '../../../core/sftp/fileError.ts';
import { say } from '../../../words/said.ts';
import { content, Rig } from './rig.ts';

function slow(bytes = 1_000): Rig {
  const rig = new Rig();
  rig.desk.limit(bytes);
  for (let n = 0; n < 6; n++) rig.here.put(`/here/f${n}`, content(20_000, n));
  return rig;
}

const states = (rig: Rig): string[] => rig.desk.view().transfers.map(({ state }) => state);

it('runs two at once of one host, in their order, which can be changed', async () => {
  const rig = slow();
  const ids = [0, 1, 2, 3].map((n) => rig.up([`f${n}`]));
  expect(states(rig)).toEqual(['running', 'running', 'waiting', 'waiting']);
  rig.desk.move(ids[3]!, ids[2]!);
  rig.desk.move(ids[0]!, null);
  const order = rig.desk.view().transfers.map(({ id }) => id);
  expect(order).toEqual([ids[1], ids[3], ids[2], ids[0]]);
  rig.desk.limit(0);
  for (const id of ids) await rig.ended(id);
  rig.desk.clear();
  expect(rig.desk.view().transfers).toEqual([]);
});

it('pauses and goes on where it was', async () => {
  const rig = slow();
  const [one, other] = [rig.up(['f0']), rig.up(['f1'])];
  await rig.until(() => rig.one(one).bytesDone > 5_000);
  rig.desk.pause([one]);
  expect(rig.one(one)).toMatchObject({ state: 'paused', rate: null, left: null });
  rig.desk.pause(null);
  expect([rig.desk.view().paused, states(rig)]).toEqual([true, ['paused', 'paused']]);
  const later = rig.up(['f2']);
  await rig.clock.pass(60_000);
  expect(rig.one(later).state).toBe('waiting');
  await rig.restart();
  expect(states(rig)).toEqual(['paused', 'paused', 'waiting']);
  rig.desk.limit(0);
  rig.desk.resume(null);
  for (const id of [one, other, later])
    expect(await rig.ended(id)).toMatchObject({ state: 'done' });
  expect(rig.host.written).toBeLessThan(60_000 + 2 * 9 * 1_024);
  expect(rig.host.all('/host')).toHaveLength(3);
});

it('takes away what isn’t whole of one that is cancelled, and begins it again when asked', async () => {
  const rig = slow();
  const id = rig.up(['f0']);
  await rig.until(() => rig.one(id).bytesDone > 5_000);
  rig.desk.cancel([id]);
  expect(rig.one(id)).toMatchObject({ state: 'cancelled', endedAt: 1_700_000_000_000 });
  await rig.until(() => rig.host.all('/host').length === 0);
  rig.desk.limit(0);
  rig.desk.retry([id]);
  await rig.until(() => rig.one(id).state === 'running');
  expect(await rig.ended(id)).toMatchObject({ state: 'done', endedAt: 1_700_000_000_000 });
  expect(rig.host.bytes('/host/f0').equals(content(20_000, 0))).toBe(true);
});

it('clears one that is being stopped still, once what isn’t whole of it is gone', async () => {
  const rig = slow();
  const id = rig.up(['f0']);
  await rig.until(() => rig.one(id).bytesDone > 5_000);
  rig.desk.cancel([id]);
  rig.desk.clear();
  expect(states(rig)).toEqual(['cancelled']);
  await rig.until(() => states(rig).length === 0);
  await rig.until(() => rig.host.all('/host').length === 0);
});

it('takes away at the next start what a kill left of one that is cancelled then', async () => {
  const rig = new Rig();
  for (let n = 0; n < 50; n++) rig.here.put(`/here/all/d${n % 3}/f${n}`, content(900, n));
  rig.onConnect = (access) => (access.dies = 150);
  const id = rig.up(['all']);
  await rig.until(() => rig.host.all('/host').some((path) => path.endsWith('.part')));
  rig.onConnect = () => undefined;
  rig.kill();
  rig.desk.cancel([id]);
  await rig.until(() => !rig.host.all('/host').some((path) => path.endsWith('.part')));
});

it('waits for a host that is away, and tries at once when woken', async () => {
  const rig = slow(0);
  rig.onConnect = (access, hostId) => {
    if (hostId !== null) access.cut();
  };
  const id = rig.up(['f0']);
  await rig.until(() => rig.one(id).state === 'cut');
  expect(rig.one(id).said).toMatchObject({ code: 'transfer-cut' });
  const tries = rig.holds;
  for (let n = 0; n < 10; n++) await rig.clock.pass(60_000);
  expect([rig.one(id).state, rig.holds]).toEqual(['cut', tries]);
  rig.onConnect = () => undefined;
  rig.desk.wake();
  expect(rig.one(id).state).toBe('running');
  expect(await rig.ended(id)).toMatchObject({ state: 'done', said: null });
});

it('fails with the reason that a host can’t be had for', async () => {
  const rig = slow(0);
  rig.refuse = new FileError('no-permission', say('file-no-permission', { path: '/x' }));
  const id = rig.up(['f0']);
  expect(await rig.ended(id)).toMatchObject({
    ...{ state: 'failed', said: { code: 'file-no-permission' } },
    advice: { code: 'transfer-advice-permission' },
  });
});

it('keeps to its limit, and says how fast it goes and how long it takes', async () => {
  const rig = slow(2_000);
  const id = rig.up(['f0']);
  const began = rig.clock.now();
  await rig.until(() => rig.one(id).bytesDone >= 10_000);
  const view = rig.desk.view();
  expect(view.limit).toBe(2_000);
  expect(view.up).toBeGreaterThan(1_300);
  expect(view.up).toBeLessThan(2_700);
  expect(view.down).toBe(0);
  expect(rig.one(id).left).toBeGreaterThan(3);
  expect(rig.one(id).left).toBeLessThanOrEqual(10);
  await rig.ended(id);
  expect(rig.clock.now() - began).toBeGreaterThan(9_000);
});

it('tells of itself four times a second at most, and of what is stored each second', async () => {
  const rig = slow(4_000);
  const id = rig.up(['f0']);
  await rig.until(() => rig.one(id).bytesDone > 0);
  rig.told = 0;
  await rig.clock.pass(2_000);
  expect(rig.told).toBeGreaterThan(4);
  expect(rig.told).toBeLessThanOrEqual(9);
  await rig.ended(id);
  await rig.desk.close();
  const stored = JSON.parse(readFileSync(rig.journal, 'utf8')) as { transfers: unknown[] };
  expect(stored.transfers).toMatchObject([{ id, state: 'done', bytesDone: 20_000 }]);
});

it('sets a damaged journal aside, and keeps of a partly damaged one what is good', async () => {
  const rig = slow(0);
  await rig.ended(rig.up(['f0']));
  await rig.desk.close();
  const text = readFileSync(rig.journal, 'utf8').replace('"transfers": [', '"transfers": [{},');
  rig.writeJournal(text);
  await rig.restart();
  expect([states(rig), rig.desk.notice?.code]).toEqual([['done'], 'file-kept-aside']);
  rig.writeJournal('{');
  await rig.restart(false);
  expect([states(rig), rig.desk.notice?.code]).toEqual([[], 'file-kept-aside']);
});

it('refuses by name what it can’t take', () => {
  const rig = slow(0);
  expect(() => rig.up(Array.from({ length: 20_001 }, (_, n) => `n${n}`))).toThrow('at most');
  const from = { hostId: null, path: '/here' };
  const wish = { from, to: from, names: ['f0'], onConflict: 'ask' } as const;
  expect(() => rig.add({ ...wish, names: ['f0'], move: true })).toThrow('the same one');
  expect(states(rig)).toEqual([]);
});
