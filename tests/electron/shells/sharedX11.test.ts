// X11 over a login that several shells share: each has a display of its own on the host, and real X clients there
// show on this computer's, with its cookie and not without, by a real sshd, Xvfb and xauth.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { asShared, sharedShells } from '../../../electron/shells/sharedShells.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import { needs, whyNoProgram } from '../../support/needs.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { sshHost, surroundings } from './hosts.ts';

const PROGRAMS = ['Xvfb', 'xauth', 'xdotool'];
const why = whyNoSshd() ?? PROGRAMS.map(whyNoProgram).find((missing) => missing !== undefined);
/** No other screen here has it. */
const SCREEN = { width: 1234, height: 567 };

const folder = mkdtempSync(path.join(tmpdir(), 'bowline-'));
let sshd: TestSshd;
let xvfb: ChildProcess;
let env: { DISPLAY: string; XAUTHORITY: string };
const drivers: ShellDriver[] = [];

/** Lets in who has its cookie. */
async function startScreen(): Promise<void> {
  const XAUTHORITY = path.join(folder, 'cookies');
  const cookie = randomBytes(16).toString('hex');
  const allow = (display: string) =>
    execFileSync('xauth', ['-q', '-f', XAUTHORITY, 'add', display, '.', cookie], {
      stdio: 'ignore',
    });
  allow(':0'); // it reads the cookie alone
  const size = `${SCREEN.width}x${SCREEN.height}x24`;
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
  xvfb = spawn('Xvfb', [...args, '-auth', XAUTHORITY], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(xvfb.stdio[3] as Readable, 'data')) as [Buffer];
  env = { DISPLAY: `:${String(number).trim()}`, XAUTHORITY };
  allow(env.DISPLAY);
}

beforeAll(async () => {
  if (why) return;
  sshd = await startSshd({ config: ['X11Forwarding yes', 'X11UseLocalhost yes'] });
  await sshd.trustHostKey();
  await startScreen();
});
afterAll(async () => {
  xvfb?.kill();
  await sshd?.close();
  removeFolder(folder);
});
beforeEach((test) => needs(why, test));
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
});

function open(x11: 'trusted' | 'no'): () => ShellDriver {
  const where = surroundings(env);
  const logins = new SshLogins({
    ...{ surroundings: where, clock: systemClock },
    asShared: (host) => asShared(host as StoredHost),
  });
  const shells = sharedShells(
    { surroundings: where, logins, shares: () => true },
    sshShells(where),
  );
  const host = sshHost(sshd, { shareLogin: 'on', x11 });
  return () => {
    const driver = new ShellDriver(shells(host, null, undefined, `s${drivers.length}`)).start();
    drivers.push(driver);
    return driver;
  };
}

const loggedIn = (): number => sshd.log().match(/Accepted publickey/g)?.length ?? 0;

/** What a program there says. */
async function said(driver: ShellDriver, command: string): Promise<string> {
  await driver.type(`echo "<$(${command} 2>&1)"'>'\r`);
  const [, text = ''] = await driver.sees(/<([^<>$]*)>/);
  driver.text = '';
  return text;
}

it('shells over one login each show on this screen', async () => {
  const before = loggedIn();
  const start = open('trusted');
  const both = [start()];
  await both[0]!.reaches('online');
  both.push(start());
  await both[1]!.reaches('online');
  const displays: string[] = [];
  for (const driver of both) {
    displays.push(await said(driver, 'echo $DISPLAY'));
    expect(await said(driver, 'xdotool getdisplaygeometry')).toBe(
      `${SCREEN.width} ${SCREEN.height}`,
    );
    expect(await said(driver, 'XAUTHORITY=/dev/null xdotool getdisplaygeometry')).not.toMatch(
      /^\d+ \d+$/,
    );
  }
  expect(displays.every((display) => /^localhost:\d+\.0$/.test(display))).toBe(true);
  expect(new Set(displays).size).toBe(2);
  await expect.poll(() => loggedIn() - before).toBe(1);

  await both[0]!.shell.close();
  expect(await said(both[1]!, 'xdotool getdisplaygeometry')).toBe(
    `${SCREEN.width} ${SCREEN.height}`,
  );
});

it('where it isn’t wanted, programs there have no display', async () => {
  const driver = open('no')();
  await driver.reaches('online');
  expect(await said(driver, 'echo $DISPLAY')).toBe('');
});
