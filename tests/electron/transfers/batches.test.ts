// Many small files at once: with cuts, with what can't go so, and nothing of it but where nothing is.
import { expect, it } from 'vitest';
import type { ManyFiles, SmallFile } from '../../../core/sftp/fileAccess.ts';
import { fileProblem } from '../../../core/sftp/fileProblems.ts';
import { eachSeed } from '../../support/random.ts';
import type { MemoryAccess } from './memoryPlace.ts';
import { content, Rig } from './rig.ts';

const FILES = 400;

/** As an agent has it; `fails`: names that keep the rest of their batch from being written. */
function withMany(access: MemoryAccess, fails = new Set<string>()): void {
  const { place } = access;
  const many: ManyFiles = {
    read: (asked) =>
      access.call('readMany', '', () =>
        asked.map(({ path, size }): SmallFile | null => {
          const facts = place.find(path);
          if (facts?.kind !== 'file' || facts.length !== size) return null;
          const { mode, changedAt, readAt } = facts;
          return { bytes: place.bytes(path), mode, changedAt, readAt };
        }),
      ),
    write: async (files, tag) => {
      for (const { folder, name, bytes, mode, changedAt } of files) {
        await access.call('writeMany', folder, () => {
          if (place.find(`${folder}/${name}`)) throw fileProblem('exists', name);
          if (fails.has(name)) {
            place.put(`${folder}/.1.bowline-${tag}.part/0/${name}`, 'half');
            throw fileProblem('no-permission', name);
          }
          place.written += bytes.byteLength;
          place.put(`${folder}/${name}`, bytes, changedAt, mode ?? 0o644);
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

it('not where something may be in their place, nor where they move', async () => {
  const rig = rigOf();
  fill(rig, '/here/all');
  rig.host.put('/host/all/d1/f1', 'old');
  for (const n of [0, 2, 3, 4]) rig.host.folder(`/host/all/d${n}`);
  await rig.ended(rig.up(['all'], { onConflict: 'skip' }));
  expect(rig.host.text('/host/all/d1/f1')).toBe('old');
  rig.host.folder('/host/moved');
  const moved = { to: { hostId: 'host', path: '/host/moved' }, move: true };
  expect((await rig.ended(rig.up(['all'], moved))).state).toBe('done');
  expect(rig.here.all('/here')).toEqual([]);
  expect(rig.host.calls.get('writeMany')).toBeUndefined();
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
