// What goes wrong with a file: it is told by name, nothing half is left, and the rest goes on.
import { expect, it } from 'vitest';
import { inWords } from '../../../words/said.ts';
import type { FileEntry } from '../../../core/sftp/fileAccess.ts';
import { content, Rig } from './rig.ts';

it('stops one transfer at a full disk, tidies up, and goes on when asked to', async () => {
  const rig = new Rig();
  for (let n = 0; n < 60; n++) rig.here.put(`/here/all/f${n}`, content(5_000, n));
  rig.host.room = 100_000;
  const id = rig.up(['all']);
  const failed = await rig.ended(id);
  expect(failed).toMatchObject({ state: 'failed', advice: { code: 'transfer-advice-space' } });
  expect(inWords(failed.said)).toContain('/host/all/');
  expect(rig.host.all('/host/all').filter((path) => path.includes('bowline'))).toEqual([]);
  for (const path of rig.host.all('/host/all')) {
    expect(rig.host.bytes(path)).toHaveLength(5_000);
  }
  const before = rig.host.all('/host/all').length;
  expect(before).toBeGreaterThan(2);
  rig.host.written = 0;
  rig.host.room = Infinity;
  rig.desk.retry([id]);
  await rig.until(() => rig.one(id).state === 'running');
  expect(await rig.ended(id)).toMatchObject({ state: 'done', troubles: [], said: null });
  expect(rig.host.all('/host/all')).toHaveLength(60);
  expect(rig.host.written).toBe((60 - before) * 5_000);
});

it('asks for all of a small file at once where that is done in order, and names none that isn’t whole', async () => {
  const rig = new Rig();
  for (let n = 0; n < 60; n++) rig.here.put(`/here/all/f${n}`, content(500, n));
  rig.host.skills = { ...rig.host.skills, inOrder: true };
  rig.host.room = 10_000;
  const asked: string[] = [];
  rig.onConnect = (access, hostId) => {
    if (hostId === null) return;
    const call = access.call.bind(access);
    access.call = (kind, path, work) => {
      if (path.includes('.f0.')) asked.push(kind);
      return call(kind, path, work).finally(() => asked.push(`${kind} of ${path}`));
    };
  };
  const failed = await rig.ended(rig.up(['all']));
  expect(failed).toMatchObject({ state: 'failed', advice: { code: 'transfer-advice-space' } });
  expect(asked.slice(asked.indexOf('write')).slice(0, 3)).toEqual(['write', 'fileChange', 'close']);
  const there = rig.host.all('/host/all');
  expect(there.length).toBeGreaterThan(2);
  for (const path of there) expect(rig.host.bytes(path)).toHaveLength(500);
});

it('tells files that may not be read or written, and tries those alone again', async () => {
  const rig = new Rig();
  for (const name of ['a', 'b', 'c', 'd/e', 'd/f']) rig.here.put(`/here/all/${name}`, name);
  rig.here.refused.set('open /here/all/a', 'no-permission');
  rig.host.refused.set('/host/all/d', 'no-permission');
  const id = rig.up(['all']);
  const done = await rig.ended(id);
  expect(done).toMatchObject({ state: 'partly', filesDone: 2, said: { facts: { count: 2 } } });
  expect(done.troubles.map(({ path }) => path)).toEqual(['all/a', 'all/d']);
  expect(rig.host.all('/host/all')).toEqual(['/host/all/b', '/host/all/c']);
  rig.here.refused.clear();
  rig.host.refused.clear();
  rig.host.written = 0;
  rig.desk.retry([id]);
  await rig.until(() => rig.one(id).state === 'running');
  expect(await rig.ended(id)).toMatchObject({ state: 'done', filesDone: 3, files: 3 });
  expect(rig.host.written).toBe('addeffe'.length);
});

