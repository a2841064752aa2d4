// The system's keychain as a SecretBox. On Linux Electron falls back to a key that is built
// in, which protects nothing: that counts as no keychain.
import { safeStorage } from 'electron';
import { SYSTEM } from '../../core/system.ts';
import type { SecretBox } from '../hosts/secretBox.ts';

/* eslint-disable @typescript-eslint/no-deprecated -- The newer calls answer later, but a host and
   its secret are saved in one transaction, which can't stand open while the keychain thinks. */

/** To be called once the app is ready. */
export function systemKeychain(): SecretBox {
  return {
    available: safeStorage.isEncryptionAvailable() && backend() !== 'basic_text',
    backend: backend(),
    seal: (secret) => safeStorage.encryptString(secret),
    unseal: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  };
}

function backend(): string {
  if (SYSTEM === 'linux') return safeStorage.getSelectedStorageBackend();
  return SYSTEM === 'darwin' ? 'keychain' : 'dpapi';
}
