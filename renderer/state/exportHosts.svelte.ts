// Hosts that are to be written to a file: in which format, and what becomes of their secrets.
import type { Bridge, Exported, ExportFormat } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';

/** Characters; how good it is beyond that is for who chooses it. */
export const LEAST_PASSPHRASE = 8;

export type ExportField = 'passphrase' | 'again';

const { exporting } = words.keptHosts;

export class ExportHosts {
  readonly #bridge: Bridge;
  readonly #ids: readonly string[] | null;
  format = $state<ExportFormat>('bowline');
  secrets = $state<'out' | 'sealed'>('out');
  passphrase = $state('');
  again = $state('');
  busy = $state(false);
  error = $state('');
  /** What was written, where not all could be. */
  written = $state.raw<Exported | null>(null);
  #tried = $state(false);

  /** @param ids null: all */
  constructor(bridge: Bridge, ids: readonly string[] | null) {
    this.#bridge = bridge;
    this.#ids = ids;
  }

  get sealed(): boolean {
    return this.format === 'bowline' && this.secrets === 'sealed';
  }

  get all(): boolean {
    return this.#ids === null;
  }

  /** What is wrong with what was typed, in words, once it is to be used. */
  get errors(): Partial<Record<ExportField, string>> {
    return this.#tried ? this.#problems : {};
  }

  get firstWrong(): ExportField | null {
    const [first] = Object.keys(this.errors);
    return (first as ExportField | undefined) ?? null;
  }

  /** Closing would lose something that was typed. */
  get changed(): boolean {
    return this.passphrase + this.again !== '';
  }

  /** Null where it was called off, or refused: then `errors` or `error` say why. */
  async write(): Promise<Exported | null> {
    this.#tried = true;
    this.error = '';
    if (this.firstWrong || this.busy) return null;
    this.busy = true;
    try {
      const ids = this.#ids && [...this.#ids];
      const passphrase = this.sealed ? this.passphrase : '';
      return this.#done(
        await this.#bridge.call('export:write', { format: this.format, ids, passphrase }),
      );
    } catch (error) {
      this.error = reason(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  #done(exported: Exported): Exported | null {
    if (exported.shown === null) return null;
    [this.passphrase, this.again] = ['', ''];
    if (exported.left.length > 0) this.written = exported;
    return exported;
  }

  get #problems(): Partial<Record<ExportField, string>> {
    if (!this.sealed) return {};
    const isShort = [...this.passphrase].length < LEAST_PASSPHRASE;
    if (isShort) return { passphrase: exporting.short(LEAST_PASSPHRASE) };
    return this.again === this.passphrase ? {} : { again: exporting.differ };
  }
}
