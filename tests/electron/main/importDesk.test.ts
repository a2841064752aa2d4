// Hosts of other tools' files brought along: shown beside what is saved, saved as one, brought again, and
// taken back.
import { describe, expect, it } from 'vitest';
import { says } from '../../support/says.ts';
import { ImportRig, proposed } from './importRig.ts';

const CONFIG = `Host gate
  HostName gate.example
  User ops

Host db
  HostName 10.0.0.2
  User postgres
  ProxyJump gate
  LocalForward 15432 localhost:5432
  ProxyCommand none

Host web
  HostName 10.0.0.3
  IdentityFile ~/.ssh/no-such-key
  SetEnv API_TOKEN=hunter2
`;

describe('a file', () => {
  it('is shown: what is new, what comes along and what stays behind', async () => {
    const rig = new ImportRig();
    const preview = await rig.open(rig.file('config', CONFIG));
    expect(preview).toMatchObject({ format: 'ssh_config', schemes: 0, sealed: false });
    expect(preview.rows.map(({ name, does, state }) => [name, does, state])).toEqual([
      ['gate', ['add', 'skip'], 'ready'],
      ['db', ['add', 'skip'], 'ready'],
      ['web', ['add', 'skip'], 'ready'],
    ]);
    expect(preview.rows[1]).toMatchObject({ through: 'gate', tunnels: 1, user: 'postgres' });
    expect(preview.rows[2]!.left).toEqual([
      { what: 'SetEnv API_TOKEN', why: says(/secret is never/) },
    ]);
  });

  it('shows the lines of a host, and no secret in them', async () => {
    const rig = new ImportRig();
    const preview = await rig.open(rig.file('config', CONFIG));
    const { first, lines } = (await rig.desk.lines(preview.id, 2))!;
    expect([first, preview.rows[2]!.lines]).toEqual([12, [12, 15]]);
    expect(lines.map(({ at, text }) => `${at}${text}`)).toEqual([
      '12Host web',
      '13  HostName 10.0.0.3',
      '14  IdentityFile ~/.ssh/no-such-key',
      '15  SetEnv API_TOKEN=••••••',
    ]);
    expect(lines.map(({ left }) => left)).toEqual([false, false, false, true]);
  });

  it('is saved as one, with tunnels, and hosts that go through others', async () => {
    const rig = new ImportRig();
    const { done } = await rig.import(rig.file('config', CONFIG));
    expect(done).toMatchObject({ added: 3, changed: 0, skipped: 0 });
    expect(rig.names).toEqual(['db', 'gate', 'web']);
    const [db, gate] = [rig.host('db'), rig.host('gate')];
    expect(db.jumpHost).toBe(`host:${gate.id}`);
    expect(rig.store.tunnels.list(db.id)).toMatchObject([{ listenPort: '15432' }]);
    expect(rig.host('web').identityFile).toBe('~/.ssh/no-such-key');
    expect(rig.news).toEqual([{ added: [db.id], removed: [] }]);
    expect(rig.progress.at(-1)).toMatchObject({ done: 3, of: 3 });
    expect(rig.store.backups.list().map(({ reason }) => reason)).toContain('import');
  });

  it('changes nothing when it comes again', async () => {
    const rig = new ImportRig();
    const file = rig.file('config', CONFIG);
    await rig.import(file);
    const before = rig.store.list();
    const { preview, done } = await rig.import(file);
    expect(preview.rows.map(({ does, here }) => [does, here?.by, here?.differs])).toEqual(
      Array.from({ length: 3 }, () => [['skip'], 'origin', []]),
    );
    expect(done).toMatchObject({ added: 0, changed: 0, skipped: 3, first: null });
    expect(rig.store.list()).toEqual(before);
  });

  it('brings what was changed in it, and leaves what was changed here', async () => {
    const rig = new ImportRig();
    const file = rig.file('config', CONFIG);
    await rig.import(file);
    const gate = rig.host('gate');
    const saved = rig.store.save({ ...gate, color: 'red', user: 'me', tags: ['mine'] }, gate.id);
    expect(saved.ok).toBe(true);
    const news = 'HostName gate2.example\n  Compression yes';
    rig.file('config', CONFIG.replace('HostName gate.example', news).replace('ops', 'them'));
    const { preview, done } = await rig.import(file);
    const row = preview.rows[0]!;
    expect(row.does[0]).toBe('merge');
    expect(row.here!.differs).toEqual([
      { field: 'address', here: 'gate.example', there: 'gate2.example', changedHere: false },
      { field: 'user', here: 'me', there: 'them', changedHere: true },
      { field: 'compression', here: '', there: 'yes', changedHere: false },
    ]);
    expect(done).toMatchObject({ added: 0, changed: 1, first: gate.id });
    const { address, user, compression, color, tags } = rig.host('gate');
    expect({ address, user, compression, color, tags }).toEqual({
      ...{ address: 'gate2.example', user: 'me', compression: 'yes', color: 'red', tags: ['mine'] },
    });
    const again = await rig.open(file);
    expect(again.rows[0]!.does).toEqual(['skip', 'merge', 'replace', 'add']);
    await rig.apply(again, [{ at: 0, does: 'replace' }]);
    expect(rig.host('gate')).toMatchObject({ user: 'them', tags: ['mine'] });
  });

  it('doubles nothing that was renamed or moved, there or here', async () => {
    const rig = new ImportRig();
    const file = rig.file('hosts.csv', 'Name,Address,User,Folder\na,1.1.1.1,u,X\nb,1.1.1.2,u,X\n');
    await rig.import(file);
    const folder = rig.store.folders.save(
      { name: 'Mine', parent: null, color: 'none', fields: {} },
      null,
    );
    const mine = folder.ok ? folder.folder.id : '';
    rig.store.many.move([rig.host('b').id], mine);
    rig.file('hosts.csv', 'Name,Address,User,Folder\na2,1.1.1.1,u,Y\nb,1.1.1.2,u,X\n');
    const { preview, done } = await rig.import(file);
    expect(preview.rows.map(({ does }) => does[0])).toEqual(['merge', 'skip']);
    expect(done).toMatchObject({ added: 0, changed: 1 });
    expect(rig.names).toEqual(['Mine/b', 'Y/a2']);
  });

  it('finds hosts that were added by hand, and touches nothing of theirs unasked', async () => {
    const rig = new ImportRig();
    rig.store.save(
      { ...{ kind: 'ssh', name: 'My gate', color: 'none' }, address: 'gate.example', user: 'ops' },
      null,
    );
    const { preview } = await rig.import(rig.file('config', CONFIG));
    expect(preview.rows[0]!.here).toMatchObject({ name: 'My gate', by: 'place' });
    expect(preview.rows[0]!.does[0]).toBe('skip');
    expect(rig.names).toEqual(['My gate', 'db', 'web']);
    expect(rig.host('db').jumpHost).toBe(`host:${rig.host('My gate').id}`);
  });
});

