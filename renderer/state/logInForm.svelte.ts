// How a host is logged in to, beside the fields of its draft: secrets aren't among them, so that no draft
// ever holds one. They are kept once the host is saved, under its id.
import type { FieldName, InheritedValue, SecretUse } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { keyPath } from '../lib/keyPath.ts';
import { proxyPlace } from '../lib/proxyCommand.ts';
import { SecretField } from './secretField.svelte.ts';
import type { Vault } from './vault.svelte.ts';

/** What of the host's form it goes by. */
export interface LoginFields {
  readonly id: string | null;
  valueOf(name: FieldName): string;
  from(name: FieldName): InheritedValue | undefined;
}

export type LogInPart = 'password' | 'passphrase' | 'proxyPassword';

export class LogInForm {
  readonly vault: Vault;
  readonly password: SecretField;
  readonly passphrase: SecretField;
  readonly proxyPassword: SecretField;
  readonly #fields: LoginFields;
  readonly #home: string;

  /** @param home path of the user's home folder */
  constructor(vault: Vault, fields: LoginFields, home: string) {
    const { savedBut } = words.logInForm;
    this.vault = vault;
    this.#fields = fields;
    this.#home = home;
    this.password = new SecretField(vault, savedBut);
    this.passphrase = new SecretField(vault, savedBut);
    this.proxyPassword = new SecretField(vault, savedBut);
  }

  /** What holds: the host's own, or else its folder's. */
  get way(): string {
    return this.#held('logInWith');
  }

  /** The identity that holds; '' for none. */
  get identity(): string {
    return this.#held('identity');
  }

  /** The path of the key that is used, as it is typed; '' for none that is known. */
  get key(): string {
    return this.#held('identityFile') || (this.vault.identity(this.identity)?.identityFile ?? '');
  }

  /** What the box asks for; null where it asks for nothing. */
  get asks(): 'password' | 'passphrase' | null {
    if (this.way === 'password') return this.identity === '' ? 'password' : null;
    return this.way === 'key' && this.#key !== '' ? 'passphrase' : null;
  }

  /** Closing would lose something that was typed. */
  get changed(): boolean {
    return this.password.changed || this.passphrase.changed || this.proxyPassword.changed;
  }

  /** Looks which of them are kept. */
  async look(): Promise<void> {
    const { id } = this.#fields;
    await Promise.all([
      this.password.look(id === null ? null : passwordOf(id)),
      this.passphrase.look(this.#key === '' ? null : passphraseOf(this.#key)),
      this.proxyPassword.look(this.proxyUse),
    ]);
  }

  /** Keeps what the box has for the host that was saved. Which part couldn't be; null: all is well. */
  async keep(host: string): Promise<LogInPart | null> {
    const part = this.asks;
    const use = part === 'password' ? passwordOf(host) : passphraseOf(this.#key);
    if (part !== null && !(await this[part].store(use))) return part;
    const { proxyUse } = this;
    return proxyUse === null || (await this.proxyPassword.store(proxyUse)) ? null : 'proxyPassword';
  }

  /** What the password of the proxy is for; null where no user logs in to one. */
  get proxyUse(): SecretUse | null {
    const place = proxyPlace((name) => this.#held(name));
    return place === null ? null : { what: 'password', of: place };
  }

  /** What is typed as that; '' where nothing is, or it is for none. */
  get typedForProxy(): string {
    return this.proxyUse === null ? '' : this.proxyPassword.value;
  }

  get #key(): string {
    return keyPath(this.key, this.#home);
  }

  #held(name: FieldName): string {
    return this.#fields.valueOf(name) || (this.#fields.from(name)?.value ?? '');
  }
}

const passwordOf = (host: string): SecretUse => ({ what: 'password', of: host });
const passphraseOf = (path: string): SecretUse => ({ what: 'passphrase', of: path });
