// What is typed for a key: a new one, another passphrase, the passphrase that the agent needs.
import type {
  Bridge,
  KeyErrors,
  KeyResult,
  KeysFound,
  KeyType,
} from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { reason } from '../lib/bridge.ts';

const texts = words.sshKeys.form;

type Field = keyof KeyErrors | 'again';

/** What all have: what is wrong with which field, and with the whole. */
class Form {
  protected readonly bridge: Bridge;
  errors = $state.raw<Partial<Record<Field, string>>>({});
  error = $state('');
  busy = $state(false);

  constructor(bridge: Bridge) {
    this.bridge = bridge;
  }

  /** In the form's order. */
  get firstWrong(): Field | undefined {
    return FIELDS.find((name) => this.errors[name]);
  }

  /** Of a field that is typed in again nothing is wrong yet. */
  mend(name: Field): void {
    if (this.errors[name]) this.errors = { ...this.errors, [name]: '' };
  }

  protected async send<T extends KeyResult>(call: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    [this.busy, this.error, this.errors] = [true, '', {}];
    try {
      const result = await call();
      if (result.ok) return result;
      const wrong = Object.entries(result.errors).map(([name, said]) => [name, inWords(said)]);
      this.errors = Object.fromEntries(wrong) as typeof this.errors;
    } catch (error) {
      this.error = reason(error);
    } finally {
      this.busy = false;
    }
    return null;
  }

  /** What was typed twice is the same. */
  protected isSame(passphrase: string, again: string): boolean {
    if (passphrase === again) return true;
    this.errors = { again: texts.differ };
    return false;
  }
}

const FIELDS: readonly Field[] = [
  ...(['type', 'name', 'comment', 'old', 'passphrase', 'again', 'pin'] as const),
];

export class NewKey extends Form {
  readonly #makes: KeysFound['makes'];
  readonly #begun: string;
  type: KeyType = $state('ed25519');
  comment = $state('');
  passphrase = $state('');
  again = $state('');
  pin = $state('');
  #typedName = $state<string | null>(null);

  constructor(bridge: Bridge, { makes, comment }: Pick<KeysFound, 'makes' | 'comment'>) {
    super(bridge);
    this.#makes = makes;
    this.#begun = comment;
    this.comment = comment;
    this.type = makes[0]?.type ?? 'ed25519';
  }

  get types(): readonly KeyType[] {
    return this.#makes.map(({ type }) => type);
  }

  /** Proposed for its kind, until it is typed. */
  get name(): string {
    return this.#typedName ?? this.#makes.find(({ type }) => type === this.type)?.name ?? '';
  }

  set name(name: string) {
    this.#typedName = name;
  }

  get hardware(): boolean {
    return this.type.endsWith('-sk');
  }

  /** Something would be lost. */
  get changed(): boolean {
    const typed = this.passphrase + this.again + this.pin !== '' || this.comment !== this.#begun;
    return typed || this.#typedName !== null;
  }

  /** Answers with the new key's id; null where there is none. */
  async make(): Promise<string | null> {
    if (!this.isSame(this.passphrase, this.again)) return null;
    const { type, name, comment, passphrase } = this;
    const pin = this.hardware ? this.pin : '';
    const made = await this.send(() =>
      this.bridge.call('keys:make', { type, name, comment, passphrase, pin }),
    );
    if (made) [this.passphrase, this.again, this.pin] = ['', '', ''];
    return made?.ok ? made.id : null;
  }

  /** What waits to be touched isn't waited for any more. */
  stop(): void {
    void this.bridge.call('keys:stop').catch(() => undefined);
  }
}

/** Of a key that is there. `agent`: it is opened for the agent, and stays as it is. */
export class KeyPassphrase extends Form {
  readonly id: string;
  readonly what: 'agent' | 'change';
  /** There is one now. */
  readonly sealed: boolean;
  old = $state('');
  passphrase = $state('');
  again = $state('');

  constructor(bridge: Bridge, key: { id: string; sealed: boolean }, what: 'agent' | 'change') {
    super(bridge);
    this.id = key.id;
    this.sealed = key.sealed;
    this.what = what;
  }

  get changed(): boolean {
    return this.old + this.passphrase + this.again !== '';
  }

  /** True once it is done. */
  async save(): Promise<boolean> {
    const { id, what, old, passphrase } = this;
    if (what === 'change' && !this.isSame(passphrase, this.again)) return false;
    const done = await this.send(() =>
      what === 'agent'
        ? this.bridge.call('keys:addToAgent', id, passphrase)
        : this.bridge.call('keys:setPassphrase', id, old, passphrase),
    );
    if (done) [this.old, this.passphrase, this.again] = ['', '', ''];
    return done !== null;
  }
}
