// Where secrets of logins are kept, each for one purpose.
import type { Said } from '../../words/said.ts';
import type { Keeper, SecretUse } from '../ipc/contract.ts';

export interface Vault {
  /** Asks the system, so it may take its time, and may make the system ask the person. */
  keeper(): Promise<Keeper>;
  /** Undefined where none is kept, or where it can't be had now: locked, gone, sealed by another. */
  get(use: SecretUse): Promise<string | undefined>;
  /** Why the latest `get` of it came to nothing although one is kept; null else. */
  why?(use: SecretUse): Said | null;
  /** Told whenever what was locked may be had. The function ends it. Missing: nothing is ever locked. */
  onOpened?(listener: () => void): () => void;
  /** Is one kept? Asks nobody. */
  has(use: SecretUse): boolean;
  /** Rejects with a `PersonError` where nobody can keep it. */
  keep(use: SecretUse, secret: string): Promise<void>;
  /** From the backups, too. Throws a `PersonError` where it can't be removed from all of them. */
  forget(use: SecretUse): void;
}

/** Keeps nothing. */
export const NO_VAULT: Vault = {
  keeper: () => Promise.resolve({ by: 'nobody' }),
  get: () => Promise.resolve(undefined),
  has: () => false,
  keep: () => Promise.resolve(),
  forget: () => undefined,
};
