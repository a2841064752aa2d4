// Where files are carried between: this computer, and one that an sshd and an agent on loopback lead to.
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { startSshd, whyNoSshd, type TestSshd } from '../../tests/support/sshd.ts';
import type { Run } from '../bench.ts';
import { ending } from '../stage/stage.ts';
import { temporaryFolder } from '../stage/temporaryFolder.ts';
import { make, type Load } from './load.ts';

const run = promisify(execFile);

export type Direction = 'up' | 'down';

export interface Places {
  sshd: TestSshd;
  /** This computer's. */
  here: string;
  /** On the far side. */
  there: string;
}

/** Where something is, and the folder that it goes to. */
export interface Trip {
  from: string;
  to: string;
}

/** What is carried is on both sides then. */
export async function openPlaces(bench: Run, loads: readonly Load[]): Promise<Places> {
  const reason = whyNoSshd();
  if (reason) throw new Error(`There is no server to compare on: ${reason}.`);
  const here = await temporaryFolder(bench);
  const sshd = await startSshd();
  bench.use(ending(() => sshd.close()));
  await sshd.trustHostKey();
  const there = path.join(sshd.home, 'files');
  for (const load of loads) {
    await mkdir(path.join(here, 'from'), { recursive: true });
    await make(path.join(here, 'from'), load);
  }
  await run('cp', ['-r', here, there]);
  await owned(sshd, there);
  return { sshd, here, there };
}

/** Its target is empty, and nothing waits to be written to the disk. */
export async function trip({ sshd, here, there }: Places, way: Direction): Promise<Trip> {
  for (const folder of [here, there]) {
    await rm(path.join(folder, 'to'), { recursive: true, force: true });
    await mkdir(path.join(folder, 'to'));
  }
  await owned(sshd, path.join(there, 'to'));
  await run('sync', ['-f', here]);
  const [source, target] = way === 'up' ? [here, there] : [there, here];
  return { from: path.join(source, 'from'), to: path.join(target, 'to') };
}

/** Throws where what came isn't what was sent. */
export async function mustBeSame({ from, to }: Trip, { name }: Load): Promise<void> {
  await run('diff', ['-r', path.join(from, name), path.join(to, name)]);
}

async function owned({ user }: TestSshd, folder: string): Promise<void> {
  await run('chown', ['-R', `${user}:`, folder]);
}
