// The system's keychain, by Electron's asynchronous calls alone. It may ask its user something, so that it
// answers late, or never: whoever waits for it does so for a while, and is told then.
import type { Clock } from '../../../core/time/clock.ts';
import { say, type Said } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { SecretUse } from '../../ipc/contract.ts';

/** What Electron's `safeStorage` has of it. */
export interface SystemKeychain {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  /** On Linux alone. */
  getSelectedStorageBackend(): string;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
}

export interface KeychainOptions {
  storage: SystemKeychain;
  platform: NodeJS.Platform;
  clock: Clock;
  waitMs?: number;
}

/** Somebody may have to find the keychain's password first. */
const WAIT_MS = 60_000;

/** As their makers call them. */
const NAMES: Readonly<Record<string, string>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows',
  gnome_libsecret: 'GNOME Keyring',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
};

/** Not empty: nothing would be sealed of that. */
const TRIAL = 'trial';

/** What is sealed on Linux with the key that is built into every Chromium begins with it. */
const BUILT_IN = Buffer.from('v10');

export class Keychain {
  readonly #options: KeychainOptions;
  #name: string | undefined;
  #isOpen = false;

  constructor(options: KeychainOptions) {
    this.#options = options;
  }

  /**
   * Null where there is none that really seals. Opens the keychain, the first time. On Linux Electron falls
   * back to a key that anybody has: so a trial tells.
   */
  async name(): Promise<string | null> {
    if (this.#name !== undefined) return this.#name;
    const name = this.#likely();
    if (name === null) return null;
    try {
      await this.sealText(TRIAL);
    } catch {
      return null;
    }
    return (this.#name = name);
  }

  /** Bound to what it is for. Rejects with a `PersonError`. */
  async seal(use: SecretUse, secret: string): Promise<Uint8Array> {
    try {
      return await this.sealText(JSON.stringify([use.what, use.of, secret]));
    } catch (cause) {
      if (cause instanceof PersonError) throw cause;
      throw new PersonError(say('keychain-takes-nothing', { keychain: this.#called }), { cause });
    }
  }

  /**
   * With `fresh`, what is to be kept in its place: the system has a newer key. Rejects with a `PersonError`,
   * also where it was sealed for something else.
   */
  async unseal(
    use: SecretUse,
    sealed: Uint8Array,
  ): Promise<{ secret: string; fresh: Uint8Array | null }> {
    const { text, isOld } = await this.unsealText(sealed);
    const secret = boundTo(use, text);
    return { secret, fresh: isOld ? await this.seal(use, secret).catch(() => null) : null };
  }

  /** Rejects as Electron does, or with a `PersonError` where the keychain is late. */
  async sealText(text: string): Promise<Uint8Array> {
    await this.#open();
    return this.#real(await this.#bounded(this.#options.storage.encryptStringAsync(text)));
  }

  /** Also what the synchronous calls have sealed. Rejects with a `PersonError`. */
  async unsealText(sealed: Uint8Array): Promise<{ text: string; isOld: boolean }> {
    if (this.#likely() === null) throw new PersonError(say('keychain-gone'));
    try {
      await this.#open();
      const asked = this.#options.storage.decryptStringAsync(Buffer.from(sealed));
      const { result, shouldReEncrypt } = await this.#bounded(asked);
      return { text: result, isOld: shouldReEncrypt };
    } catch (cause) {
      if (cause instanceof PersonError) throw cause;
      throw new PersonError(say('keychain-gives-nothing', { keychain: this.#called }), { cause });
    }
  }

  /** Before anything else is asked of it. Rejects where it doesn't open. */
  async #open(): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = await this.#bounded(this.#options.storage.isAsyncEncryptionAvailable());
    if (!this.#isOpen) throw new Error('the keychain does not open');
  }

  /** Asks nobody. */
  #likely(): string | null {
    const { platform, storage } = this.#options;
    const backend = platform === 'linux' ? storage.getSelectedStorageBackend() : platform;
    return NAMES[backend] ?? null;
  }

  get #called(): string | Said {
    return this.#likely() ?? say('keychain-called-so');
  }

  #real(sealed: Buffer): Buffer {
    const isReal = this.#options.platform !== 'linux' || !sealed.subarray(0, 3).equals(BUILT_IN);
    if (isReal) return sealed;
    throw new PersonError(say('keychain-takes-nothing', { keychain: this.#called }));
  }

  #bounded<T>(answer: Promise<T>): Promise<T> {
    const { clock, waitMs = WAIT_MS } = this.#options;
    const seconds = Math.round(waitMs / 1000);
    let cancel = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      const facts = { keychain: this.#called, seconds };
      cancel = clock.after(waitMs, () => reject(new PersonError(say('keychain-late', facts))));
    });
    return Promise.race([answer, late]).finally(cancel);
  }
}

function boundTo({ what, of }: SecretUse, text: string): string {
  const parts = partsOf(text);
  if (parts[0] === what && parts[1] === of && typeof parts[2] === 'string') return parts[2];
  throw new PersonError(say('secret-damaged'));
}

function partsOf(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
