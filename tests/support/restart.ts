// Ends the app in the ways it can end, starts it again on the same data folder, and reads what
// its terminals hold.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { panesIn } from '../../core/layout/find.ts';
import type { Bridge } from '../../electron/ipc/contract.ts';
import type { SavedLayout } from '../../electron/layout/savedLayout.ts';
import { startApp, type RunningApp } from './app.ts';
import { agreeToLeave } from './leaveDialog.ts';

declare const window: { bowline: Bridge };

/** Shells without the start-up files of whoever runs the tests: they may take any time. */
export function atHome(folder: string): { HOME: string } {
  return { HOME: folder };
}

interface SavedTab {
  title: string | null;
  /** It is the one that its window shows. */
  shown: boolean;
  zoomed: boolean;
  sessions: (string | undefined)[];
}

export class Restarting {
  readonly userData: string;
  #app: RunningApp;

  private constructor(userData: string, app: RunningApp) {
    this.userData = userData;
    this.#app = app;
  }

  static async start(): Promise<Restarting> {
    const userData = await mkdtemp(path.join(tmpdir(), 'bowline-restart-'));
    return new Restarting(userData, await startApp({ userData, env: atHome(userData) }));
  }

  get window(): Page {
    return this.#app.window;
  }

  get app(): RunningApp {
    return this.#app;
  }

  /** kill -9, in the middle of whatever it does. */
  async kill(): Promise<void> {
    const process = this.#app.electron.process();
    const exited = new Promise((resolve) => process.once('exit', resolve));
    if (process.kill('SIGKILL')) await exited;
  }

  /** Quits as a person does; where a question would be asked, it is answered with yes. */
  async quit(): Promise<void> {
    await agreeToLeave(this.#app.electron);
    await this.#app.close();
  }

  async startAgain(): Promise<void> {
    this.#app = await startApp({ userData: this.userData, env: atHome(this.userData) });
  }

  /** What the app has stored of its windows; of none as long as it has stored nothing. */
  async savedLayout(): Promise<Pick<SavedLayout, 'windows' | 'shells'>> {
    const text = await readFile(path.join(this.userData, 'tabs.json'), 'utf8').catch(() => null);
    return text === null ? { windows: [], shells: [] } : (JSON.parse(text) as SavedLayout);
  }

  /** What the app has stored of its tabs, from left to right: the title of each, and its sessions. */
  async savedTabs(): Promise<SavedTab[]> {
    const { windows, shells } = await this.savedLayout();
    const sessionOf = ({ id }: { id: string }): string | undefined =>
      shells.find(({ shellId }) => shellId === id)?.session;
    return windows.flatMap(({ tabs, active }) =>
      tabs.map(({ id, title, zoomed, tree }) => {
        const sessions = panesIn(tree).map(sessionOf);
        return { title, shown: id === active, zoomed, sessions };
      }),
    );
  }

  async end(): Promise<void> {
    if (this.#app.electron.process().exitCode === null) await this.kill();
    // Helper processes of the app outlive it for a moment, and write still.
    await rm(this.userData, { recursive: true, maxRetries: 20 });
  }
}

/** All lines of the active terminal, scrollback included, as copying gives them. */
export async function allLines({ electron, window: page }: RunningApp): Promise<string[]> {
  const none = `nothing copied yet ${randomUUID()}`;
  await electron.evaluate(async ({ clipboard }, text) => clipboard.writeText(text), none);
  for (const command of ['select-all', 'copy']) {
    await electron.evaluate(
      ({ BrowserWindow }, name) =>
        BrowserWindow.getAllWindows()[0]!.webContents.send('menu:command', name),
      command,
    );
  }
  // Commands and this question reach the window by different ways.
  const copied = () => page.evaluate(() => window.bowline.call('clipboard:read'));
  await expect.poll(copied).not.toBe(none);
  return (await copied()).split(/\r?\n/).map((line) => line.trimEnd());
}
