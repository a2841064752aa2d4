// What a window knows of kept secrets, never one of them: who keeps them, and the logins that many hosts
// use. Asked for when it is first wanted, as asking may open the system's keychain.
import type { Bridge, Keeper, SavedIdentity, SecretUse } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';

export class Vault {
  readonly #bridge: Bridge;
  #keeper = $state.raw<Keeper | null>(null);
  #identities = $state.raw<readonly SavedIdentity[]>([]);
  /** Why nobody knows who keeps them; '' where that is known, or not asked yet. */
  failure = $state('');

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('vault:changed', (keeper) => this.#told(keeper));
    bridge.on('identities:changed', (identities) => (this.#identities = identities));
  }

  /** Null while it isn't known. */
  get keeper(): Keeper | null {
    return this.#keeper;
  }

  get identities(): readonly SavedIdentity[] {
    return this.#identities;
  }

  identity(id: string): SavedIdentity | undefined {
    return this.#identities.find((one) => one.id === id);
  }

  /** Asks who keeps them now. Never rejects; `failure` says what went wrong. */
  async look(): Promise<void> {
    await this.#bridge.call('vault:keeper').then(
      (keeper) => this.#told(keeper),
      (error: unknown) => (this.failure = reason(error)),
    );
  }

  /** Where that fails, none is offered. Opens no keychain. */
  async lookForIdentities(): Promise<void> {
    await this.#bridge.call('identities:list').then(
      (identities) => (this.#identities = identities),
      () => undefined,
    );
  }

  /** Where it can't be told, none is shown as kept. */
  async has(use: SecretUse): Promise<boolean> {
    return this.#bridge.call('vault:has', use).catch(() => false);
  }

  /** Rejects where nobody can keep it. */
  async keep(use: SecretUse, secret: string): Promise<void> {
    await this.#bridge.call('vault:keep', use, secret);
  }

  async forget(use: SecretUse): Promise<void> {
    await this.#bridge.call('vault:forget', use);
  }

  async lock(): Promise<void> {
    await this.#bridge.call('vault:lock');
  }

  /** With all that is sealed with it. */
  async forgetPassphrase(): Promise<void> {
    await this.#bridge.call('vault:forgetPassphrase');
  }

  #told(keeper: Keeper): void {
    this.#keeper = keeper;
    this.failure = '';
  }
}
