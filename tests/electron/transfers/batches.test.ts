// Many small files at once: with cuts, with what can't go so, and nothing of it but where nothing is.
import { expect, it } from 'vitest';
import type { ManyFiles, SmallFile } from '../../../core/sftp/fileAccess.ts';
import { fileProblem } from '../../../core/sftp/fileProblems.ts';
import { eachSeed } from '../../support/random.ts';
import type { MemoryAccess } from './memoryPlace.ts';
import { content, Rig } from './rig.ts';

const FILES = 400;

/** `fails`: names that keep the rest of their batch from being written; without `syncs` as an agent has it. */
function withMany(access: MemoryAccess, fails = new Set<string>(), syncs = true): void {
  const { place } = access;
  const many: ManyFiles = {
    ...(syncs && { syncs }),
    read: (asked) =>
      access.call('readMany', '', () =>
        asked.map(({ path, size }): SmallFile | null => {
          const facts = place.find(path);
          if (facts?.kind !== 'file' || facts.length !== size) return null;
          const { mode, changedAt, readAt } = facts;
          return { bytes: place.bytes(path), mode, changedAt, readAt };
        }),
      ),
    write: async (files, tag, _signal, sync) => {
      for (const { folder, name, bytes, mode, changedAt } of files) {
        await access.call('writeMany', folder, () => {
          if (place.find(`${folder}/${name}`)) throw fileProblem('exists', name);
          if (fails.has(name)) {
            place.put(`${folder}/.1.bowline-${tag}.part/0/${name}`, 'half');
            throw fileProblem('no-permission', name);
          }
          place.written += bytes.byteLength;
          place.put(`${folder}/${name}`, bytes, changedAt, mode ?? 0o644);
          if (sync) place.synced.add(`${folder}/${name}`);
        });
      }
    },
  };
  Object.assign(access, { many });
}

function rigOf(...rest: ConstructorParameters<typeof Rig>): Rig {
  const rig = new Rig(...rest);
  rig.onConnect = (access) => withMany(access);
  return rig;
}

/** Bytes of all of them. */
function fill(rig: Rig, folder: string, place = rig.here): number {
  let bytes = 0;
  for (let n = 0; n < FILES; n++) {
    place.put(`${folder}/d${n % 5}/f${n}`, content(n, n), 1_000_000 + n, 0o640);
    bytes += n;
  }
  place.put(`${folder}/large`, content(100_000));
  return bytes + 100_000;
}

for (const way of ['up', 'down'] as const) {
  it(`go ${way} in a few calls, with all that they are`, async () => {
    const rig = rigOf();
    const [source, target] = way === 'up' ? [rig.here, rig.host] : [rig.host, rig.here];
    const [from, to] = way === 'up' ? ['/here', '/host'] : ['/host', '/here'];
    fill(rig, `${from}/all`, source);
    const done = await rig.ended(rig[way](['all']));
    expect(done).toMatchObject({ state: 'done', filesDone: FILES + 1, troubles: [] });
    expect(source.calls.get('readMany')).toBeLessThan(12);
    expect(target.calls.get('open')).toBeLessThan(12);
    for (let n = 0; n < FILES; n++) {
      const { length, mode, changedAt } = target.get(`${to}/all/d${n % 5}/f${n}`);
      expect([length, mode, changedAt]).toEqual([n, 0o640, 1_000_000 + n]);
    }
    expect(target.all(to)).toHaveLength(FILES + 7);
  });
}

it('go on after each of 100 cuts, and nothing that was noted goes again', async () => {
  let all = 0;
  await eachSeed(10, async (random) => {
    let cuts = 0;
    const rig = new Rig(random);
    rig.onConnect = (access) => {
      withMany(access);
      if (cuts >= 10) return;
      access.left = random.between(20, 200);
      void access.lost.then(() => cuts++);
    };
    const bytes = fill(rig, '/here/all');
    const done = await rig.ended(rig.up(['all'], { onConflict: 'rename' }));
    expect(done).toMatchObject({ state: 'done', filesDone: FILES + 1, troubles: [] });
    expect(rig.host.all('/host')).toHaveLength(FILES + 7);
    for (let n = 0; n < FILES; n++) {
      expect(rig.host.bytes(`/host/all/d${n % 5}/f${n}`).equals(content(n, n))).toBe(true);
    }
    expect(rig.host.written).toBeLessThan(2 * bytes);
    all += cuts;
  });
  expect(all).toBeGreaterThanOrEqual(60);
});