describe('taking it back', () => {
  it('removes what was added with its folders, and gives changed ones their values back', async () => {
    const rig = new ImportRig();
    const file = rig.file('hosts.csv', 'Name,Address,Folder\na,1.1.1.1,X\nb,1.1.1.2,X\n');
    await rig.import(file);
    const before = { hosts: rig.store.list(), folders: rig.store.folders.list() };
    rig.file('hosts.csv', 'Name,Address,Folder\na,9.9.9.9,X\nb,1.1.1.2,X\nc,1.1.1.3,X/Z\n');
    const { done } = await rig.import(file);
    expect(rig.names).toEqual(['X/Z/c', 'X/a', 'X/b']);
    await rig.desk.undo(done.id);
    expect({ hosts: rig.store.list(), folders: rig.store.folders.list() }).toEqual(before);
    expect(rig.store.bin.list().map(({ name }) => name)).toEqual(['Z']);
    await expect(rig.desk.undo(done.id)).rejects.toMatchObject({ said: says(/any more/) });
  });

  it('is refused where one was changed since', async () => {
    const rig = new ImportRig();
    const { done } = await rig.import(rig.file('config', CONFIG));
    const gate = rig.host('gate');
    rig.store.save({ ...gate, user: 'me' }, gate.id);
    await expect(rig.desk.undo(done.id)).rejects.toMatchObject({
      said: says(/“gate” was changed/),
    });
    expect(rig.names).toEqual(['db', 'gate', 'web']);
  });
});

