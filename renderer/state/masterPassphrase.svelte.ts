// The master passphrase as a dialog asks for it: to unlock what is kept, to set one, or to change it. What
// was typed is thrown away once it was taken.
import type { Bridge } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';

/** Characters; how good it is beyond that is for who chooses it. */
export const LEAST_MASTER = 8;

export type MasterAct = 'unlock' | 'set' | 'change';
export type MasterField = 'old' | 'passphrase' | 'again';

export class MasterPassphrase {
  readonly act: MasterAct;
  readonly #bridge: Bridge;
  old = $state('');
  passphrase = $state('');
  again = $state('');
  shown = $state(false);
  busy = $state(false);
  /** What went wrong that is no field's fault, in words. */
  error = $state('');
  #errors = $state.raw<Partial<Record<MasterField, string>>>({});

  constructor(bridge: Bridge, act: MasterAct) {
    this.#bridge = bridge;
    this.act = act;
  }

  get errors(): Partial<Record<MasterField, string>> {
    return this.#errors;
  }

  get firstWrong(): MasterField | null {
    const [first] = Object.keys(this.#errors) as MasterField[];
    return first ?? null;
  }

  /** Closing would lose something that was typed. */
  get changed(): boolean {
    return this.act !== 'unlock' && this.old + this.passphrase + this.again !== '';
  }

  /** It isn't wrong any more that way. */
  typed(field: MasterField): void {
    const { [field]: _, ...rest } = this.#errors;
    this.#errors = rest;
  }

  /** True once it was taken; else `errors` or `error` say why not. */
  async submit(): Promise<boolean> {
    if (this.busy) return false;
    this.#errors = this.#problems;
    this.error = '';
    if (this.firstWrong) return false;
    this.busy = true;
    try {
      return this.#taken(await this.#told());
    } catch (error) {
      this.error = reason(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #told(): Promise<boolean> {
    if (this.act === 'unlock') return this.#bridge.call('vault:unlock', this.passphrase);
    const old = this.act === 'change' ? this.old : null;
    return this.#bridge.call('vault:setPassphrase', this.passphrase, old);
  }

  #taken(yes: boolean): boolean {
    const { wrong } = words.savedLogins.master;
    if (yes) [this.old, this.passphrase, this.again] = ['', '', ''];
    else this.#errors = this.act === 'unlock' ? { passphrase: wrong } : { old: wrong };
    return yes;
  }

  get #problems(): Partial<Record<MasterField, string>> {
    const texts = words.savedLogins.master;
    if (this.act === 'unlock') return this.passphrase === '' ? { passphrase: texts.missing } : {};
    if (this.act === 'change' && this.old === '') return { old: texts.missing };
    const isShort = [...this.passphrase].length < LEAST_MASTER;
    if (isShort) return { passphrase: texts.short(LEAST_MASTER) };
    return this.again === this.passphrase ? {} : { again: texts.differ };
  }
}