it('one that keeps its batch from going fails alone', async () => {
  const rig = new Rig();
  rig.onConnect = (access) => withMany(access, new Set(['f17']));
  fill(rig, '/here/all');
  rig.host.refused.set('rename /host/all/d2/f17', 'no-permission');
  const done = await rig.ended(rig.up(['all']));
  expect(done).toMatchObject({ state: 'partly', filesDone: FILES });
  expect(done.troubles.map(({ path }) => path)).toEqual(['all/d2/f17']);
  expect(rig.host.all('/host').filter((path) => path.includes('bowline'))).toEqual([]);
});

it('go into folders that are there; those in whose place something is are asked about', async () => {
  const rig = rigOf();
  fill(rig, '/here/all');
  for (let n = 0; n < 5; n++) rig.host.folder(`/host/all/d${n}`);
  rig.host.put('/host/all/d1/f61', 'old');
  rig.host.put('/host/all/d2/F62', 'of another case');
  const id = rig.up(['all']);
  await rig.until(() => rig.one(id).question !== null);
  expect(rig.one(id).question?.name).toBe('f61');
  await rig.until(() => rig.one(id).filesDone === FILES); // that one alone waits
  rig.desk.answer(id, 'skip', false);
  expect(await rig.ended(id)).toMatchObject({ state: 'partly', troubles: [] });
  expect(rig.host.text('/host/all/d1/f61')).toBe('old');
  expect(rig.host.text('/host/all/d2/F62')).toBe('of another case');
  expect(rig.host.bytes('/host/all/d2/f62').equals(content(62, 62))).toBe(true);
  expect(rig.host.all('/host')).toHaveLength(FILES + 8);
  expect(rig.host.calls.get('writeMany')).toBeGreaterThan(FILES / 2);
});

it('never in the place of what comes to be there meanwhile', async () => {
  const rig = rigOf();
  fill(rig, '/here/all');
  rig.host.folder('/host/all/d1');
  rig.onConnect = (access, hostId) => {
    withMany(access);
    if (hostId === null) return;
    const { list } = access;
    access.list = async function* (path, signal) {
      yield* list.call(access, path, signal);
      if (path === '/host/all/d1') rig.host.put('/host/all/d1/f361', 'new there');
    };
  };
  const done = await rig.ended(rig.up(['all'], { onConflict: 'skip' }));
  expect(done).toMatchObject({ state: 'partly', troubles: [] });
  expect(rig.host.text('/host/all/d1/f361')).toBe('new there');
  expect(rig.host.all('/host')).toHaveLength(FILES + 7);
});

for (const way of ['up', 'down'] as const) {
  it(`move ${way}, and their sources go once they are there, whatever is cut or killed`, async () => {
    let allCuts = 0;
    await eachSeed(6, async (random) => {
      let cuts = 0;
      const rig = new Rig(random);
      const [source, target] = way === 'up' ? [rig.here, rig.host] : [rig.host, rig.here];
      const [from, to] = way === 'up' ? ['/here', '/host'] : ['/host', '/here'];
      const where = (n: number): string => `all/d${n % 5}/f${n}`;
      const isWhole = (n: number): boolean => {
        const copies = [source.find(`${from}/${where(n)}`), target.find(`${to}/${where(n)}`)];
        return copies.some((one) => one?.bytes.subarray(0, one.length).equals(content(n, n)));
      };
      const all = Array.from({ length: FILES }, (_, n) => n);
      const holds = (): void => expect(all.filter((n) => !isWhole(n))).toEqual([]);
      rig.onConnect = (access) => {
        withMany(access);
        if (cuts >= 10) return;
        access.left = random.between(20, 300);
        void access.lost.then(() => {
          cuts++;
          holds();
        });
      };
      const bytes = fill(rig, `${from}/all`, source);
      for (const n of [1, 3]) target.put(`${to}/all/d${n}/its own`, 'there before');
      const id = rig[way](['all'], { move: true, onConflict: 'rename' });
      for (let kills = 0; kills < 3; kills++) {
        const until = target.written + random.between(2_000, 30_000);
        await rig.until(() => target.written > until || rig.one(id).endedAt !== null);
        holds();
        if (random.once(2)) await rig.clock.pass(1_100);
        rig.kill();
      }
      expect(await rig.ended(id)).toMatchObject({ state: 'done', troubles: [] });
      holds();
      expect(source.all(from)).toEqual([]);
      expect(target.all(to)).toHaveLength(FILES + 9);
      expect(target.text(`${to}/all/d3/its own`)).toBe('there before');
      expect(target.written).toBeLessThan(3 * bytes);
      allCuts += cuts;
    });
    expect(allCuts).toBeGreaterThanOrEqual(36);
  });
}

