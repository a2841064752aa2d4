// A real browser that goes through a SOCKS proxy: Chromium, as the project's Electron brings it,
// in a bare window on a display of its own.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDisplay } from '../../build/display.ts';
import { findElectron } from '../../build/setup/electron.mjs';
import { SYSTEM } from '../../core/system.ts';

const PROGRAM = path.resolve(import.meta.dirname, 'browser.mjs');
/** Electron refuses to run as root with its sandbox. */
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** What a page said; or why there was none, in Chromium's words: ERR_SOCKS_CONNECTION_FAILED. */
export interface Visit {
  url: string;
  text?: string;
  error?: string;
}

/** Why no browser can be run here; undefined when one can. */
export function whyNoBrowser(): string | undefined {
  if (!findElectron()) return 'no Electron has been set up';
  const needsXvfb = SYSTEM === 'linux' && !existsSync('/usr/bin/Xvfb');
  return needsXvfb ? 'no Xvfb is installed' : undefined;
}

/** Visits pages through the SOCKS server at this port of loopback, those of loopback too. */
export async function browse(socksPort: number, urls: string[]): Promise<Visit[]> {
  await using display = await openDisplay();
  const profile = await mkdtemp(path.join(tmpdir(), 'bowline-browser-'));
  const proxy = [
    `--proxy-server=socks5://127.0.0.1:${socksPort}`,
    '--proxy-bypass-list=<-loopback>',
  ];
  const args = [...SANDBOX, `--user-data-dir=${profile}`, ...proxy, PROGRAM, '--', ...urls];
  const unset = { ELECTRON_RUN_AS_NODE: undefined, NODE_OPTIONS: undefined };
  const env = { ...process.env, ...unset, ...display.env };
  const { stdout } = await promisify(execFile)(findElectron()!.executable, args, { env });
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Visit);
}
