// Files that are none, that are too large, that vanish or lie: an error that says which file and where, or a
// row that says why. Nothing is saved by half, and nothing is run.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Connectable } from '../../../electron/hosts/connectable.ts';
import { inEnglish, type Said } from '../../../words/said.ts';
import { dialogs, ImportRig, proposed } from './importRig.ts';

const said = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => expect.fail('it was read'),
    (problem: { said?: Said }) => problem,
  );
  return inEnglish(error.said);
};

describe('an error says which file, and what is wrong', () => {
  it.runIf(process.platform === 'linux')('of a FIFO, which nobody waits for', async () => {
    const rig = new ImportRig();
    const full = path.join(rig.folder, 'fifo');
    execFileSync('mkfifo', [full]);
    expect(await said(rig.open(full))).toMatch(/^fifo: This is neither/);
  });

  it('of 100 MB, which aren’t read', async () => {
    const rig = new ImportRig();
    const full = rig.file('large.csv', '');
    truncateSync(full, 100_000_000);
    expect(await said(rig.open(full))).toMatch(/“large\.csv” is larger than 32 MiB/);
    const bytes = new Uint8Array(32 * 1024 * 1024 + 1);
    expect(await said(rig.given('more.csv', bytes))).toMatch(/“more\.csv” is larger/);
  });

  it('of one that isn’t there, or is from no tool', async () => {
    const rig = new ImportRig();
    expect(await said(rig.open(path.join(rig.folder, 'gone')))).toMatch(/^gone: .*\(ENOENT\)/);
    const noise = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7_919) % 256);
    expect(await said(rig.given('noise', noise))).toMatch(/^noise: Bowline can’t tell/);
  });

  it('and where', async () => {
    const rig = new ImportRig();
    const xml = '<?xml version="1.0"?>\n<mrng:Connections xmlns:mrng="http://mremoteng.org">\n<Node';
    expect(await said(rig.given('confCons.xml', xml))).toMatch(/^confCons\.xml: .*line 3/);
    const yaml = 'profiles:\n  - {type: ssh, options: {host: a}}\n  - [\n';
    expect(await said(rig.given('config.yaml', yaml))).toMatch(/^config\.yaml: .*line \d/);
  });
});

it('a file that vanishes once it is open is brought along as it was read', async () => {
  const rig = new ImportRig();
  const full = rig.file('config', 'Host a\n  HostName a.example\n');
  const preview = await rig.open(full);
  rmSync(full);
  await rig.apply(preview, proposed(preview));
  expect((await rig.desk.lines(preview.id, 0))!.lines).toHaveLength(2);
  expect(rig.names).toEqual(['a']);
});

it('UTF-16 and code pages are read, and what is hostile in names is cleaned', async () => {
  const rig = new ImportRig();
  const rows = 'Name,Address,Folder,Notes\n上海,a.example,Prüf,x\n"e\u202Evil\u0007",b.example,..,y\n';
  const preview = (await rig.given('hosts.csv', Buffer.from(`\ufeff${rows}`, 'utf16le')))!;
  await rig.apply(preview, proposed(preview));
  expect(rig.names).toEqual(['../evil', 'Prüf/上海']);
});

it('what can’t be used is a row that says why, and is never saved', async () => {
  const rig = new ImportRig();
  const config = 'Host -oProxyCommand=x\n  HostName -oProxyCommand=touch\\ evil\nHost ok\n  HostName ok.example\n';
  const preview = await rig.open(rig.file('config', config));
  const { does, state, why } = preview.rows[0]!;
  expect([does, state, inEnglish(why)]).toEqual([['skip'], 'unusable', expect.stringMatching(/dash/)]);
  await rig.apply(preview, [
    { at: 0, does: 'add' },
    { at: 0, does: 'replace' },
    { at: 1, does: 'add' },
    { at: 99, does: 'add' },
  ]);
  expect(rig.names).toEqual(['ok']);
});

it('includes in a circle, and a hundred levels of folders, come to an end', async () => {
  const rig = new ImportRig();
  const config = rig.file('.ssh/config', 'Include config\nHost a\n  HostName a.example\n');
  expect((await rig.open(config)).rows).toHaveLength(1);
  const levels = Array.from({ length: 100 }, (_, at) => `level ${at}`).join('/');
  const folder = rig.store.folders.save({ name: 'Into', parent: null, color: 'none', fields: {} }, null);
  const deep = await rig.open(rig.file('deep.csv', `Name,Address,Folder\nx,x.example,${levels}\n`));
  expect(deep.rows[0]!.left.map(({ why }) => inEnglish(why)).join()).toMatch(/20 deep/);
  await rig.apply(deep, proposed(deep), folder.ok ? folder.folder.id : null);
  expect(rig.names[0]!.split('/')).toHaveLength(21);
});

it('where the disk takes no backup, nothing is saved', async () => {
  const rig = new ImportRig();
  const preview = await rig.open(rig.file('config', 'Host a\n  HostName a.example\n'));
  rig.file('data/backups', 'in the way');
  expect(await said(rig.apply(preview, proposed(preview)))).toMatch(/backup/i);
  expect(rig.names).toEqual([]);
  rmSync(path.join(rig.folder, 'data/backups'));
  await rig.apply(preview, proposed(preview));
  expect(rig.names).toEqual(['a']);
});

it('a folder that is gone since it was chosen says so, and nothing is saved', async () => {
  const rig = new ImportRig();
  const preview = await rig.open(rig.file('config', 'Host a\n  HostName a.example\n'));
  expect(await said(rig.apply(preview, proposed(preview), 'no-such-folder'))).toMatch(/folder/i);
  expect(rig.names).toEqual([]);
});

it('nothing of it is run, and a program that it names is asked about at the first connection', async () => {
  const rig = new ImportRig();
  const mark = path.join(rig.folder, 'ran');
  const config = `Match exec "touch ${mark}"\n  User x\nHost a\n  HostName a.example\n  ProxyCommand touch ${mark}\n`;
  await rig.import(rig.file('config', config));
  const connectable = new Connectable({
    find: (id) => rig.store.get(id),
    allowed: () => [],
    allow: () => expect.fail('nothing was allowed'),
  });
  const { id } = rig.host('a');
  expect(connectable.get(id)!.problem).toMatchObject({ code: 'command-not-allowed' });
  expect(existsSync(mark)).toBe(false);
});

it('a closed preview says so', async () => {
  const rig = new ImportRig();
  const preview = await rig.open(rig.file('config', 'Host a\n  HostName a.example\n'));
  rig.desk.close(preview.id);
  expect(() => rig.desk.lines(preview.id, 0)).toThrow(/closed/);
  expect(await rig.desk.open({ from: 'dialog', what: 'file' }, dialogs(undefined))).toBeNull();
});