it('move in a few calls, put on the disk before; by an agent, which can’t do that, one by one', async () => {
  const rig = rigOf();
  fill(rig, '/here/all');
  const moved = (name: string): Promise<unknown> => {
    rig.host.folder(`/host/${name}`);
    const to = { hostId: 'host', path: `/host/${name}` };
    return rig.ended(rig.up(['all'], { to, move: true }));
  };
  expect(await moved('one')).toMatchObject({ state: 'done' });
  expect(rig.host.calls.get('writeMany')).toBe(FILES);
  expect([...rig.host.synced]).toHaveLength(FILES);
  expect(rig.host.calls.get('open')).toBe(1); // the large one
  fill(rig, '/here/all');
  rig.onConnect = (access) => withMany(access, new Set(), false);
  expect(await moved('two')).toMatchObject({ state: 'done' });
  expect(rig.host.calls.get('writeMany')).toBe(FILES);
  expect(rig.here.all('/here')).toEqual([]);
});

it('of one that changes after it was read the source stays, and it is said', async () => {
  const rig = new Rig();
  rig.onConnect = (access, hostId) => {
    withMany(access);
    if (hostId === null) return;
    const { many } = access as { many?: ManyFiles };
    const write: ManyFiles['write'] = async (...wish) => {
      await many!.write(...wish);
      if (wish[0].some(({ name }) => name === 'f3'))
        rig.here.put('/here/all/d3/f3', 'now longer', 9_000_000);
    };
    Object.assign(access, { many: { ...many, write } });
  };
  fill(rig, '/here/all');
  const done = await rig.ended(rig.up(['all'], { move: true }));
  expect(done).toMatchObject({ state: 'partly', filesDone: FILES });
  expect(done.troubles).toMatchObject([
    { path: 'all/d3/f3', said: { code: 'transfer-source-stays' } },
  ]);
  expect(rig.here.text('/here/all/d3/f3')).toBe('now longer');
  expect(rig.here.all('/here')).toEqual(['/here/all/', '/here/all/d3/', '/here/all/d3/f3']);
});

it('keep to the limit, at each moment', async () => {
  const rig = rigOf();
  for (let n = 0; n < FILES; n++) rig.here.put(`/here/all/f${n}`, content(100, n));
  rig.desk.limit(8_000);
  const from = rig.clock.now();
  const id = rig.up(['all']);
  // What was saved up in 250 ms, and one piece beyond it.
  const most = (): number => ((rig.clock.now() - from) / 1_000 + 0.25) * 8_000 + 1_024;
  await rig.until(() => {
    expect(rig.host.written).toBeLessThanOrEqual(most());
    return rig.one(id).endedAt !== null;
  });
  expect(rig.one(id)).toMatchObject({ state: 'done', filesDone: FILES });
  expect(rig.host.calls.get('writeMany')).toBe(FILES);
  expect(rig.clock.now() - from).toBeGreaterThan(4_500);
});

it('one that changes after it was listed goes as it is then', async () => {
  const rig = new Rig();
  rig.onConnect = (access, hostId) => {
    withMany(access);
    if (hostId !== null) return;
    const { list } = access;
    access.list = async function* (path, signal) {
      yield* list.call(access, path, signal);
      if (path === '/here/all/d3') rig.here.put('/here/all/d3/f3', 'now longer', 9_000_000);
    };
  };
  fill(rig, '/here/all');
  const done = await rig.ended(rig.up(['all']));
  expect(done.state).toBe('done');
  expect(rig.host.text('/host/all/d3/f3')).toBe('now longer');
});
