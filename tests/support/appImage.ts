// The packaged app as an AppImage runs it, with a script in the AppImage's place: the tools that make
// a real one come from the network. To the app it is the file that it was started from and that an
// update replaces; what it mounts is the package's own folder.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { ADDRESS_FILE } from '../../electron/updates/updateAddress.ts';
import { PACKAGE_FILE } from '../../electron/updates/whyNoUpdates.ts';
import { attachTo } from './installed.ts';
import { removeFolder } from './removeFolder.ts';

const run = promisify(execFile);
const START_LIMIT_MS = 60_000;

/** The package's files, in a folder that goes with `remove`. */
export class AppImage {
  readonly folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-appimage-'));
  readonly image = path.join(this.folder, 'Bowline.AppImage');
  readonly #started = path.join(this.folder, 'started');
  readonly #stderr = path.join(this.folder, 'stderr');
  #attached = 0;

  /** @param deb as it was built; what is in it is the same for all installers of Linux */
  static async from(deb: string): Promise<AppImage> {
    const made = new AppImage();
    await run('dpkg-deb', ['-x', deb, made.folder]);
    rmSync(path.join(made.resources, PACKAGE_FILE));
    writeFileSync(made.image, made.script('0.1.0'));
    chmodSync(made.image, 0o755);
    for (const file of [made.#started, made.#stderr]) writeFileSync(file, '');
    return made;
  }

  get resources(): string {
    return path.join(this.folder, 'usr/lib/bowline/resources');
  }

  /** As the build tells it to the app. */
  setAddress(feed: string, publicKey: string): void {
    const address = path.join(this.resources, ADDRESS_FILE);
    writeFileSync(address, JSON.stringify({ feed, publicKey }));
    const library = { provider: 'generic', url: feed, updaterCacheDirName: 'bowline-updater' };
    writeFileSync(path.join(this.resources, 'app-update.yml'), JSON.stringify(library));
  }

  /** What stands for a version's AppImage: notes that it was started, and runs the package. */
  script(version: string): Buffer {
    const program = path.join(this.folder, 'usr/lib/bowline/bowline');
    const lines = [
      '#!/bin/sh',
      `echo "${version}" >> "${this.#started}"`,
      'APPIMAGE=$(readlink -f "$0")',
      `APPDIR="${path.dirname(program)}"`,
      'export APPIMAGE APPDIR',
      `exec "${program}" --no-sandbox --remote-debugging-port=0 "$@" 2>> "${this.#stderr}"`,
      '',
    ];
    return Buffer.from(lines.join('\n'));
  }

  /** Versions that were started so far. */
  get started(): string[] {
    return readFileSync(this.#started, 'utf8').split('\n').filter(Boolean);
  }

  start(): ChildProcess {
    const env = {
      ...process.env,
      HOME: this.folder,
      XDG_CACHE_HOME: path.join(this.folder, 'cache'),
      XDG_CONFIG_HOME: path.join(this.folder, 'config'),
      BOWLINE_USER_DATA: path.join(this.folder, 'data'),
      BOWLINE_ALLOW_DEBUGGING: '1',
      NODE_OPTIONS: undefined,
      ELECTRON_RUN_AS_NODE: undefined,
    };
    return spawn(this.image, [], { env, stdio: 'ignore' });
  }

  /** The window of the app that was started last. */
  async window(): Promise<{ browser: Browser; window: Page }> {
    const urls = (): string[] =>
      Array.from(
        readFileSync(this.#stderr, 'utf8').matchAll(/DevTools listening on (ws:\S+)/g),
        ([, url]) => url!,
      );
    this.#attached += 1;
    await expect.poll(() => urls().length, { timeout: START_LIMIT_MS }).toBe(this.#attached);
    return attachTo(urls().at(-1)!);
  }

  remove(): void {
    removeFolder(this.folder);
  }
}

/** Quits the app as its own menu would; whoever started it awaits its end. */
export async function quitOver(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.close').catch(() => undefined); // gone before it has answered
}

/** @returns the exit code */
export async function ended(app: ChildProcess): Promise<number | null> {
  if (app.exitCode === null && app.signalCode === null) await once(app, 'exit');
  return app.exitCode;
}
