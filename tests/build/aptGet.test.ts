// apt-get beside another one: real locks, held by a process of the test, in folders of its own,
// so that this machine's packages are neither locked nor touched.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { aptGet, lockIn } from '../../build/setup/aptGet.mjs';
import { needs } from '../support/needs.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const HOLD = `
import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
`;
const log = 'apt-lock-test';
let folder: string;

beforeEach((test) => {
  needs(existsSync('/usr/bin/apt-get') ? undefined : 'there is no apt-get', test);
  folder = temporaryDirectory();
  for (const name of ['lists/partial', 'cache/archives/partial', 'etc', 'dpkg']) {
    mkdirSync(path.join(folder, name), { recursive: true });
  }
  writeFileSync(path.join(folder, 'dpkg/status'), '');
});

/** Options that keep apt in the test's folder; it knows of no package and no server there. */
function here(...args: string[]): string[] {
  const options = [
    ...[`Dir::State::Lists=${folder}/lists`, `Dir::Cache=${folder}/cache`],
    ...[
      `Dir::State::status=${folder}/dpkg/status`,
      `Dir::Etc=${folder}/etc`,
      'APT::Sandbox::User=',
    ],
  ];
  return [...options.flatMap((option) => ['-o', option]), ...args];
}

async function hold(name: string): Promise<ChildProcess & { pid: number; release(): void }> {
  const holder = spawn('python3', ['-c', HOLD, path.join(folder, name)]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  return Object.assign(holder, { pid: holder.pid!, release: () => void holder.stdin.end() });
}

describe.each([
  ['lists/lock', ['update']],
  ['cache/archives/lock', ['clean']],
  ['dpkg/lock-frontend', ['autoremove', '-y']],
])('while somebody has %s, apt-get', (name, args) => {
  it('waits, says for whom, and goes on', async () => {
    const holder = await hold(name);
    const waitedFor: string[] = [];
    const onWait = ({ holder: who, file }: { holder: string; file: string }) => {
      waitedFor.push(who, file);
      holder.release();
    };
    await aptGet(here(...args), { log, onWait, lookAgainMs: 1 });
    expect(waitedFor[0]).toContain(`process ${holder.pid}`);
    expect(waitedFor[1]).toContain(name);
  });

  it('gives up in the end, with words that help', async () => {
    const holder = await hold(name);
    const ended = aptGet(here(...args), { log, limitMs: 0 });
    await expect(ended).rejects.toThrow(
      new RegExp(`locked by process ${holder.pid}.*\\(.*${name}\\).*\\n.*run the command again`),
    );
  });
});

it('any other failure is told at once', async () => {
  const onWait = () => expect.unreachable();
  const ended = aptGet(here('install', '-y', 'no-such-package'), { log, onWait });
  await expect(ended).rejects.toThrow(/Unable to locate package/);
});

describe('a lock is recognised in what apt says', () => {
  it.each([
    [
      'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)',
      'process 7 (apt-get)',
    ],
    [
      'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (a b\u001b)',
      'process 7 (a?b?)',
    ],
    [
      'E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)',
      'another program',
    ],
    ['E: Unable to lock directory /var/lib/apt/lists/', 'another program'],
  ])('%j', (text, holder) => expect(lockIn(`x\n    ${text}\n    y`)?.holder).toBe(holder));

  it.each([
    'E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)',
    ...['13: Permission denied', '30: Read-only file system', '28: No space left on device'].map(
      (why) =>
        `E: Could not open lock file /var/lib/apt/lists/lock - open (${why})\n` +
        'E: Unable to lock directory /var/lib/apt/lists/',
    ),
    'E: Could not get lock /var/lib/apt/lists/lock - open (37: No locks available)\nE: Unable to lock directory /var/lib/apt/lists/',
    '',
  ])('and not in %j', (text) => expect(lockIn(text)).toBeUndefined());
});