it('writes no hostile name, and nothing outside of the folder', async () => {
  const rig = new Rig();
  rig.host.put('/host/all/good', 'good');
  const facts = { ...(await rig.host.connect().facts('/host/all/good')) };
  const names = ['..', '.', '', '../../evil', '/etc/evil', 'a\0b', 'good'];
  const lies: FileEntry[] = names.map((name) => ({ ...facts, name }));
  rig.host.lies.set('/host/all', [...lies, { ...facts, kind: 'folder', name: '..' }]);
  const done = await rig.ended(rig.down(['all'], { onConflict: 'replace' }));
  expect(done).toMatchObject({ state: 'partly', filesDone: 1 });
  expect(rig.here.all()).toEqual(['/here/', '/here/all/', '/here/all/good']);
  expect(done.troubles.length).toBeGreaterThanOrEqual(6);
  expect(() => rig.down(['../x'])).toThrow('can’t be a file’s name');
});

it('follows no folder without end', async () => {
  const rig = new Rig();
  rig.host.folder('/host/all');
  const all = rig.host.get('/host/all');
  all.inside.set('again', all);
  const done = await rig.ended(rig.down(['all']));
  expect(done.troubles.map(({ said }) => said.code)).toContain('transfer-too-deep');
  expect(rig.here.all('/here').length).toBeLessThan(200);
});

it('begins anew where the source is another one after a cut', async () => {
  const rig = new Rig();
  rig.host.put('/host/a', content(100_000, 1));
  rig.onConnect = (access, hostId) => {
    if (hostId === null || rig.host.find('/host/a')?.length === 90_000) return;
    access.left = 50;
    void access.lost.then(() => rig.host.put('/host/a', content(90_000, 2), 3_000_000));
  };
  const done = await rig.ended(rig.down(['a']));
  expect(done).toMatchObject({ state: 'done', said: { code: 'transfer-anew' } });
  expect(rig.here.bytes('/here/a').equals(content(90_000, 2))).toBe(true);
  expect(rig.here.all('/here')).toEqual(['/here/a']);
});

it('tells a file that grows while it is read, and begins anew with one that shrinks', async () => {
  const rig = new Rig();
  rig.host.put('/host/grows', content(50_000));
  rig.host.put('/host/shrinks', content(50_000));
  let once = true;
  const node = rig.host.get('/host/grows');
  rig.host.onRead = (path, offset) => {
    if (path === '/host/grows' && offset === 20 * 1_024) {
      Object.assign(node, { bytes: content(60_000), length: 60_000, changedAt: 2e6 });
    }
    if (path === '/host/shrinks' && offset === 20 * 1_024 && once) {
      once = false;
      Object.assign(rig.host.get(path), { length: 10_000, changedAt: 2e6 });
    }
  };
  const grown = await rig.ended(rig.down(['grows']));
  expect(grown).toMatchObject({ state: 'done', said: { code: 'transfer-grew' } });
  expect(rig.here.bytes('/here/grows').equals(content(50_000))).toBe(true);
  const shrunk = await rig.ended(rig.down(['shrinks']));
  expect(shrunk).toMatchObject({ state: 'done', said: { code: 'transfer-anew' } });
  expect(rig.here.bytes('/here/shrinks').equals(content(10_000))).toBe(true);
});

it('compares sums where the host makes them, and keeps nothing that differs', async () => {
  const rig = new Rig();
  rig.host.skills = { ...rig.host.skills, sums: true };
  rig.here.put('/here/good', content(20_000));
  expect(await rig.ended(rig.up(['good']))).toMatchObject({ state: 'done' });
  expect(rig.host.calls.get('sum')).toBe(1);
  rig.here.put('/here/bad', content(20_000));
  rig.onConnect = (access) => {
    access.sum = () => Promise.resolve('0'.repeat(64));
  };
  const failed = await rig.ended(rig.up(['bad']));
  expect(failed).toMatchObject({ state: 'failed', said: { code: 'transfer-keeps-changing' } });
  expect(rig.host.all('/host')).toEqual(['/host/good']);
});

it('says of what is gone or no file that it is', async () => {
  const rig = new Rig();
  expect(await rig.ended(rig.up(['none']))).toMatchObject({ state: 'failed' });
  rig.here.put('/here/all/a', 'a');
  rig.here.get('/here/all').inside.set('fifo', { ...rig.here.get('/here/all/a'), kind: 'other' });
  expect(await rig.ended(rig.up(['all']))).toMatchObject({
    state: 'partly',
    troubles: [{ path: 'all/fifo', said: { code: 'transfer-special' } }],
  });
});