it('what is proposed for one that is used twice is one host', async () => {
  const rig = new ImportRig();
  const preview = await rig.open(rig.file('config', CONFIG));
  await rig.apply(preview, proposed(preview));
  await expect(rig.apply(preview, proposed(preview))).rejects.toMatchObject({
    said: says(/import is done/),
  });
  expect(rig.names).toEqual(['db', 'gate', 'web']);
});

it('goes where it is told to, with other tags, and beside what is here', async () => {
  const rig = new ImportRig();
  const made = (name: string): string => {
    const draft = { name, parent: null, color: 'none', fields: {} } as const;
    const result = rig.store.folders.save(draft, null);
    return result.ok ? result.folder.id : '';
  };
  const [into, other] = [made('Into'), made('Other')];
  const file = rig.file('x.csv', 'Name,Address,Folder,Tags\na,1.1.1.1,X,t\nb,1.1.1.2,X,t\n');
  const preview = await rig.open(file);
  await rig.apply(
    preview,
    [
      { at: 0, does: 'add' },
      { at: 1, does: 'add', folder: other, tags: ['mine'] },
    ],
    into,
  );
  expect(rig.names).toEqual(['Into/X/a', 'Other/b']);
  expect([rig.host('a').tags, rig.host('b').tags]).toEqual([['t'], ['mine']]);
  rig.file('x.csv', 'Name,Address,Folder,Tags\na,1.1.1.1,Y,t\nb,9.9.9.9,X,t\n');
  const again = await rig.open(file);
  expect(again.rows.map(({ does }) => does[0])).toEqual(['merge', 'merge']);
  await rig.apply(again, [
    { at: 0, does: 'merge' },
    { at: 1, does: 'add' },
  ]);
  expect(rig.names).toEqual(['Into/Y/a', 'Other/b', 'X/b']);
});

it('a choice for hosts in a row counts for each of them once, and ends with the file', async () => {
  const rig = new ImportRig();
  const preview = await rig.open(rig.file('config', CONFIG));
  const runs = [
    { at: 0, to: 1, does: 'add' },
    { at: 1, to: 99, does: 'add' },
  ] as const;
  expect(await rig.apply(preview, [...runs])).toMatchObject({ added: 3, skipped: 0 });
  expect(rig.names).toEqual(['db', 'gate', 'web']);
});

it('what else is changed while it is saved goes first, and nothing of either is lost', async () => {
  const rig = new ImportRig();
  const rows = Array.from({ length: 3_000 }, (_, at) => `web ${at},10.0.${at >> 8}.${at & 255}`);
  const preview = await rig.open(rig.file('x.csv', ['Name,Address', ...rows, ''].join('\n')));
  let others = 0;
  const timer = setInterval(() => {
    const name = `other ${others++}`;
    rig.store.save({ kind: 'ssh', color: 'none', name, address: name.replace(' ', '') }, null);
  }, 20);
  const done = await rig.apply(preview, proposed(preview)).finally(() => clearInterval(timer));
  expect(done.added).toBe(3_000);
  expect(preview.rows.map(({ at }) => at)).toEqual(rows.map((_, at) => at));
  expect(rig.store.list()).toHaveLength(3_000 + others);
  expect(others).toBeGreaterThan(0);
  await rig.desk.undo(done.id);
  expect(rig.store.list()).toHaveLength(others);
});
