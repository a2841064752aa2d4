// A login that many hosts use, as its dialog has it. Its password is kept under its id once it is saved.
import type {
  Bridge,
  IdentityDraft,
  IdentityErrors,
  SavedIdentity,
} from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { problemsIn, type Problems } from '../lib/problems.ts';
import { SecretField } from './secretField.svelte.ts';
import type { Vault } from './vault.svelte.ts';

type Name = keyof IdentityDraft;

export const IDENTITY_FIELDS = ['name', 'user', 'identityFile'] as const satisfies Name[];

export class IdentityForm {
  readonly vault: Vault;
  readonly password: SecretField;
  readonly #bridge: Bridge;
  #id: string | null;
  #initial: IdentityDraft;
  #errors = $state.raw<IdentityErrors>({});
  draft: IdentityDraft;
  saving = $state(false);

  constructor(bridge: Bridge, vault: Vault, identity: SavedIdentity | null) {
    this.vault = vault;
    this.#bridge = bridge;
    this.#id = identity?.id ?? null;
    const { name, user, identityFile } = identity ?? { name: '', user: '', identityFile: '' };
    this.#initial = { name, user, identityFile };
    this.draft = $state({ ...this.#initial });
    this.password = new SecretField(vault, words.savedLogins.identities.form.savedBut);
    if (this.#id !== null) void this.password.look({ what: 'password', of: this.#id });
  }

  /** What is wrong with which field, in words. */
  get errors(): Problems<Name> {
    return problemsIn(this.#errors);
  }

  get firstWrong(): Name | 'password' | null {
    const wrong = IDENTITY_FIELDS.find((name) => this.#errors[name]);
    return wrong ?? (this.password.error === '' ? null : 'password');
  }

  /** Closing would lose something that was typed. */
  get changed(): boolean {
    const isOther = (name: Name): boolean => this.draft[name] !== this.#initial[name];
    return this.password.changed || IDENTITY_FIELDS.some(isOther);
  }

  /** It isn't wrong any more that way. */
  typed(name: Name): void {
    const { [name]: _, ...rest } = this.#errors;
    this.#errors = rest;
  }

  /** Null where it was refused, or saved without its password: `firstWrong` says where. */
  async save(): Promise<SavedIdentity | null> {
    if (this.saving) return null;
    this.saving = true;
    try {
      const result = await this.#bridge.call('identities:save', { ...this.draft }, this.#id);
      this.#errors = result.ok ? {} : result.errors;
      if (!result.ok) return null;
      const { id, name, user, identityFile } = result.identity;
      [this.#id, this.#initial] = [id, { name, user, identityFile }];
      const kept = await this.password.store({ what: 'password', of: id });
      return kept ? result.identity : null;
    } finally {
      this.saving = false;
    }
  }
}
