// What logins ask for, a question at a time over each shell's terminal. The main process tells; what it
// told while this window asked how all stands is newer than the answer.
import { SvelteMap } from 'svelte/reactivity';
import type { AskedQuestion, Bridge, Keeper } from '../../electron/ipc/contract.ts';
import { LoginQuestion } from './loginQuestion.svelte.ts';

/** What a pane has to be for a question to stand over it. */
export interface AskedPane {
  readonly id: string;
  login: LoginQuestion | null;
}

export interface LoginsOptions<P extends AskedPane> {
  bridge: Bridge;
  /** Something is asked over a pane that wasn't before. */
  asked: (pane: P, question: LoginQuestion) => void;
  /** What was asked over a pane isn't any more. */
  over: (pane: P) => void;
  /** What is asked could not be fetched. */
  failed: (error: unknown) => void;
}

export class Logins<P extends AskedPane> {
  readonly #options: LoginsOptions<P>;
  readonly #byShell = new SvelteMap<string, LoginQuestion>();
  /** Shells that were told of while all was asked for. */
  #heard: string[] = [];
  #followed: readonly P[] = [];
  #keeper = $state.raw<Keeper | null>(null);
  /** Removes the old key of a host whose key has changed. */
  removeOldKey: LoginQuestion['removeOldKey'] = () => Promise.resolve();

  constructor(options: LoginsOptions<P>) {
    this.#options = options;
    const { bridge } = options;
    bridge.on('logins:asks', ({ shellId, question }) => this.#told(shellId, question));
    bridge.on('vault:changed', (keeper) => (this.#keeper = keeper));
  }

  /** Who would keep an answer; null until that is known. */
  get keeper(): Keeper | null {
    return this.#keeper;
  }

  /** What is asked over a shell's terminal now. */
  of(shellId: string): LoginQuestion | null {
    return this.#byShell.get(shellId) ?? null;
  }

  /** These are the panes of the window now: new ones are asked about, and what others asked is forgotten. */
  follow(panes: readonly P[]): void {
    const before = this.#followed;
    this.#followed = panes;
    const here = panes.map(({ id }) => id);
    for (const pane of before) if (!here.includes(pane.id)) this.#left(pane);
    for (const pane of panes) this.#show(pane);
    if (panes.some((pane) => !before.includes(pane))) void this.#askAll();
  }

  #left(pane: P): void {
    this.#byShell.delete(pane.id);
    this.#show(pane);
  }

  async #askAll(): Promise<void> {
    this.#heard = [];
    try {
      const all = await this.#options.bridge.call('logins:asked');
      for (const one of all) if (!this.#heard.includes(one.shellId)) this.#put(one.shellId, one);
    } catch (error) {
      this.#options.failed(error);
    }
  }

  #told(shellId: string, asked: AskedQuestion | null): void {
    this.#heard.push(shellId);
    this.#put(shellId, asked);
  }

  // Told again, it is the same one still, with what was typed.
  #put(shellId: string, asked: AskedQuestion | null): void {
    const now = this.#byShell.get(shellId);
    if (asked === null) this.#byShell.delete(shellId);
    else if (now?.asked.id !== asked.id) this.#byShell.set(shellId, this.#made(asked));
    if (asked?.keepable && this.#keeper === null) void this.#askKeeper();
    for (const pane of this.#followed) if (pane.id === shellId) this.#show(pane);
  }

  #made(asked: AskedQuestion): LoginQuestion {
    const removeOldKey: LoginQuestion['removeOldKey'] = (key) => this.removeOldKey(key);
    return new LoginQuestion(this.#options.bridge, asked, removeOldKey);
  }

  #show(pane: P): void {
    const question = this.of(pane.id);
    if (pane.login === question) return;
    const had = pane.login !== null;
    pane.login = question;
    if (had) this.#options.over(pane);
    if (question) this.#options.asked(pane, question);
  }

  // Its name alone is missing without it.
  async #askKeeper(): Promise<void> {
    const keeper = await this.#options.bridge.call('vault:keeper').catch(() => null);
    this.#keeper ??= keeper;
  }
}
