// The system's keychain as a SecretBox, asked for nothing before a secret is there to be sealed or
// read: what opens it may ask the user something, and holds everything up until it is answered.
import type { SecretBox } from './secretBox.ts';

/** What Electron's `safeStorage` has of it. */
export interface SystemStorage {
  /** Opens the keychain. */
  isEncryptionAvailable(): boolean;
  /** On Linux alone. */
  getSelectedStorageBackend(): string;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/**
 * macOS and Windows always have a keychain; one that can't be opened says so when a secret is
 * handed to it. On Linux there may be none, and Electron falls back to a key that is built in,
 * which protects nothing: that counts as none.
 */
export function systemBox(storage: SystemStorage, platform: NodeJS.Platform): SecretBox {
  let found: boolean | undefined;
  const look = (): boolean =>
    storage.getSelectedStorageBackend() !== 'basic_text' && storage.isEncryptionAvailable();
  return {
    get available() {
      return (found ??= platform === 'linux' ? look() : true);
    },
    seal: (secret) => storage.encryptString(secret),
    unseal: (sealed) => storage.decryptString(Buffer.from(sealed)),
  };
}
