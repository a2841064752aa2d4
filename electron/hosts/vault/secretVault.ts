// The vault: who keeps a new secret, and who gives back which. Chosen is the master passphrase where one is set,
// else the keychain where it really seals, else nobody, who keeps none. What another one keeps stays there.
import type { Clock } from '../../../core/time/clock.ts';
import { say, type Said } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Keeper, SecretUse } from '../../ipc/contract.ts';
import type { Vault } from '../vault.ts';
import type { Keychain } from './keychain.ts';
import type { LoginSecrets, SealedSecret } from './loginSecrets.ts';
import type { Cost } from './masterKey.ts';
import { MasterPassphrase } from './masterPassphrase.ts';

export interface SecretVaultOptions {
  rows: LoginSecrets;
  keychain: Keychain;
  clock: Clock;
  lockAfterMs: () => number | null;
  /** Who keeps them, whether it is locked, or what is kept is another. */
  onChange: (keeper: Keeper) => void;
  /** Of a master passphrase. */
  cost?: Cost;
}

export class SecretVault implements Vault {
  readonly #options: SecretVaultOptions;
  readonly #master: MasterPassphrase;
  /** Why the latest asking of a use came to nothing. */
  readonly #whys = new Map<string, Said>();
  /** The latest keeping or forgetting of each use that is under way: it is the one that holds. */
  readonly #latest = new Map<string, symbol>();
  readonly #waiting = new Set<() => void>();
  #known: Keeper | undefined;

  constructor(options: SecretVaultOptions) {
    this.#options = options;
    const { rows, clock, lockAfterMs, cost } = options;
    const onChange = (): void => this.#tell();
    this.#master = new MasterPassphrase({ rows, clock, lockAfterMs, cost, onChange });
  }

  async keeper(): Promise<Keeper> {
    const name = this.#master.isSet ? null : await this.#options.keychain.name();
    return (this.#known =
      this.#bySelf() ?? (name === null ? { by: 'nobody' } : { by: 'keychain', name }));
  }

  has(use: SecretUse): boolean {
    return this.#options.rows.get(use) !== undefined;
  }

  async get(use: SecretUse): Promise<string | undefined> {
    const row = this.#options.rows.get(use);
    this.#whys.delete(nameOf(use));
    if (!row) return undefined;
    try {
      const secret = await this.#unsealed(row);
      if (!this.#isStill(row)) return await this.get(use);
      this.#options.rows.used(use);
      return secret;
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      this.#whys.set(nameOf(use), error.said);
      return undefined;
    }
  }

  why(use: SecretUse): Said | null {
    return this.#whys.get(nameOf(use)) ?? null;
  }

  onOpened(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => void this.#waiting.delete(listener);
  }

  async keep(use: SecretUse, secret: string): Promise<void> {
    if (secret === '') return this.forget(use);
    const name = nameOf(use);
    const mine = Symbol();
    this.#latest.set(name, mine);
    try {
      const { sealedBy, sealed } = await this.#sealed(use, secret);
      if (this.#latest.get(name) !== mine) return;
      this.#options.rows.put(use, sealedBy, sealed);
    } finally {
      if (this.#latest.get(name) === mine) this.#latest.delete(name);
    }
    this.#whys.delete(name);
    this.#tell();
  }

  forget(use: SecretUse): void {
    this.#latest.delete(nameOf(use));
    this.#whys.delete(nameOf(use));
    this.#options.rows.remove(use);
    this.#tell();
  }

  /** False: that isn't it. Rejects with a `PersonError`. */
  unlock(passphrase: string): Promise<boolean> {
    return this.#master.unlock(passphrase);
  }

  lock(): void {
    this.#master.lock();
  }

  /** The time after which it locks is another one. */
  judgeAnew(): void {
    this.#master.judgeAnew();
  }

  /** See the call of this name. */
  async setPassphrase(passphrase: string, old: string | null): Promise<boolean> {
    if (passphrase !== '' || old === null) return this.#master.set(passphrase, old);
    if ((await this.#options.keychain.name()) === null)
      throw new PersonError(say('secrets-kept-by-nobody'));
    const seal = this.#options.keychain.seal.bind(this.#options.keychain);
    const isRemoved = await this.#master.remove(old, seal);
    if (isRemoved) this.#options.onChange(await this.keeper());
    return isRemoved;
  }

  /** With all that is sealed with it. Throws a `PersonError` where that can't be stored. */
  async forgetPassphrase(): Promise<void> {
    this.#master.forget();
    this.#options.onChange(await this.keeper());
  }

  async #sealed(
    use: SecretUse,
    secret: string,
  ): Promise<Pick<SealedSecret, 'sealedBy' | 'sealed'>> {
    const { by } = await this.keeper();
    if (by === 'nobody') throw new PersonError(say('secrets-kept-by-nobody'));
    if (by === 'passphrase') return { sealedBy: by, sealed: this.#master.seal(use, secret) };
    return { sealedBy: by, sealed: await this.#options.keychain.seal(use, secret) };
  }

  async #unsealed(row: SealedSecret): Promise<string> {
    const { keychain, rows } = this.#options;
    if (row.sealedBy === 'passphrase') return this.#master.unseal(row.use, row.sealed);
    const { secret, fresh } = await keychain.unseal(row.use, row.sealed);
    if (fresh) rows.freshen(row, fresh);
    return secret;
  }

  #isStill({ use, keptAt, sealedBy }: SealedSecret): boolean {
    const now = this.#options.rows.get(use);
    return now?.keptAt === keptAt && now.sealedBy === sealedBy;
  }

  #bySelf(): Keeper | undefined {
    const { isSet, isLocked: locked } = this.#master;
    return isSet ? { by: 'passphrase', locked } : undefined;
  }

  /** The keychain isn't opened for this: who is told of it has asked before. */
  #tell(): void {
    const keeper = this.#bySelf() ?? (this.#known?.by === 'passphrase' ? undefined : this.#known);
    if (keeper) this.#options.onChange((this.#known = keeper));
    if (keeper?.by === 'passphrase' && !keeper.locked)
      for (const listener of [...this.#waiting]) listener();
  }
}

const nameOf = ({ what, of }: SecretUse): string => JSON.stringify([what, of]);
