// What is carried is there, whole, with times and modes, and nothing else is.
import { expect, it } from 'vitest';
import { content, Rig } from './rig.ts';

it('carries a file up and down', async () => {
  const rig = new Rig();
  rig.here.put('/here/a.bin', content(50_000), 1_234_000, 0o640);
  const done = await rig.ended(rig.up(['a.bin']));
  expect(done).toMatchObject({ state: 'done', filesDone: 1, files: 1, bytesDone: 50_000 });
  expect(done).toMatchObject({ bytes: 50_000, counting: false, troubles: [], said: null });
  expect(rig.host.all()).toEqual(['/host/', '/host/a.bin']);
  expect(rig.host.bytes('/host/a.bin').equals(content(50_000))).toBe(true);
  expect(rig.host.get('/host/a.bin')).toMatchObject({ mode: 0o640, changedAt: 1_234_000 });
  rig.host.put('/host/b.txt', 'b');
  expect(await rig.ended(rig.down(['b.txt']))).toMatchObject({ state: 'done', bytes: 1 });
  expect(rig.here.text('/here/b.txt')).toBe('b');
  expect(rig.holds).toBe(0);
});

it('carries a folder with all that is in it', async () => {
  const rig = new Rig();
  for (let n = 0; n < 300; n++) rig.here.put(`/here/all/d${n % 7}/e/f${n}`, content(n * 10, n));
  rig.here.folder('/here/all/empty');
  rig.here.put('/here/all/none', '');
  rig.here.link('/here/all/link', 'd0/e/f0');
  rig.here.get('/here/all/d1').changedAt = 777_000;
  rig.here.get('/here/all/d1').mode = 0o500;
  const done = await rig.ended(rig.up(['all']));
  expect(done).toMatchObject({ state: 'done', filesDone: 301, files: 301, troubles: [] });
  expect(rig.host.all('/host/all')).toEqual(
    rig.here.all('/here/all').map((path) => path.replace('/here', '/host')),
  );
  for (let n = 0; n < 300; n++) {
    expect(rig.host.bytes(`/host/all/d${n % 7}/e/f${n}`).equals(content(n * 10, n))).toBe(true);
  }
  expect(rig.host.get('/host/all/link').target).toBe('d0/e/f0');
  expect(rig.host.get('/host/all/d1')).toMatchObject({ changedAt: 777_000, mode: 0o500 });
});

it('moves', async () => {
  const rig = new Rig();
  rig.here.put('/here/all/a', 'a');
  rig.here.put('/here/all/in/b', content(5_000));
  rig.here.link('/here/all/in/c', 'b');
  expect(await rig.ended(rig.up(['all'], { move: true }))).toMatchObject({ state: 'done' });
  expect(rig.here.all()).toEqual(['/here/']);
  expect(rig.host.all('/host')).toHaveLength(5);
});

it('lets a host copy and move what stays on it', async () => {
  const rig = new Rig();
  rig.host.put('/host/all/a', content(5_000));
  rig.host.folder('/host/to');
  const from = { hostId: 'host', path: '/host' };
  const to = { hostId: 'host', path: '/host/to' };
  const wish = { from, to, names: ['all'], onConflict: 'ask' } as const;
  await rig.ended(rig.add({ ...wish, names: ['all'], move: false }));
  expect(rig.host.bytes('/host/to/all/a').equals(content(5_000))).toBe(true);
  expect([rig.host.written, rig.host.calls.get('copy')]).toEqual([0, 1]);
  rig.host.folder('/host/other');
  const moved = { ...wish, names: ['all'], to: { ...to, path: '/host/other' }, move: true };
  expect(await rig.ended(rig.add(moved))).toMatchObject({ state: 'done' });
  expect(rig.host.all('/host')).toEqual(
    ['/host/other/', '/host/other/all/', '/host/other/all/a'].concat([
      '/host/to/',
      '/host/to/all/',
      '/host/to/all/a',
    ]),
  );
  expect(() => rig.add({ ...wish, names: ['to'], move: false })).toThrow('into itself');
});

it('carries many chosen things as one transfer', async () => {
  const rig = new Rig();
  const names = Array.from({ length: 50 }, (_, n) => `f${n}`);
  for (const name of names) rig.here.put(`/here/${name}`, name);
  const done = await rig.ended(rig.up(names));
  expect(done).toMatchObject({ state: 'done', filesDone: 50, name: 'f0 and 49 more' });
  expect(rig.host.all('/host')).toHaveLength(50);
});
