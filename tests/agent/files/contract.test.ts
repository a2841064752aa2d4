// The files of an agent keep the contract of all ways to files.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { FilesRig } from '../../support/agentFiles.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { fileContract } from '../../core/sftp/fileContract.ts';

let rig: FilesRig;
beforeAll(async () => {
  rig = await FilesRig.start();
});
afterAll(() => rig.stop());

fileContract('agent', {
  open: async () => {
    const files = await rig.open();
    onTestFinished(() => files.close());
    return { files, folder: temporaryDirectory() };
  },
});

test('everything that there is for files can be had of an agent', async () => {
  const files = await rig.open();
  const { renameOver, sync, copy, space, modes, sums } = files.skills;
  expect([renameOver, sync, copy, space, modes, sums]).toEqual(Array(6).fill(true));
  await files.close();
});

test('a checksum is made there', async () => {
  const files = await rig.open();
  const path = `${temporaryDirectory()}/a`;
  writeFileSync(path, 'hello world');
  const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
  expect(await files.sum(path)).toBe(sum('hello world'));
  expect(await files.sum(path, 5)).toBe(sum('hello'));
  await expect(files.sum(`${path}x`)).rejects.toMatchObject({ code: 'not-found' });
  await files.close();
});

test('OpenSSH’s own client is served, too', async (context) => {
  needs(existsSync('/usr/bin/sftp') ? undefined : 'there is no sftp here', context);
  const folder = temporaryDirectory();
  writeFileSync(`${folder}/a`, 'text');
  const batch = [
    `get ${folder}/a ${folder}/b`,
    `ln ${folder}/a ${folder}/hard`,
    `ln -s a ${folder}/soft`,
    `rename ${folder}/b ${folder}/c`,
    `df ${folder}`,
    `ls -l ${folder}`,
  ];
  const out = await sftpOver(await rig.openPipes(), batch);
  expect(readFileSync(`${folder}/c`, 'utf8')).toBe('text');
  expect(statSync(`${folder}/hard`).nlink).toBe(2);
  expect(readlinkSync(`${folder}/soft`)).toBe('a');
  expect(out).toMatch(/^-rw.* 4 .*a$/m);
  expect(out).toContain('%Capacity');
});

/** `sftp -D` speaks to a program: one that leads to the agent by a socket of ours. */
async function sftpOver(pipes: Duplex, batch: string[]): Promise<string> {
  const socket = `${temporaryDirectory()}/s`;
  const server = createServer((client) => client.pipe(pipes).pipe(client)).listen(socket);
  await once(server, 'listening');
  const program = `${temporaryDirectory()}/lead`;
  const lead = `const s = require('net').connect(${JSON.stringify(socket)});process.stdin.pipe(s).pipe(process.stdout);`;
  writeFileSync(program, `#!${process.execPath}\n${lead}`, { mode: 0o755 });
  const child = spawn('sftp', ['-q', '-b', '-', '-D', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(`${batch.join('\n')}\n`);
  const [out, [code]] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    once(child, 'close'),
  ]);
  server.close();
  expect(code).toBe(0);
  return out.join('');
}
