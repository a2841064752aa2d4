// A throw-away user of this computer, for what must not run as root: logins over the private
// sshd, and the installed app. Needs root; whoever asks for one has checked that.
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SYSTEM } from '../../core/system.ts';

const run = promisify(execFile);

export interface TestUser {
  name: string;
  password: string;
  uid: number;
  gid: number;
  home: string;
  /** Kills what still runs as this user, then removes the user and the home folder. */
  remove(): Promise<void>;
}

/** The environment that a login would give this user, and nothing of ours but the path. */
export function loginEnvironment(user: TestUser): NodeJS.ProcessEnv {
  const { name, home } = user;
  return { HOME: home, USER: name, LOGNAME: name, SHELL: '/bin/bash', PATH: process.env.PATH };
}

/** Why no user can be made here; undefined when one can. */
export function whyNoTestUser(): string | undefined {
  if (SYSTEM !== 'linux') return 'users are made with useradd, which is Linux only';
  if (process.getuid?.() !== 0) return 'making a user needs root';
  return undefined;
}

/** `useradd` and `userdel` hold a lock on the password file; another test may have it now. */
async function withAccountsLocked(program: string, args: string[]): Promise<void> {
  await run('flock', ['/tmp/bowline-test-accounts.lock', program, ...args]);
}

async function setPassword(name: string, password: string): Promise<void> {
  const child = run('flock', ['/tmp/bowline-test-accounts.lock', 'chpasswd']);
  child.child.stdin?.end(`${name}:${password}\n`);
  await child;
}

async function idOf(flag: '-u' | '-g', name: string): Promise<number> {
  return Number((await run('id', [flag, name])).stdout);
}

function killAll(uid: number): void {
  try {
    execFileSync('pkill', ['-KILL', '-u', String(uid)], { stdio: 'ignore' });
  } catch {
    // exit code 1: nothing ran as this user any more
  }
}

/** @throws when the user can't be made; the message is useradd's own */
export async function makeTestUser(): Promise<TestUser> {
  const name = `bowline-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('base64url');
  const base = await mkdtemp(path.join(tmpdir(), 'bowline-user-'));
  await chmod(base, 0o755);
  const home = path.join(base, 'home');
  await withAccountsLocked('useradd', ['-m', '-d', home, '-s', '/bin/bash', name]);
  await setPassword(name, password);
  const [uid, gid] = [await idOf('-u', name), await idOf('-g', name)];
  const removeAccount = () => execFileSync('userdel', ['-f', name], { stdio: 'ignore' });
  process.once('exit', removeAccount);
  return {
    ...{ name, password, uid, gid, home },
    remove: async () => {
      process.removeListener('exit', removeAccount);
      killAll(uid);
      await withAccountsLocked('userdel', ['-f', name]);
      await rm(base, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
