// What happens where something is there already, by each rule, and while a question waits.
import { expect, it } from 'vitest';
import type { OnConflict } from '../../../electron/ipc/fileTypes.ts';
import { content, Rig } from './rig.ts';

const NEWER = 2_000_000;
const OLDER = 500_000;

function both(there: string, changedAt: number): Rig {
  const rig = new Rig();
  rig.here.put('/here/all/a.txt', 'new text');
  rig.here.put('/here/all/b.txt', 'b');
  rig.host.put('/host/all/a.txt', there, changedAt);
  return rig;
}

interface Case {
  rule: OnConflict;
  there: string;
  changedAt: number;
  text: string;
  state: string;
  more?: string[];
}

const CASES: Case[] = [
  { rule: 'replace', there: 'old', changedAt: NEWER, text: 'new text', state: 'done' },
  { rule: 'newer', there: 'old', changedAt: OLDER - 10_000, text: 'new text', state: 'done' },
  { rule: 'newer', there: 'old', changedAt: NEWER, text: 'old', state: 'done' },
  { rule: 'skip', there: 'old', changedAt: OLDER, text: 'old', state: 'partly' },
  { rule: 'resume', there: 'new', changedAt: OLDER, text: 'new text', state: 'done' },
  { rule: 'resume', there: 'not', changedAt: OLDER, text: 'not', state: 'partly' },
  { rule: 'resume', there: 'new text', changedAt: 1_000_000, text: 'new text', state: 'done' },
  {
    ...{ rule: 'rename', there: 'old', changedAt: OLDER, text: 'old', state: 'done' },
    more: ['/host/all/a (2).txt'],
  },
];

it.each(CASES)('$rule, of $there from $changedAt', async ({ rule, more = [], ...one }) => {
  const rig = both(one.there, one.changedAt);
  const done = await rig.ended(rig.up(['all'], { onConflict: rule }));
  expect(done.state).toBe(one.state);
  expect(rig.host.text('/host/all/a.txt')).toBe(one.text);
  expect(rig.host.all('/host/all')).toEqual([...more, '/host/all/a.txt', '/host/all/b.txt'].sort());
});

it('asks with what both sides are, while the rest goes on', async () => {
  const rig = both('old', OLDER);
  const id = rig.up(['all']);
  await rig.until(() => rig.one(id).filesDone === 1);
  expect(rig.one(id)).toMatchObject({
    state: 'asks',
    question: {
      name: 'a.txt',
      here: { size: 8, changedAt: 1_000_000 },
      there: { size: 3, changedAt: OLDER },
    },
  });
  rig.here.put('/here/other', 'other');
  expect(await rig.ended(rig.up(['other']))).toMatchObject({ state: 'done' });
  rig.desk.answer(id, 'replace', false);
  expect(await rig.ended(id)).toMatchObject({ state: 'done', question: null, filesDone: 2 });
  expect(rig.host.text('/host/all/a.txt')).toBe('new text');
});

it('asks once where the answer is for all', async () => {
  const rig = new Rig();
  for (let n = 0; n < 100; n++) {
    rig.here.put(`/here/all/${n}`, 'new');
    rig.host.put(`/host/all/${n}`, 'old', OLDER);
  }
  const id = rig.up(['all']);
  await rig.until(() => rig.one(id).state === 'asks');
  rig.desk.answer(id, 'rename', false);
  await rig.until(() => rig.one(id).filesDone === 1 && rig.one(id).state === 'asks');
  rig.desk.answer(id, 'skip', true);
  const done = await rig.ended(id);
  expect(done).toMatchObject({ state: 'partly', filesDone: 100, troubles: [] });
  expect(done.said).toMatchObject({ code: 'transfer-left-out', facts: { count: 99 } });
  expect(rig.host.all('/host/all')).toHaveLength(101);
});

it('asks again after a restart, and not what was answered', async () => {
  const rig = both('old', OLDER);
  const id = rig.up(['all']);
  await rig.until(() => rig.one(id).state === 'asks');
  await rig.restart();
  await rig.until(() => rig.one(id).state === 'asks');
  rig.desk.answer(id, 'replace', true);
  expect(await rig.ended(id)).toMatchObject({ state: 'done', filesDone: 2 });
});

it('goes on with a beginning that is there, and sends no more than the rest', async () => {
  const rig = new Rig();
  rig.here.put('/here/a', content(50_000));
  rig.host.put('/host/a', content(50_000).subarray(0, 40_000), OLDER);
  expect(await rig.ended(rig.up(['a'], { onConflict: 'resume' }))).toMatchObject({ state: 'done' });
  expect(rig.host.bytes('/host/a').equals(content(50_000))).toBe(true);
  expect(rig.host.written).toBe(10_000);
});

it('never puts a file in the place of a folder, nor a folder in that of a file or a link', async () => {
  const rig = new Rig();
  rig.here.put('/here/all/a', 'a');
  rig.here.put('/here/all/b/in', 'b');
  rig.here.put('/here/all/c/in', 'c');
  rig.here.put('/here/all/d', 'd');
  rig.host.put('/host/all/a/kept', 'kept');
  rig.host.put('/host/all/b', 'kept');
  rig.host.folder('/elsewhere');
  rig.host.link('/host/all/c', '/elsewhere');
  const done = await rig.ended(rig.up(['all'], { onConflict: 'replace', move: true }));
  expect(done).toMatchObject({ state: 'partly', filesDone: 1 });
  expect(done.troubles.map(({ path, said }) => [path, said.code])).toEqual([
    ['all/a', 'transfer-folder-in-the-way'],
    ['all/b', 'transfer-file-in-the-way'],
    ['all/c', 'transfer-file-in-the-way'],
  ]);
  expect(rig.host.all('/elsewhere')).toEqual([]);
  expect(rig.here.all('/here/all')).toEqual([
    '/here/all/a',
    '/here/all/b/',
    '/here/all/b/in',
    '/here/all/c/',
    '/here/all/c/in',
  ]);
});

it('replaces where no rename can, by steps of which each leaves one of both', async () => {
  for (let left = 1; left < 40; left++) {
    const rig = new Rig();
    rig.host.skills = { ...rig.host.skills, renameOver: false };
    rig.here.put('/here/a', 'new');
    rig.host.put('/host/a', 'old', OLDER);
    let first = true;
    rig.onConnect = (access, hostId) => {
      if (hostId !== null && first) access.left = left;
      if (hostId !== null) first = false;
    };
    const id = rig.up(['a'], { onConflict: 'replace' });
    await rig.until(() => {
      const beside = rig.host.all('/host').map((path) => rig.host.text(path));
      expect(beside.some((text) => text === 'old' || text === 'new')).toBe(true);
      return rig.one(id).state === 'done';
    });
    expect(rig.host.all('/host')).toEqual(['/host/a']);
    expect(rig.host.text('/host/a')).toBe('new');
  }
});

it('loses nothing where two hosts are one', async () => {
  const rig = new Rig();
  rig.host.put('/host/a', 'text');
  rig.host.link('/host/l', 'a');
  const wish = { from: { hostId: 'host', path: '/host' }, to: { hostId: 'same', path: '/host' } };
  for (const onConflict of ['replace', 'rename', 'resume', 'newer', 'skip'] as const) {
    for (const name of ['a', 'l']) {
      await rig.ended(rig.add({ ...wish, names: [name], move: true, onConflict }));
    }
  }
  const texts = rig.host.all('/host').map((path) => rig.host.text(path));
  expect(texts.filter((text) => text === 'text')).toHaveLength(1);
  expect(rig.host.all('/host').filter((path) => path.includes('bowline'))).toEqual([]);
});
