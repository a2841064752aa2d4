// Folders of many small files over a real sshd, by the tar of the host, and where it has none.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { SshFiles } from '../../../electron/files/sshFiles.ts';
import type { Transfer, TransferWish } from '../../../electron/ipc/fileTypes.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import { TransferDesk } from '../../../electron/transfers/transferDesk.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';
import { content } from './rig.ts';

let sshd: TestSshd;
let bare: TestSshd;

beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd();
  bare = await startSshd({ without: ['/usr/bin/tar'] });
});
afterAll(async () => {
  await sshd?.close();
  await bare?.close();
});
beforeEach(async (context) => {
  needs(whyNoSshd(), context);
  await sshd.trustHostKey();
  await bare.trustHostKey();
});

async function accessTo(server: TestSshd): Promise<FileAccess> {
  const where = { ...surroundings(), platform: SYSTEM };
  const files = new SshFiles(new SshLogins({ surroundings: where, clock: systemClock }));
  const held = files.acquire(sshHost(server), 'transfers');
  onTestFinished(() => held.release());
  return held.open(new AbortController().signal);
}

function deskOver(access: FileAccess): TransferDesk {
  const local = new LocalFiles();
  const desk = new TransferDesk({
    ...{ path: `${temporaryDirectory()}/transfers.json`, clock: systemClock, today: Date.now },
    accessOf: (id) =>
      Promise.resolve({ value: id === null ? local : access, release: () => Promise.resolve() }),
    onChange: () => undefined,
    onProblem: (error) => expect(error).toBeUndefined(),
  });
  onTestFinished(() => desk.close());
  return desk;
}

async function carried(desk: TransferDesk, wish: Partial<TransferWish>): Promise<Transfer> {
  const rest = { names: ['all'], move: false, onConflict: 'ask' } as const;
  const [id] = desk.add([{ ...rest, ...wish } as TransferWish]);
  const one = (): Transfer => desk.view().transfers.find((other) => other.id === id)!;
  await expect.poll(() => one().endedAt, { interval: 10, timeout: 100_000 }).not.toBeNull();
  return one();
}

function ownFolder(server: TestSshd): string {
  const folder = mkdtempSync(`${server.home}/files '$(-`);
  execFileSync('chown', [`${server.user}:`, folder]);
  return folder;
}

function fill(folder: string): void {
  for (let n = 0; n < 600; n++) {
    const within = `${folder}/all/d ${n % 4}'"$`;
    mkdirSync(within, { recursive: true });
    const path = `${within}/${n % 3 ? '' : '.'}-ü\n${n}`;
    writeFileSync(path, content(n * 3, n), { mode: n % 2 ? 0o640 : 0o755 });
    utimesSync(path, 1_000_000 + n, 2_000_000 + n);
  }
}

function tree(folder: string): unknown[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mode, size, mtimeMs } = statSync(`${folder}/${name}`);
      return [name, mode, size, Math.floor(mtimeMs / 1_000)];
    });
}

it.each([['tar'], ['none']])('up and down where there is %s', { timeout: 240_000 }, async (tar) => {
  const server = tar === 'tar' ? sshd : bare;
  const access = await accessTo(server);
  const [read, write] = [vi.spyOn(access.many!, 'read'), vi.spyOn(access.many!, 'write')];
  const desk = deskOver(access);
  const [here, back, there] = [temporaryDirectory(), temporaryDirectory(), ownFolder(server)];
  fill(here);
  const up = { from: { hostId: null, path: here }, to: { hostId: 'host', path: there } };
  expect(await carried(desk, up)).toMatchObject({ state: 'done', filesDone: 600, troubles: [] });
  const down = { from: { hostId: 'host', path: there }, to: { hostId: null, path: back } };
  expect(await carried(desk, down)).toMatchObject({ state: 'done', filesDone: 600, troubles: [] });
  expect(tree(back)).toEqual(tree(here));
  expect(tree(there)).toEqual(tree(here));
  execFileSync('diff', ['-r', `${here}/all`, `${there}/all`]);
  execFileSync('diff', ['-r', `${here}/all`, `${back}/all`]);
  const ended = await Promise.allSettled(
    [...read.mock.results, ...write.mock.results].map((one) => one.value as Promise<unknown>),
  );
  expect(ended.length).toBeGreaterThan(1);
  const kept = ended.every(({ status }) => status === 'fulfilled');
  expect(kept).toBe(tar === 'tar');
});

it(
  'move up and down into folders that are there, as a team shares them',
  { timeout: 240_000 },
  async () => {
    const access = await accessTo(sshd);
    const [read, write] = [vi.spyOn(access.many!, 'read'), vi.spyOn(access.many!, 'write')];
    const desk = deskOver(access);
    const [here, back, there] = [temporaryDirectory(), temporaryDirectory(), ownFolder(sshd)];
    fill(here);
    const before = tree(here).filter((one) => !isFolder(one));
    // Theirs by another group, with something in them.
    for (let n = 0; n < 4; n++) {
      const folder = `${there}/all/d ${n}'"$`;
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/its own`, 'there before');
      execFileSync('chown', ['-R', `${sshd.user}:4321`, `${there}/all`]);
      execFileSync('chmod', ['2775', folder]);
    }
    const up = {
      from: { hostId: null, path: here },
      to: { hostId: 'host', path: there },
      move: true,
    };
    expect(await carried(desk, up)).toMatchObject({ state: 'done', filesDone: 600, troubles: [] });
    expect(readdirSync(here)).toEqual([]);
    expect(write.mock.calls.flatMap(([files]) => files).length).toBeGreaterThan(400);
    const group = readdirSync(there, { recursive: true, encoding: 'utf8' });
    expect(group.map((name) => statSync(`${there}/${name}`).gid)).toEqual(group.map(() => 4321));
    for (let n = 0; n < 4; n++) mkdirSync(`${back}/all/d ${n}'"$`, { recursive: true });
    execFileSync('find', [there, '-name', 'its own', '-delete']);
    const down = {
      from: { hostId: 'host', path: there },
      to: { hostId: null, path: back },
      move: true,
    };
    expect(await carried(desk, down)).toMatchObject({
      state: 'done',
      filesDone: 600,
      troubles: [],
    });
    expect(read.mock.calls.flatMap(([files]) => files).length).toBeGreaterThan(400);
    expect(readdirSync(there)).toEqual([]);
    expect(tree(back).filter((one) => !isFolder(one))).toEqual(before);
    const ended = await Promise.allSettled(
      [...read.mock.results, ...write.mock.results].map((one) => one.value as Promise<unknown>),
    );
    expect(ended.filter(({ status }) => status === 'rejected')).toEqual([]);
  },
);

function isFolder(one: unknown): boolean {
  return (((one as unknown[])[1] as number) & 0o170000) === 0o040000;
}
