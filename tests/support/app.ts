// Starts the built app as a person would, but with a data folder of its own, and hands out its
// window. `npm test` and the tour have compiled it before.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { findElectron } from '../../build/setup/electron.mjs';
import { buildUnderTest, ROOT } from './buildUnderTest.ts';

export { ROOT };

/** Far more than a start takes; an app that shows an error box instead never answers. */
const LAUNCH_LIMIT_MS = 120_000;
/** What a click, a wait or a new window may take: in windows of Electron what is configured doesn't hold. */
export const ACTION_LIMIT_MS = 120_000;
const QUIT_LIMIT_MS = 60_000;

/** Has Electron load files of this folder before the app. */
const before = (files: string[]): string[] =>
  files.flatMap((file) => ['-r', path.join(import.meta.dirname, file)]);

export interface AppOptions {
  /** Kept on close when given; otherwise a new folder that goes with the app. */
  userData?: string;
  /** Added to this process's own environment; undefined takes a variable away. */
  env?: NodeJS.ProcessEnv;
  args?: string[];
  /** Files of this folder that are loaded before the app. */
  before?: string[];
}

export interface RunningApp {
  electron: ElectronApplication;
  window: Page;
  userData: string;
  close(): Promise<void>;
}

/** Electron refuses to run as root with its sandbox. */
export const ROOT_ARGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

function environment(extra: NodeJS.ProcessEnv): Record<string, string> {
  const all = {
    ...process.env,
    ELECTRON_RUN_AS_NODE: undefined,
    NODE_OPTIONS: undefined,
    ...extra,
  };
  const set: [string, string][] = [];
  for (const [name, value] of Object.entries(all)) if (value !== undefined) set.push([name, value]);
  return Object.fromEntries(set);
}

/** Kills an app that won't go, so that one mistake doesn't hold up every test after it. */
async function quit(electron: ElectronApplication): Promise<void> {
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    electron.process().kill('SIGKILL');
  }, QUIT_LIMIT_MS);
  await electron.close();
  clearTimeout(limit);
  if (late) throw new Error('The app did not quit. Was it waiting for an answer?');
}

/** @throws when no Electron has been set up yet, or the app opens no window */
export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const binary = findElectron();
  if (!binary) throw new Error('No Electron here yet: run `npm start` or `npm test` first.');
  const userData = options.userData ?? (await mkdtemp(path.join(tmpdir(), 'bowline-app-')));
  // Told the folder instead of the executable, Playwright holds the app back until it listens;
  // otherwise now and then it meets a half-made window, and waits for it for ever.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = binary.dist;
  const electron = await _electron.launch({
    args: [
      ...before(['asPackaged.mjs', ...(options.before ?? [])]),
      ...ROOT_ARGS,
      buildUnderTest(),
      ...(options.args ?? []),
    ],
    cwd: buildUnderTest(),
    timeout: LAUNCH_LIMIT_MS,
    env: environment({ BOWLINE_USER_DATA: userData, ...options.env }),
  });
  electron.context().setDefaultTimeout(ACTION_LIMIT_MS);
  const window = await electron.firstWindow({ timeout: LAUNCH_LIMIT_MS });
  return {
    electron,
    window,
    userData,
    close: async () => {
      await quit(electron);
      // Helper processes of the app outlive it for a moment, and write still.
      const gone = { recursive: true, force: true, maxRetries: 20 };
      if (!options.userData) await rm(userData, gone);
    },
  };
}
