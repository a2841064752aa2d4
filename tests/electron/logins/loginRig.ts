// Logins of the real ssh as the app has them: what is kept answers, and what isn't is asked over the tab `s1`.
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import { askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { AskedQuestion } from '../../../electron/ipc/contract.ts';
import { Logins } from '../../../electron/logins/logins.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import type { SshSurroundings } from '../../../electron/ssh/asking.ts';
import { MemoryVault } from '../../support/memoryVault.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { whyNoSshd } from '../../support/sshd.ts';
import { surroundings } from '../shells/hosts.ts';

/** Why there can be none here. */
export function whyNoLogins(): string | undefined {
  return whyNoSshd() ?? (askpassProgram() ? undefined : 'bowline-askpass is not compiled');
}

export class LoginRig {
  readonly vault = new MemoryVault();
  /** All that was asked, in its order. */
  readonly asked: AskedQuestion[] = [];
  readonly desk = new QuestionDesk({
    tell: (_, question) => void (question && this.asked.push(question)),
  });
  readonly logins: Logins;
  readonly #env: Record<string, string>;
  readonly #drivers: ShellDriver[] = [];

  /** @param env what ssh finds besides */
  constructor(env: Record<string, string> = {}, clock: Clock = systemClock) {
    this.#env = env;
    this.logins = new Logins({
      ...{ vault: this.vault, desk: this.desk, clock },
      ...{ env: surroundings(env).env, program: askpassProgram() },
    });
  }

  /** What an ssh of these logins starts from. */
  get around(): SshSurroundings {
    return { ...surroundings(this.#env), asking: this.logins };
  }

  start(host: StoredHost): ShellDriver {
    const shell = sshShells(this.around)(host, null, undefined, 's1');
    const driver = new ShellDriver(shell).start();
    this.#drivers.push(driver);
    return driver;
  }

  /** To what is asked now; null gives up. */
  answer(text: string | null, keep = false): void {
    this.desk.answer(this.desk.now('s1')!.id, text === null ? null : { text, keep });
  }

  async close(): Promise<void> {
    await Promise.all(this.#drivers.map(({ shell }) => shell.close()));
    this.logins.close();
  }
}
