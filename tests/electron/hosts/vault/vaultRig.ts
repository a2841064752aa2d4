// A vault over a real hosts' file, with a keychain, a clock and a time of day that tests drive.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { HostStore } from '../../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../../electron/hosts/secretBox.ts';
import { Keychain, type SystemKeychain } from '../../../../electron/hosts/vault/keychain.ts';
import { SecretVault } from '../../../../electron/hosts/vault/secretVault.ts';
import type { GivenDraft, Keeper, SecretUse } from '../../../../electron/ipc/contract.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';

/** Quick; what it costs elsewhere is a test of its own. */
const COST = { n: 2 ** 4, r: 8, p: 1 };

export const PASSWORD: SecretUse = { what: 'password', of: 'a host' };
export const KEY: SecretUse = { what: 'passphrase', of: '/home/me/.ssh/id_ed25519' };

/** A keychain that seals in a way of its own. */
export class FakeKeychain implements SystemKeychain {
  backend = 'gnome_libsecret';
  available = true;
  /** What it says instead of an answer. */
  refuses: Error | undefined;
  /** Answers wait for this. */
  holds: Promise<unknown> = Promise.resolve();
  /** What is sealed with another one has another number. */
  key = 1;
  prefix = 'v11';
  shouldReEncrypt = false;
  asked: string[] = [];

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.#answer('available', () => this.available);
  }
  getSelectedStorageBackend(): string {
    return this.backend;
  }
  encryptStringAsync(text: string): Promise<Buffer> {
    return this.#answer('encrypt', () =>
      Buffer.concat([Buffer.from(this.prefix), Buffer.from([this.key]), turned(Buffer.from(text))]),
    );
  }
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    return this.#answer('decrypt', () => {
      if (sealed[3] !== this.key) throw new Error('another key');
      const { shouldReEncrypt } = this;
      return { result: turned(sealed.subarray(4)).toString(), shouldReEncrypt };
    });
  }

  async #answer<T>(what: string, answer: () => T): Promise<T> {
    this.asked.push(what);
    await this.holds;
    if (this.refuses) throw this.refuses;
    return answer();
  }
}

const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));

export class VaultRig {
  readonly folder: string;
  readonly storage = new FakeKeychain();
  readonly clock = new ManualClock();
  readonly told: Keeper[] = [];
  now = Date.parse('2026-11-20T12:00:00Z');
  lockAfterMs: number | null = 60_000;
  store!: HostStore;
  vault!: SecretVault;

  constructor(folder = join(temporaryDirectory(), 'data')) {
    this.folder = folder;
    this.open();
    onTestFinished(() => void (this.store.isOpen && this.store.close()));
  }

  /** As after a restart. */
  open(): void {
    if (this.vault) this.store.close();
    const { folder, clock } = this;
    this.store = new HostStore({
      ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date(this.now) },
      warn: (line) => expect.fail(line),
    });
    this.vault = new SecretVault({
      rows: this.store.loginSecrets,
      keychain: new Keychain({ storage: this.storage, platform: 'linux', clock, waitMs: 30_000 }),
      ...{ clock, cost: COST, lockAfterMs: () => this.lockAfterMs },
      onChange: (keeper) => this.told.push(keeper),
    });
  }

  /** With no keychain but a passphrase. */
  static async locked(passphrase = 'correct horse'): Promise<VaultRig> {
    const rig = new VaultRig();
    rig.storage.backend = 'basic_text';
    expect(await rig.vault.setPassphrase(passphrase, null)).toBe(true);
    return rig;
  }

  save(draft: GivenDraft): string {
    const result = this.store.save(draft, null);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    return result.host.id;
  }

  /** All files that there are. */
  onDisk(): Buffer {
    const files = readdirSync(this.folder, { recursive: true }).map((name) =>
      join(this.folder, String(name)),
    );
    return Buffer.concat(
      files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file)),
    );
  }
}
