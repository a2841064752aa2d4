// Transfers between real folders of this computer, names and all.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import type { Transfer, TransferWish } from '../../../electron/ipc/fileTypes.ts';
import { TransferDesk } from '../../../electron/transfers/transferDesk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { SmallDisk, whyNoSmallDisk } from '../../support/smallDisk.ts';
import { content } from './rig.ts';

function deskFor(): { desk: TransferDesk; folder: string; files: LocalFiles } {
  const folder = temporaryDirectory();
  const files = new LocalFiles();
  const desk = new TransferDesk({
    path: join(folder, 'transfers.json'),
    // Both are this computer; as two hosts they are no one to each other.
    accessOf: () => Promise.resolve({ value: files, release: () => Promise.resolve() }),
    clock: systemClock,
    today: () => Date.now(),
    onChange: () => undefined,
    onProblem: (error) => expect(error).toBeUndefined(),
  });
  onTestFinished(() => desk.close());
  mkdirSync(join(folder, 'from'));
  mkdirSync(join(folder, 'to'));
  return { desk, folder, files };
}

async function carried(
  desk: TransferDesk,
  folder: string,
  names: string[],
  wish: Partial<TransferWish> = {},
): Promise<Transfer> {
  const from = { hostId: null, path: join(folder, 'from') };
  const to = { hostId: 'other', path: join(folder, 'to') };
  const [id] = desk.add([{ from, to, names, move: false, onConflict: 'ask', ...wish }]);
  const one = (): Transfer => desk.view().transfers.find((other) => other.id === id)!;
  await expect.poll(() => one().endedAt, { interval: 5 }).not.toBeNull();
  return one();
}

it('carries a tree with its times, modes and links, and moves it back', async () => {
  const { desk, folder } = deskFor();
  for (let n = 0; n < 300; n++) {
    mkdirSync(join(folder, 'from/all', `d${n % 10}`), { recursive: true });
    writeFileSync(join(folder, 'from/all', `d${n % 10}`, `f${n}`), content(n, n));
  }
  writeFileSync(join(folder, 'from/all/large'), content(5_000_000));
  utimesSync(join(folder, 'from/all/large'), 1_000, 2_000);
  chmodSync(join(folder, 'from/all/large'), 0o751);
  symlinkSync('../nowhere', join(folder, 'from/all/link'));
  utimesSync(join(folder, 'from/all/d3'), 3_000, 4_000);
  expect(await carried(desk, folder, ['all'])).toMatchObject({ state: 'done', filesDone: 301 });
  const same = ['-r', '--no-dereference', join(folder, 'from'), join(folder, 'to')];
  if (SYSTEM !== 'win32') expect(execFileSync('diff', same).toString()).toBe('');
  const large = statSync(join(folder, 'to/all/large'));
  expect([large.mtimeMs, large.mode & 0o777]).toEqual([2_000_000, 0o751]);
  expect(statSync(join(folder, 'to/all/d3')).mtimeMs).toBe(4_000_000);
  mkdirSync(join(folder, 'back'));
  const [from, to] = ['to', 'back'].map((name) => ({ hostId: 'other', path: join(folder, name) }));
  const wish = { from: from!, to: { ...to!, hostId: null }, move: true };
  expect(await carried(desk, folder, ['all'], wish)).toMatchObject({ state: 'done' });
  expect(readdirSync(join(folder, 'to'))).toEqual([]);
  expect(readFileSync(join(folder, 'back/all/large')).equals(content(5_000_000))).toBe(true);
});

it.skipIf(SYSTEM !== 'linux')('carries names that aren’t UTF-8, as they are', async () => {
  const { desk, folder } = deskFor();
  const name = Buffer.from('ab\xff\xfe', 'latin1');
  writeFileSync(Buffer.concat([Buffer.from(join(folder, 'from/')), name]), 'text');
  writeFileSync(join(folder, 'from', 'x'.repeat(255)), 'long');
  const done = await carried(desk, folder, ['ab\udcff\udcfe']);
  expect(done).toMatchObject({ state: 'done', name: 'ab\\xff\\xfe' });
  const found = readdirSync(join(folder, 'to'), { encoding: 'buffer' });
  expect(found.map((one) => one.equals(name))).toEqual([true]);
  expect(await carried(desk, folder, ['x'.repeat(255)])).toMatchObject({ state: 'done' });
});

it.skipIf(whyNoSmallDisk())('leaves nothing half on a disk that is full', async () => {
  const { desk, folder } = deskFor();
  const disk = new SmallDisk(512);
  onTestFinished(() => disk.remove());
  writeFileSync(join(folder, 'from/large'), content(2_000_000));
  const to = { hostId: 'other', path: disk.folder };
  const failed = await carried(desk, folder, ['large'], { to });
  expect(failed).toMatchObject({ state: 'failed', said: { code: 'file-disk-full' } });
  expect(readdirSync(disk.folder)).toEqual([]);
  writeFileSync(join(folder, 'from/small'), content(1_000));
  expect(await carried(desk, folder, ['small'], { to })).toMatchObject({ state: 'done' });
});
