// One question of a login, and what the person says to it: once, and nothing of it stays here.
import type { AskedHostKey, AskedQuestion, Bridge } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';

/** `sent` and `declined` are over as soon as the main process takes the question away. */
export type AnswerState = 'open' | 'sent' | 'declined';

export class LoginQuestion {
  readonly #bridge: Bridge;
  readonly asked: AskedQuestion;
  readonly removeOldKey: (key: AskedHostKey) => Promise<void>;
  #state = $state<AnswerState>('open');
  #error = $state('');

  constructor(
    bridge: Bridge,
    asked: AskedQuestion,
    removeOldKey: (key: AskedHostKey) => Promise<void>,
  ) {
    this.#bridge = bridge;
    this.asked = asked;
    this.removeOldKey = removeOldKey;
  }

  get state(): AnswerState {
    return this.#state;
  }

  /** Why the answer didn't arrive, in words; '' where nothing went wrong. */
  get error(): string {
    return this.#error;
  }

  /** A second answer is dropped, unless the first one never arrived. */
  answer(text: string, keep = false): Promise<void> {
    return this.#give('sent', words.logins.notSent, () =>
      this.#bridge.call('logins:answer', this.asked.id, { text, keep }),
    );
  }

  /** The person would rather not. */
  decline(): Promise<void> {
    return this.#give('declined', words.logins.notSent, () =>
      this.#bridge.call('logins:answer', this.asked.id, null),
    );
  }

  /** The old key of a host goes, and ssh asks about the new one as about any. */
  replaceKey(key: AskedHostKey): Promise<void> {
    return this.#give('sent', words.logins.notRemoved, async () => {
      await this.removeOldKey(key);
      await this.#bridge.call('logins:answer', this.asked.id, { text: 'yes', keep: false });
    });
  }

  async #give(state: AnswerState, failed: string, work: () => Promise<void>): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = state;
    this.#error = '';
    try {
      await work();
    } catch (error) {
      this.#state = 'open';
      this.#error = words.notices.failed(failed, reason(error));
    }
  }
}
