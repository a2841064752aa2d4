// The master passphrase while the app runs: its key is in memory from when it was typed until it is locked, by
// hand, after a time without use, or by whoever hears that the computer sleeps. Then the key is overwritten.
import type { Clock } from '../../../core/time/clock.ts';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { SecretUse } from '../../ipc/contract.ts';
import { HeldKey } from './heldKey.ts';
import type { LoginSecrets, SealedSecret } from './loginSecrets.ts';
import { boundTo, COST, newKey, rightKey, sealWith, unsealWith } from './masterKey.ts';
import type { Cost, MasterRow } from './masterKey.ts';

export interface MasterPassphraseOptions {
  rows: LoginSecrets;
  clock: Clock;
  /** Milliseconds without use; null: never. */
  lockAfterMs: () => number | null;
  /** It was locked or unlocked. */
  onChange: () => void;
  cost?: Cost | undefined;
}

type Moved = Pick<SealedSecret, 'use' | 'sealedBy' | 'sealed'>;

export class MasterPassphrase {
  readonly #options: MasterPassphraseOptions;
  readonly #held: HeldKey;
  /** Another one whenever it is locked: what was begun before opens nothing. */
  #locks = 0;
  /** Of calls that make keys: one at a time, as each takes much memory. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: MasterPassphraseOptions) {
    this.#options = options;
    const { clock, lockAfterMs } = options;
    this.#held = new HeldKey({ clock, lockAfterMs, onIdle: () => this.lock() });
  }

  get isSet(): boolean {
    return this.#options.rows.master() !== undefined;
  }

  /** Also where none is set. */
  get isLocked(): boolean {
    return !this.#isHeld();
  }

  /** False: it is another. Rejects with a `PersonError` where it was locked or changed while its key was made. */
  unlock(passphrase: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const row = this.#options.rows.master();
      if (!row) return false;
      const locks = this.#locks;
      const key = await rightKey(passphrase, row);
      if (!key) return false;
      if (locks !== this.#locks || !this.#isInForce(row)) throw meanwhile(key);
      this.#opened(key, row);
      return true;
    });
  }

  lock(): void {
    this.#locks++;
    const wasOpen = this.#held.row !== undefined;
    this.#held.letGo();
    if (wasOpen) this.#options.onChange();
  }

  /** The time after which it is locked is another one. */
  judgeAnew(): void {
    this.#held.watch();
  }

  /** Throws a `PersonError` while it is locked. */
  seal(use: SecretUse, secret: string): Uint8Array {
    return sealWith(this.#used(), boundTo(use), secret);
  }

  /** Throws a `PersonError` while it is locked, and where it is damaged or was sealed for something else. */
  unseal(use: SecretUse, sealed: Uint8Array): string {
    const key = this.#used();
    try {
      return unsealWith(key, boundTo(use), sealed);
    } catch (cause) {
      throw new PersonError(say('secret-damaged'), { cause });
    }
  }

  /**
   * Sets or changes it, as one change with all that is sealed with it. False: `old` is wrong. Rejects with a
   * `PersonError`, also for none where secrets are sealed with one that nobody has typed.
   */
  set(passphrase: string, old: string | null): Promise<boolean> {
    if (passphrase === '') return Promise.reject(new PersonError(say('passphrase-missing')));
    return this.#inTurn(async () => {
      const before = await this.#before(old);
      if (before === false) return false;
      const { rows, cost = COST } = this.#options;
      const locks = this.#locks;
      const { key, row } = await newKey(passphrase, cost);
      try {
        if (locks !== this.#locks || !this.#isInForce(before?.row)) throw meanwhile();
        rows.setMaster(row, before ? this.#resealed(before.key, key) : []);
      } catch (error) {
        key.fill(0);
        throw error;
      } finally {
        before?.key.fill(0);
      }
      this.#opened(key, row);
      return true;
    });
  }

  /**
   * From now on there is none, and `seal` seals what it had sealed. False: it is another. Rejects with a
   * `PersonError`, and as `seal` does; then all is as it was.
   */
  remove(
    old: string,
    seal: (use: SecretUse, secret: string) => Promise<Uint8Array>,
  ): Promise<boolean> {
    return this.#inTurn(async () => {
      const before = await this.#before(old);
      if (!before) return false;
      const { rows } = this.#options;
      try {
        const sealed = this.#own();
        const anew: Moved[] = [];
        for (const { use, text } of opened(before.key, sealed)) {
          anew.push({ use, sealedBy: 'keychain', sealed: await seal(use, text) });
        }
        if (!this.#isInForce(before.row) || !isSame(sealed, this.#own())) throw meanwhile();
        rows.setMaster(null, anew);
      } finally {
        before.key.fill(0);
      }
      this.lock();
      return true;
    });
  }

  /** With all that is sealed with it. Throws a `PersonError` where that can't be stored. */
  forget(): void {
    this.#options.rows.forgetMaster();
    this.lock();
  }

  /** The key of the one until now; false: `old` is another, undefined: there is none. */
  async #before(old: string | null): Promise<{ key: Buffer; row: MasterRow } | undefined | false> {
    const row = this.#options.rows.master();
    if (!row) return undefined;
    if (old === null) {
      const secrets = this.#own().length;
      if (secrets > 0) throw new PersonError(say('passphrase-lost-would-lose', { secrets }));
      return undefined;
    }
    const key = await rightKey(old, row);
    return key ? { key, row } : false;
  }

  #own(): SealedSecret[] {
    return this.#options.rows.all().filter(({ sealedBy }) => sealedBy === 'passphrase');
  }

  /** What doesn't open stays as it is, which is told where it is asked for. */
  #resealed(before: Buffer, key: Buffer): Moved[] {
    return opened(before, this.#own()).map(({ use, text }) => {
      return { use, sealedBy: 'passphrase', sealed: sealWith(key, boundTo(use), text) };
    });
  }

  #opened(key: Buffer, row: MasterRow): void {
    this.#held.hold(key, row);
    this.#options.onChange();
  }

  /** Not where the file has another one now, from a backup. */
  #isHeld(): boolean {
    const { row } = this.#held;
    if (row && !this.#isInForce(row)) this.lock();
    return this.#held.row !== undefined;
  }

  #used(): Buffer {
    const key = this.#isHeld() ? this.#held.use() : undefined;
    if (key) return key;
    throw new PersonError(say(this.isSet ? 'secrets-locked' : 'secret-damaged'));
  }

  #isInForce(row: MasterRow | undefined): boolean {
    const now = this.#options.rows.master();
    if (!row || !now) return row === now || (!row && this.#own().length === 0);
    return Buffer.from(row.salt).equals(now.salt);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function opened(key: Buffer, secrets: readonly SealedSecret[]): { use: SecretUse; text: string }[] {
  return secrets.flatMap(({ use, sealed }) => {
    try {
      return [{ use, text: unsealWith(key, boundTo(use), sealed) }];
    } catch {
      return [];
    }
  });
}

function isSame(before: readonly SealedSecret[], now: readonly SealedSecret[]): boolean {
  const text = (all: readonly SealedSecret[]): string =>
    JSON.stringify(all.map(({ use, sealed }) => [use, Buffer.from(sealed).toString('base64')]));
  return text(before) === text(now);
}

function meanwhile(key?: Buffer): PersonError {
  key?.fill(0);
  return new PersonError(say('passphrase-changed-meanwhile'));
}
