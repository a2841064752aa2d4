// OpenSSH's own server, whole, and with parts of it forbidden.
import { expect, test } from 'vitest';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import { PLAIN_PIECE } from '../../../core/sftp/packets.ts';
import { needs } from '../../support/needs.ts';
import { openOpenSsh, whyNoSftpServer } from '../../support/sftpServers.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { codeOf, fileContract, got, listed, put } from './fileContract.ts';

for (const [name, options] of [
  ['OpenSSH', []],
  ['OpenSSH without limits, posix-rename and fsync', ['-P', 'limits,posix-rename,fsync']],
  [
    'OpenSSH without any extension',
    [
      '-P',
      'limits,posix-rename,fsync,statvfs,hardlink,copy-data,expand-path,lsetstat,users-groups-by-id',
    ],
  ],
] as const) {
  fileContract(name, {
    whyNot: whyNoSftpServer,
    open: async () => ({ files: await openOpenSsh(...options), folder: temporaryDirectory() }),
  });
}

test('what the server offers is what is used', async (context) => {
  needs(whyNoSftpServer(), context);
  const { skills } = await openOpenSsh();
  expect(skills).toMatchObject({ renameOver: true, sync: true, space: true, copy: true });
  expect(skills.readBytes).toBe(256 * 1024 - 1024);
  const plain = await openOpenSsh('-P', 'limits,posix-rename,fsync');
  expect(plain.skills).toMatchObject({ renameOver: false, sync: false, space: true });
  expect(plain.skills.writeBytes).toBe(PLAIN_PIECE);
});

test('a read-only server is read, and nothing there changes', async (context) => {
  needs(whyNoSftpServer(), context);
  const folder = temporaryDirectory();
  await put(new LocalFiles(), `${folder}/a`, 'hello');
  const files = await openOpenSsh('-R');
  expect(await got(files, `${folder}/a`)).toBe('hello');
  expect((await listed(files, folder)).length).toBe(1);
  for (const doing of [
    () => files.open(`${folder}/b`, { how: 'make' }),
    () => files.open(`${folder}/a`, { how: 'change' }),
    () => files.makeFolder(`${folder}/b`),
    () => files.makeLink(`${folder}/b`, 'a'),
    () => files.remove(`${folder}/a`),
    () => files.rename(`${folder}/a`, `${folder}/b`),
    () => files.change(`${folder}/a`, { mode: 0o600 }),
  ]) {
    expect(await codeOf(doing())).toBe('no-permission');
  }
  expect(await got(files, `${folder}/a`)).toBe('hello');
});

test('owners have the names that the server knows', async (context) => {
  needs(whyNoSftpServer(), context);
  const folder = temporaryDirectory();
  const local = new LocalFiles();
  await put(local, `${folder}/a`, '');
  const { owner, group } = await local.facts(`${folder}/a`);
  for (const options of [[], ['-P', 'users-groups-by-id']]) {
    const files = await openOpenSsh(...options);
    expect((await listed(files, folder))[0]).toMatchObject({ owner, group });
  }
});

test('a server that is gone takes what is under way with it', async (context) => {
  needs(whyNoSftpServer(), context);
  const files = await openOpenSsh('-P', 'lstat');
  const folder = temporaryDirectory();
  expect(await codeOf(files.facts(folder))).toBe('no-permission');
  const under = codeOf(files.home());
  await files.close();
  expect(await under).toBe('lost');
  expect((await files.lost).code).toBe('lost');
});
