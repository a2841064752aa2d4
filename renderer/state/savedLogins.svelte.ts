// What is kept for logins, as the settings list it: what each is for, who uses it, and when last. Never a
// secret itself.
import type { Bridge, KeptSecret, SecretUse } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { nextStaying } from '../lib/staying.ts';

/** Rows; more are found by typing. */
export const MOST_SHOWN = 100;

export interface SecretRow extends KeptSecret {
  id: string;
  /** Names of the hosts that use it. */
  names: readonly string[];
}

/** Of a use; no two have the same. */
export function idOfUse({ what, of }: SecretUse): string {
  return `${what}:${of}`;
}

export class SavedLogins {
  readonly #bridge: Bridge;
  readonly #nameOf: (host: string) => string | undefined;
  #list = $state.raw<readonly KeptSecret[] | null>(null);
  #turn = 0;
  typed = $state('');
  /** Why they can't be told, in words. */
  error = $state('');

  /** @param nameOf what a saved host is called */
  constructor(bridge: Bridge, nameOf: (host: string) => string | undefined) {
    this.#bridge = bridge;
    this.#nameOf = nameOf;
  }

  /** How many there are; null until it is known. */
  get count(): number | null {
    return this.#list && this.#list.length;
  }

  /** Those that have what is typed, by name. */
  readonly found: readonly SecretRow[] = $derived.by(() => {
    const typed = this.typed.trim().toLowerCase();
    const rows = (this.#list ?? []).map((secret) => this.#row(secret));
    const has = ({ called, names }: SecretRow): boolean =>
      [called, ...names].some((text) => text.toLowerCase().includes(typed));
    return typed === '' ? rows : rows.filter(has);
  });

  get rows(): readonly SecretRow[] {
    return this.found.slice(0, MOST_SHOWN);
  }

  /** How many have what is typed and aren't shown. */
  get hidden(): number {
    return Math.max(0, this.found.length - MOST_SHOWN);
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const list = await this.#bridge.call('vault:list');
      if (turn !== this.#turn) return;
      this.#list = list.toSorted((one, other) => one.called.localeCompare(other.called));
      this.error = '';
    } catch (error) {
      if (turn === this.#turn) this.error = reason(error);
    }
  }

  /** Answers with the row that takes its place; null for none. Rejects where it can't be forgotten. */
  async forget(row: SecretRow): Promise<SecretRow | null> {
    const before = this.rows;
    await this.#bridge.call('vault:forget', row.use);
    this.#turn += 1; // what is on its way was told before
    this.#list = (this.#list ?? []).filter(({ use }) => idOfUse(use) !== row.id);
    return nextStaying(before, before.indexOf(row), this.rows) ?? null;
  }

  #row(secret: KeptSecret): SecretRow {
    const names = secret.hosts.flatMap((host) => this.#nameOf(host) ?? []);
    return { ...secret, id: idOfUse(secret.use), names };
  }
}
