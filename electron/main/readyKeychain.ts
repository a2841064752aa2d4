// Electron's way to the system's keychain, also of versions before 43: these say at once that it isn't there until
// it is, and end the app when they are asked for a secret before (electron/electron#51759).
import type { SystemKeychain } from '../hosts/vault/keychain.ts';
import { pause, type Clock } from '../../core/time/clock.ts';

const SOUND = 43;
const AGAIN_AFTER_MS = 100;
const ATTEMPTS = 50;

/** @param version of Electron */
export function readyKeychain(
  storage: SystemKeychain,
  version: string,
  clock: Clock,
): SystemKeychain {
  if (Number(version.split('.', 1)[0]) >= SOUND) return storage;
  return {
    getSelectedStorageBackend: () => storage.getSelectedStorageBackend(),
    encryptStringAsync: (text) => storage.encryptStringAsync(text),
    decryptStringAsync: (sealed) => storage.decryptStringAsync(sealed),
    isAsyncEncryptionAvailable: async () => {
      for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
        if (await storage.isAsyncEncryptionAvailable()) return true;
        await pause(clock, AGAIN_AFTER_MS);
      }
      return storage.isAsyncEncryptionAvailable();
    },
  };
}
