// Bowline as a user of Debian gets it: the built package installed by apt, in a root of its own,
// so that a Bowline of this machine is neither seen nor touched; started under a normal user, and driven over Chromium's debugging port, because the packaged app can't be
// inspected in any other way.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { glob, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { chromium, expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { BUNDLE_NAMES, outputOf } from '../../build/fresh.mjs';
import { NATIVE_BUILD } from '../../build/setup/native.mjs';
import { ROOT } from './app.ts';
import { machineItself, makePrivateRoot, whyNoPrivateRoot } from './privateRoot.ts';
import type { PrivateRoot } from './privateRoot.ts';
import type { TestUser } from './testUser.ts';
import { loginEnvironment, whyNoTestUser } from './testUser.ts';

const run = promisify(execFile);
const START_LIMIT_MS = 120_000;
const QUIT_LIMIT_MS = 60_000;
const INSTALLERS = path.join(ROOT, 'out', 'make');

/** Why no package can be built and installed here; undefined when one can. */
export function whyNoPackage(): string | undefined {
  const missing = ['dpkg-deb', 'apt-get', 'fakeroot'].find(
    (name) => !existsSync(`/usr/bin/${name}`),
  );
  if (missing) return `there is no ${missing}`;
  return whyNoTestUser() ?? (isInstalledHere() ? whyNoPrivateRoot() : undefined);
}

/** By whatever means: what isn't the tests' must not be replaced. */
function isInstalledHere(): boolean {
  return ['/usr/bin/bowline', '/usr/bin/bowline-agent', '/usr/lib/bowline'].some((file) =>
    existsSync(file),
  );
}

/** Where the package may be installed; whoever takes it must remove it. */
export async function rootForPackage(): Promise<PrivateRoot> {
  if (whyNoPrivateRoot()) return machineItself();
  const root = await makePrivateRoot();
  const status = await root.run('dpkg-query', ['-W', '-f', '${Package} ']);
  if (status.split(' ').includes('bowline')) await removePackage(root);
  return root;
}

async function newestPackage(): Promise<string | undefined> {
  const parts = [...BUNDLE_NAMES.map((name) => outputOf(name)), path.join(NATIVE_BUILD, 'stamp')];
  const compiled = await Promise.all(parts.map((file) => stat(file)));
  const newestBundle = Math.max(...compiled.map(({ mtimeMs }) => mtimeMs));
  for await (const name of glob('bowline_*.deb', { cwd: INSTALLERS })) {
    const file = path.join(INSTALLERS, name);
    if ((await stat(file)).mtimeMs > newestBundle) return file;
  }
  return undefined;
}

/** Takes the package that was made from the present bundles, or makes it. */
export async function buildPackage(): Promise<string> {
  const made = await newestPackage();
  if (made) return made;
  await rm(INSTALLERS, { recursive: true, force: true, maxRetries: 20 });
  await run(process.execPath, [path.join(ROOT, 'build/tasks/make.ts'), '--only', 'deb'], {
    cwd: ROOT,
    env: { ...process.env, BOWLINE_DEB_COMPRESSION: 'zstd' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const file = await newestPackage();
  if (!file) throw new Error('The packager ended well, but left no package.');
  return file;
}

/** Mode and owner of each file in a package, by its path: `-rw-r--r-- root/root`. */
export async function contentsOf(file: string): Promise<Map<string, string>> {
  const { stdout } = await run('dpkg-deb', ['--contents', file], { maxBuffer: 16 * 1024 * 1024 });
  const lines = stdout.matchAll(/^(\S+ \S+) +\d+ \S+ \S+ \.(\/.*)$/gm);
  return new Map([...lines].map(([, owner = '', name = '']) => [name, owner]));
}

/** Someone else may be installing packages just now. */
const PATIENT = ['-o', 'DPkg::Lock::Timeout=120'];
const ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

export async function installPackage(root: PrivateRoot, file: string): Promise<void> {
  const how = ['-y', '--no-install-recommends', '--reinstall'];
  await root.run('apt-get', [...PATIENT, 'install', ...how, file], ENV);
}

export async function removePackage(root: PrivateRoot): Promise<void> {
  await root.run('apt-get', [...PATIENT, 'purge', '-y', 'bowline'], ENV);
}

export interface InstalledApp {
  window: Page;
  /** Of the main process. */
  pid: number;
  /** Quits the app as its own menu would, and waits until the process is gone. */
  quit(): Promise<void>;
}

async function debuggingUrl(app: ChildProcess): Promise<string> {
  if (!app.stderr) throw new Error('The app has no stderr.');
  const lines: string[] = [];
  for await (const line of createInterface({ input: app.stderr })) {
    const url = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (url) return url;
    lines.push(line);
  }
  throw new Error(`The installed app ended without a window:\n${lines.join('\n')}`);
}

/** Attaching to a page that is still coming up can hang for ever, so its loading is awaited. */
async function loaded(url: string): Promise<void> {
  const list = `http://${new URL(url).host}/json`;
  const titles = async () => {
    const targets = (await (await fetch(list)).json()) as { type: string; title: string }[];
    return targets.filter(({ type }) => type === 'page').map(({ title }) => title);
  };
  const ours: unknown = expect.stringMatching(/\bBowline$/); // before it a tab's that came back
  await expect.poll(titles, { timeout: START_LIMIT_MS }).toContainEqual(ours);
}

async function firstPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (!context) throw new Error('The installed app has no window.');
  return context.pages()[0] ?? (await context.waitForEvent('page'));
}

/** The app's window, over its debugging port. */
export async function attachTo(url: string): Promise<{ browser: Browser; window: Page }> {
  await loaded(url);
  const browser = await chromium.connectOverCDP(url);
  return { browser, window: await firstPage(browser) };
}

/** Starts it as its launcher would. @param env in addition to what a login would set */
export function launchInstalled(
  root: PrivateRoot,
  user: TestUser,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  return spawn(...root.command('/usr/bin/bowline', args, user), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...loginEnvironment(user), DISPLAY: process.env.DISPLAY, ...env },
  });
}

export async function startInstalled(root: PrivateRoot, user: TestUser): Promise<InstalledApp> {
  const allowed = { BOWLINE_ALLOW_DEBUGGING: '1' };
  const app = launchInstalled(root, user, ['--remote-debugging-port=0'], allowed);
  const { browser, window } = await attachTo(await debuggingUrl(app));
  app.stderr?.resume();
  return {
    window,
    pid: app.pid!,
    quit: async () => {
      const ended = app.exitCode ?? once(app, 'exit');
      const session = await browser.newBrowserCDPSession();
      // Playwright's own close() would wait for a browser that lives on. The app may be gone
      // before it has answered, which is as good an answer.
      await session.send('Browser.close').catch(() => undefined);
      const limit = setTimeout(() => app.kill('SIGKILL'), QUIT_LIMIT_MS);
      await ended;
      clearTimeout(limit);
      expect(app.signalCode, 'the app did not quit by itself').toBe(null);
    },
  };
}
