// The keychain for stores that are synchronous, as a transaction can't stand open while it thinks: what they
// are to seal or to read is handed to it before, and waits here. The store of hosts and what opens shells stay
// as they are; who calls them waits first.
import type { SecretBox } from './secretBox.ts';
import type { Keychain } from './vault/keychain.ts';

interface Sealed {
  bytes: Uint8Array;
  /** For whom it waits. */
  users: number;
}

export class SealedAhead implements SecretBox {
  readonly #keychain: Pick<Keychain, 'name' | 'sealText' | 'unsealText'>;
  readonly #platform: NodeJS.Platform;
  /** By their texts; none where the keychain didn't take one. */
  readonly #sealed = new Map<string, Sealed>();
  /** By what they are sealed as, in base64. They stay, as connections come back at any time. */
  readonly #texts = new Map<string, string>();
  #isThere = false;

  constructor(
    keychain: Pick<Keychain, 'name' | 'sealText' | 'unsealText'>,
    platform: NodeJS.Platform,
  ) {
    this.#keychain = keychain;
    this.#platform = platform;
  }

  /** As far as anybody has looked. macOS and Windows always have one, which says so where it doesn't open. */
  get available(): boolean {
    return this.#isThere;
  }

  /** Opens the keychain, so it may take its time. Never rejects. */
  async look(): Promise<boolean> {
    this.#isThere ||= this.#platform !== 'linux' || (await this.#keychain.name()) !== null;
    return this.#isThere;
  }

  seal(secret: string): Uint8Array {
    const sealed = this.#sealed.get(secret);
    if (sealed) return sealed.bytes;
    throw new Error('the keychain has not taken it');
  }

  unseal(sealed: Uint8Array): string {
    const text = this.#texts.get(nameOf(sealed));
    if (text === undefined) throw new Error('the keychain has not given it back');
    return text;
  }

  fetch(sealed: readonly Uint8Array[]): Promise<void> | undefined {
    const missing = sealed.filter((one) => !this.#texts.has(nameOf(one)));
    return missing.length === 0 ? undefined : this.#fetch(missing);
  }

  async sealing<T>(secrets: readonly string[], work: () => T | Promise<T>): Promise<T> {
    const texts = [...new Set(secrets)].filter((text) => text !== '');
    const taken: string[] = [];
    try {
      if (texts.length > 0 && (await this.look())) {
        for (const text of texts) if (await this.#take(text)) taken.push(text);
      }
      return await work();
    } finally {
      taken.forEach((text) => this.#leave(text));
    }
  }

  async #fetch(sealed: readonly Uint8Array[]): Promise<void> {
    if (!(await this.look())) return;
    await Promise.all(
      sealed.map(async (one) => {
        try {
          const { text } = await this.#keychain.unsealText(one);
          this.#texts.set(nameOf(one), text);
        } catch {
          // Who reads it is told, and asks again when it is connected to again.
        }
      }),
    );
  }

  async #take(text: string): Promise<boolean> {
    const known = this.#sealed.get(text);
    if (known) known.users++;
    if (known) return true;
    try {
      const bytes = await this.#keychain.sealText(text);
      this.#texts.set(nameOf(bytes), text);
      const users = (this.#sealed.get(text)?.users ?? 0) + 1;
      this.#sealed.set(text, { bytes, users });
      return true;
    } catch {
      return false;
    }
  }

  #leave(text: string): void {
    const sealed = this.#sealed.get(text);
    if (sealed && --sealed.users === 0) this.#sealed.delete(text);
  }
}

const nameOf = (sealed: Uint8Array): string => Buffer.from(sealed).toString('base64');
