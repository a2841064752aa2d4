// A main process that keeps secrets as it is told to, for tests of what a window does with them.
import type {
  Bridge,
  Calls,
  Events,
  Keeper,
  KeptSecret,
  SavedIdentity,
  SecretUse,
} from '../../electron/ipc/contract.ts';
import { idOfUse } from '../../renderer/state/savedLogins.svelte.ts';
import { Vault } from '../../renderer/state/vault.svelte.ts';

type Answer = (...args: never[]) => unknown;

export class PlayedVault {
  readonly kept = new Map<string, string>();
  readonly calls: string[] = [];
  keeper: Keeper = { by: 'keychain', name: 'GNOME Keyring' };
  identities: SavedIdentity[] = [];
  list: KeptSecret[] = [];
  passphrase = 'correct horse';
  /** Why nothing is kept; '' where all is. */
  refuses = '';
  /** Of other calls. */
  readonly others: Partial<Record<keyof Calls, Answer>> = {};
  readonly #listeners = new Set<[name: string, listener: (payload: never) => void]>();

  readonly bridge: Bridge = {
    call: async (...[name, ...args]) => {
      this.calls.push(name);
      const answers: Partial<Record<keyof Calls, Answer>> = {
        ...this.#answers,
        ...this.others,
      };
      return (await answers[name]?.(...(args as never[]))) as never;
    },
    on: (name, listener) => {
      const entry: [string, (payload: never) => void] = [name, listener];
      this.#listeners.add(entry);
      return () => void this.#listeners.delete(entry);
    },
  };
  readonly vault = new Vault(this.bridge);

  tell<N extends keyof Events>(name: N, payload: Events[N]): void {
    for (const [told, listener] of this.#listeners) if (told === name) listener(payload as never);
  }

  get #answers(): Partial<Record<keyof Calls, Answer>> {
    return {
      'vault:keeper': () => this.keeper,
      'vault:list': () => this.list,
      'vault:has': (use: SecretUse) => this.kept.has(idOfUse(use)),
      'vault:keep': (use: SecretUse, secret: string) => {
        if (this.refuses) throw new Error(this.refuses);
        this.kept.set(idOfUse(use), secret);
      },
      'vault:forget': (use: SecretUse) => {
        if (this.refuses) throw new Error(this.refuses);
        this.kept.delete(idOfUse(use));
      },
      'vault:unlock': (passphrase: string) => passphrase === this.passphrase,
      'vault:setPassphrase': (passphrase: string, old: string | null) => {
        if (this.refuses) throw new Error(this.refuses);
        if (old !== null && old !== this.passphrase) return false;
        this.passphrase = passphrase;
        return true;
      },
      'identities:list': () => this.identities,
    };
  }
}
