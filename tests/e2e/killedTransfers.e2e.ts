// The real app is killed while files go both ways and a folder of many goes there, over SFTP and over an
// agent: it goes on by itself, all sums are equal in the end, and nothing else is left. By default a small
// load and few kills; BOWLINE_FILES_KILLS=20 BOWLINE_FILES_KILL_BYTES=209715200
// BOWLINE_FILES_KILL_FILES=5000 is the full size.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Bridge, Calls, TransferWish } from '../../electron/ipc/contract.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';

declare const window: { bowline: Bridge };

const KILLS = Number(process.env.BOWLINE_FILES_KILLS ?? 2);
const BYTES = Number(process.env.BOWLINE_FILES_KILL_BYTES ?? 12 * 1024 * 1024);
const FILES = Number(process.env.BOWLINE_FILES_KILL_FILES ?? 600);
/** Seconds from one kill to the next, so that each comes while something goes. */
const BETWEEN = 1.5;
const FOLDERS = 20;
const FILE_BYTES = 2_000;
const ALL_BYTES = 2 * BYTES + FILES * FILE_BYTES;

let app: RunningApp;
let root: string;
let data: string;

test.beforeEach(async () => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'bowline-killed-')));
  data = path.join(root, 'data');
  app = await startApp({ userData: data });
});
test.afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true, maxRetries: 20 });
});

const call = <N extends keyof Calls>(
  name: N,
  ...args: Parameters<Calls[N]>
): Promise<Awaited<ReturnType<Calls[N]>>> =>
  app.window.evaluate(
    ([what, given]) => window.bowline.call(what as never, ...(given as never)) as never,
    [name, args] as const,
  );

/** Resolves when so many bytes are there, with what has ended badly by then. */
const carried = (least: number): Promise<string[]> =>
  app.window.evaluate(
    (bytes) =>
      new Promise<string[]>((resolve) => {
        const look = ({ transfers }: Awaited<ReturnType<Calls['transfers:view']>>): void => {
          const done = transfers.reduce((sum, one) => sum + one.bytesDone, 0);
          const bad = transfers.filter(({ state }) => state === 'failed' || state === 'partly');
          if (done >= bytes || bad.length > 0) resolve(bad.map((one) => JSON.stringify(one)));
        };
        window.bowline.on('transfers:changed', look);
        void window.bowline.call('transfers:view').then(look);
      }),
    least,
  );

async function kill(): Promise<void> {
  const main = app.electron.process();
  const gone = new Promise((resolve) => main.once('exit', resolve));
  main.kill('SIGKILL');
  await gone;
  app = await startApp({ userData: data });
}

/** By their paths in it. */
function sumsIn(folder: string): Record<string, string> {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .sort()
      .map((file) => [
        path.relative(folder, file),
        createHash('sha256').update(readFileSync(file)).digest('hex'),
      ]),
  );
}

/** What goes up, and what comes down; `there` is a folder of the host. */
function load(there: string): { up: string; down: string; from: string; to: string } {
  const at = (...names: string[]): string => path.join(root, ...names);
  const [up, down] = [at('up'), at('down')];
  const [from, to] = [path.join(there, 'from'), path.join(there, 'to')];
  for (const folder of [up, down, from, to]) mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(up, 'large'), randomBytes(BYTES));
  writeFileSync(path.join(from, 'large'), randomBytes(BYTES));
  for (let number = 0; number < FILES; number++) {
    const folder = path.join(up, 'many', String(number % FOLDERS));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${number}.txt`), randomBytes(FILE_BYTES));
  }
  return { up, down, from, to };
}

async function carryThrough(hostId: string, there: string, prepared: () => void): Promise<void> {
  const { up, down, from, to } = load(there);
  prepared();
  const limit = Math.ceil(ALL_BYTES / ((KILLS + 1) * BETWEEN));
  await call('transfers:limit', limit);
  const rest = { move: false, onConflict: 'ask' } as const;
  const wishes: TransferWish[] = [
    {
      ...{ from: { hostId: null, path: up }, names: ['large', 'many'] },
      ...{ to: { hostId, path: to }, ...rest },
    },
    {
      ...{ from: { hostId, path: from }, names: ['large'] },
      ...{ to: { hostId: null, path: down }, ...rest },
    },
  ];
  await call('transfers:add', wishes);
  for (let number = 1; number <= KILLS; number++) {
    expect(await carried((ALL_BYTES * number) / (KILLS + 1))).toEqual([]);
    await kill();
  }
  await call('transfers:limit', 0);
  expect(await carried(ALL_BYTES)).toEqual([]);
  await expect
    .poll(async () => (await call('transfers:view')).transfers.map(({ state }) => state))
    .toEqual(['done', 'done', 'done']);
  expect(sumsIn(to)).toEqual(sumsIn(up));
  expect(sumsIn(down)).toEqual(sumsIn(from));
}

test('transfers over SFTP survive the app that is killed', async () => {
  needs(whyNoSshd(), test);
  test.setTimeout(300_000 + KILLS * 30_000);
  const sshd: TestSshd = await startSshd();
  try {
    await sshd.trustHostKey();
    const { host: address, port, user, clientOptions: options, identityFile } = sshd;
    const { empty } = await call('hosts:kinds');
    const ssh = { ...empty, name: 'Server', address, port: String(port), user, options };
    const draft = { ...ssh, identityFile, kind: 'ssh' } as const;
    const saved = await call('hosts:save', draft, null);
    if (!saved.ok) throw new Error(JSON.stringify(saved));
    await carryThrough(saved.host.id, path.join(sshd.home, 'work'), () =>
      execFileSync('chown', ['-R', `${user}:`, path.join(sshd.home, 'work')]),
    );
  } finally {
    await sshd.close();
  }
});

test('transfers over an agent survive the app that is killed', async () => {
  test.setTimeout(300_000 + KILLS * 30_000);
  const agent: TestAgent = await startAgent();
  try {
    await addHost(app.window, {
      ...{ name: 'Kept', kind: 'Agent', fields: { 'Pairing link': agent.link } },
    });
    const [host] = await call('hosts:list');
    await carryThrough(host!.id, path.join(root, 'there'), () => undefined);
  } finally {
    await agent.stop();
  }
});
