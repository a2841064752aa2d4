// A vault in memory, which can be locked.
import type { Vault } from '../../electron/hosts/vault.ts';
import type { Keeper, SecretUse } from '../../electron/ipc/contract.ts';
import { say, type Said } from '../../words/said.ts';

export class MemoryVault implements Vault {
  by: Keeper = { by: 'keychain', name: 'test' };
  locked = false;
  readonly secrets = new Map<string, string>();
  /** What was handed out, in its order. */
  readonly given: string[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(secrets: Record<string, string> = {}) {
    this.secrets = new Map(Object.entries(secrets));
  }

  keeper(): Promise<Keeper> {
    return Promise.resolve(this.by);
  }

  get(use: SecretUse): Promise<string | undefined> {
    const secret = this.locked ? undefined : this.secrets.get(keyOf(use));
    if (secret !== undefined) this.given.push(keyOf(use));
    return Promise.resolve(secret);
  }

  why(): Said | null {
    return this.locked ? say('secrets-locked') : null;
  }

  onOpened(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => void this.#waiting.delete(listener);
  }

  unlock(): void {
    this.locked = false;
    for (const listener of this.#waiting) listener();
  }

  has(use: SecretUse): boolean {
    return this.secrets.has(keyOf(use));
  }

  keep(use: SecretUse, secret: string): Promise<void> {
    this.secrets.set(keyOf(use), secret);
    return Promise.resolve();
  }

  forget(use: SecretUse): void {
    this.secrets.delete(keyOf(use));
  }
}

/** `password web`, `passphrase /home/me/.ssh/id`. */
function keyOf({ what, of }: SecretUse): string {
  return `${what} ${of}`;
}
