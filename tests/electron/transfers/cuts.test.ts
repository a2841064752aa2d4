// Cuts and kills at any moment: what is carried comes to be there, whole, nothing is sent twice but
// what was under way, and nothing is left of what was made for a while.
import { expect, it } from 'vitest';
import { eachSeed } from '../../support/random.ts';
import { content, Rig } from './rig.ts';
import type { MemoryAccess } from './memoryPlace.ts';

const SIZE = 300_000;
/** Under way at once: pieces of 1 KiB, 8 of them. */
const WINDOW = 9 * 1_024;
const FILES = 120;

const CASES = (['up', 'down'] as const).flatMap((way) => [
  [way, 'host'] as const,
  [way, 'here'] as const,
]);

it.each(CASES)('goes on with a file %s after each of 100 cuts of the %s', async (way, side) => {
  let all = 0;
  await eachSeed(10, async (random) => {
    const rig = new Rig(random);
    let cuts = 0;
    rig.onConnect = (access, hostId) => {
      if ((hostId === null) !== (side === 'here') || cuts >= 100) return;
      access.left = random.between(10, 40);
      void access.lost.then(() => cuts++);
    };
    const [source, target] = way === 'up' ? [rig.here, rig.host] : [rig.host, rig.here];
    const [from, to] = way === 'up' ? ['/here', '/host'] : ['/host', '/here'];
    source.put(`${from}/a.bin`, content(SIZE));
    const done = await rig.ended(rig[way](['a.bin']));
    expect(done).toMatchObject({ state: 'done', bytesDone: SIZE, filesDone: 1 });
    expect(target.all(to)).toEqual([`${to}/a.bin`]);
    expect(target.bytes(`${to}/a.bin`).equals(content(SIZE))).toBe(true);
    expect(target.written).toBeLessThan(SIZE + cuts * WINDOW);
    all += cuts;
  });
  expect(all).toBeGreaterThanOrEqual(100);
});

it.each(['up', 'down'] as const)('goes on with a folder %s after each of 200 cuts', async (way) => {
  let all = 0;
  await eachSeed(14, async (random) => {
    const rig = new Rig(random);
    let cuts = 0;
    rig.onConnect = (access: MemoryAccess) => {
      if (cuts >= 50) return;
      access.left = random.between(20, 120);
      void access.lost.then(() => cuts++);
    };
    const [source, target] = way === 'up' ? [rig.here, rig.host] : [rig.host, rig.here];
    const [from, to] = way === 'up' ? ['/here', '/host'] : ['/host', '/here'];
    let bytes = 0;
    for (let n = 0; n < FILES; n++) {
      const length = random.once(10) ? random.int(20_000) : random.int(900);
      bytes += length;
      source.put(`${from}/all/d${n % 9}/f${n}`, content(length, n));
    }
    const done = await rig.ended(rig[way](['all'], { onConflict: 'rename' }));
    expect(done).toMatchObject({ state: 'done', filesDone: FILES, troubles: [] });
    expect(target.all(`${to}/all`)).toEqual(
      source.all(`${from}/all`).map((path) => path.replace(from, to)),
    );
    for (const path of source.all(`${from}/all`).filter((one) => !one.endsWith('/'))) {
      expect(target.bytes(path.replace(from, to)).equals(source.bytes(path))).toBe(true);
    }
    expect(target.written).toBeLessThan(bytes + cuts * 4 * WINDOW);
    all += cuts;
  });
  expect(all).toBeGreaterThanOrEqual(200);
});

it.each(['up', 'down'] as const)('goes on %s after each of 20 kills', async (way) => {
  await eachSeed(2, async (random) => {
    const rig = new Rig(random);
    let kills = 0;
    const [source, target] = way === 'up' ? [rig.here, rig.host] : [rig.host, rig.here];
    const [from, to] = way === 'up' ? ['/here', '/host'] : ['/host', '/here'];
    source.put(`${from}/a.bin`, content(SIZE));
    for (let n = 0; n < FILES; n++) source.put(`${from}/all/d${n % 5}/f${n}`, content(500, n));
    rig[way](['a.bin']);
    rig[way](['all'], { onConflict: 'rename' });
    const names = ['all', 'a.bin'];
    const ended = (): boolean =>
      rig.desk.view().transfers.every(({ state }) => ['done', 'partly', 'failed'].includes(state));
    for (; kills < 20; kills++) {
      const until = target.written + random.between(2_000, 30_000);
      await rig.until(() => target.written > until || ended());
      if (random.once(2)) await rig.clock.pass(1_100);
      rig.kill();
    }
    await rig.until(ended);
    const states = rig.desk.view().transfers.map(({ state, name }) => ({ state, name }));
    expect(states.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      names.sort().map((name) => ({ state: 'done', name })),
    );
    expect(target.all(to)).toEqual(source.all(from).map((path) => path.replace(from, to)));
    expect(target.bytes(`${to}/a.bin`).equals(content(SIZE))).toBe(true);
  });
});

it.each(['move to the host', 'move within it'])('loses nothing at a cut of a %s', async (what) => {
  for (let left = 1; left < 45; left += 2) {
    const rig = new Rig();
    const isWithin = what === 'move within it';
    const place = isWithin ? rig.host : rig.here;
    const from = { hostId: isWithin ? 'host' : null, path: isWithin ? '/from' : '/here' };
    place.put(`${from.path}/a`, content(5_000));
    place.put(`${from.path}/all/in/b`, content(3_000));
    let first = true;
    rig.onConnect = (access, hostId) => {
      if (hostId === null || !first) return;
      first = false;
      access.left = left;
    };
    for (const names of [['a'], ['all']]) {
      const to = { hostId: 'host', path: '/host' };
      const id = rig.add({ from, to, names, move: true, onConflict: 'ask' });
      expect(await rig.ended(id)).toMatchObject({ state: 'done', troubles: [] });
    }
    expect(rig.host.all('/host')).toEqual([
      '/host/a',
      '/host/all/',
      '/host/all/in/',
      '/host/all/in/b',
    ]);
    expect(place.all(from.path)).toEqual([]);
  }
});
