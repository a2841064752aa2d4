// A secret that is typed into a form, and what becomes of it once the form is saved. What is kept already
// is never shown: it is replaced, or forgotten.
import type { SecretUse } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import type { Vault } from './vault.svelte.ts';

export class SecretField {
  readonly #vault: Vault;
  readonly #words: (why: string) => string;
  #turn = 0;
  #use: SecretUse | null = null;
  value = $state('');
  /** What is typed is to be kept. */
  keeps = $state(true);
  /** It can be read as it is typed. */
  shown = $state(false);
  /** One is kept. */
  kept = $state(false);
  /** One was kept, and isn't any more. */
  forgotten = $state(false);
  error = $state('');

  /** @param words of what went wrong when all else was saved */
  constructor(vault: Vault, words: (why: string) => string) {
    this.#vault = vault;
    this.#words = words;
  }

  /** Closing would lose something that was typed. */
  get changed(): boolean {
    return this.value !== '';
  }

  /** Whether one is kept for it; null: that can't be yet. */
  async look(use: SecretUse | null): Promise<void> {
    if (use?.of === this.#use?.of) return;
    const turn = ++this.#turn;
    this.#use = use;
    [this.kept, this.forgotten] = [false, false];
    const kept = use !== null && (await this.#vault.has(use));
    if (turn === this.#turn) this.kept = kept;
  }

  /**
   * Keeps what was typed. False where that is to be kept and can't be: then `error` says why, and it stays
   * typed.
   */
  async store(use: SecretUse): Promise<boolean> {
    this.error = '';
    if (this.value === '' || !this.keeps) return true;
    try {
      await this.#vault.keep(use, this.value);
      [this.value, this.kept, this.forgotten, this.shown] = ['', true, false, false];
      this.#use = use;
      return true;
    } catch (error) {
      this.error = this.#words(reason(error));
      return false;
    }
  }

  async forget(): Promise<void> {
    if (!this.#use) return;
    try {
      await this.#vault.forget(this.#use);
      [this.kept, this.forgotten, this.error] = [false, true, ''];
    } catch (error) {
      this.error = reason(error);
    }
  }
}
