// Questions of logins without a login: told to a window as the main process tells them, and what the window
// answers is caught before it gets there.
import { randomUUID } from 'node:crypto';
import type { ElectronApplication, Page } from '@playwright/test';
import type { AskedHostKey, AskedQuestion, GivenAnswer } from '../../electron/ipc/contract.ts';
import { terminal } from './drive.ts';

export type Answered = [id: string, answer: GivenAnswer | null];

/** Of a host that nobody knows yet. */
export const NEW_KEY: AskedHostKey = {
  name: '[web-eu-1.example]:2222',
  type: 'ED25519',
  fingerprint: 'SHA256:Wn2mbxOQCKZvEoCsYKDVfYqUZ1WLjCQvJWz9bLk0yTQ',
  art: [
    '+--[ED25519 256]--+',
    '|        .o+o.    |',
    '|       . =o+ .   |',
    '|      . o.B.o .  |',
    '|     .   =.=.. . |',
    '|    . . S + o.  .|',
    '|     o . = . +...|',
    '|    . .   o = =o.|',
    '|     .     o.E+*+|',
    '|            .o=OX|',
    '+----[SHA256]-----+',
  ],
  alsoKnownAs: ['bastion-eu', '10.1.2.3'],
  oldPlace: null,
};

export class AskedLogins {
  readonly #electron: ElectronApplication;
  readonly #page: Page;

  private constructor(electron: ElectronApplication, page: Page) {
    this.#electron = electron;
    this.#page = page;
  }

  /** From now on nothing that the window answers reaches the app. */
  static async play(electron: ElectronApplication, page: Page): Promise<AskedLogins> {
    await electron.evaluate(({ ipcMain }) => {
      const answered: Answered[] = [];
      Object.assign(globalThis, { answered });
      for (const name of ['logins:answer', 'vault:keeper']) ipcMain.removeHandler(name);
      ipcMain.handle('logins:answer', (_, ...answer: Answered) => {
        answered.push(answer);
        return { ok: true };
      });
      const value = { by: 'keychain', name: 'GNOME Keyring' };
      ipcMain.handle('vault:keeper', () => ({ ok: true, value }));
    });
    return new AskedLogins(electron, page);
  }

  /** The pane that has, or gets, the keyboard. */
  async focusedPane(): Promise<string> {
    return (await terminal(this.#page).getAttribute('data-pane'))!;
  }

  /** Asks over a pane, the focused one if none is named; @returns the question's id */
  async ask(change: Partial<AskedQuestion> = {}, pane?: string): Promise<string> {
    const shellId = pane ?? (await this.focusedPane());
    const id = randomUUID();
    const question: AskedQuestion = {
      ...{ id, shellId, asks: 'password', about: 'deploy@web-eu-1', hidden: true },
      ...{ text: '', keepable: null, because: null, hostKey: null },
      ...change,
    };
    await this.#tell(shellId, question);
    return id;
  }

  /** Nothing is asked over that pane any more. */
  async over(pane?: string): Promise<void> {
    await this.#tell(pane ?? (await this.focusedPane()), null);
  }

  /** All that the window answered since this was asked last. */
  answered(): Promise<Answered[]> {
    return this.#electron.evaluate(() => {
      const { answered } = globalThis as unknown as { answered: Answered[] };
      return answered.splice(0);
    });
  }

  #tell(shellId: string, question: AskedQuestion | null): Promise<void> {
    return this.#electron.evaluate(
      ({ BrowserWindow }, told) => {
        BrowserWindow.getAllWindows()[0]!.webContents.send('logins:asks', told);
      },
      { shellId, question },
    );
  }
}
