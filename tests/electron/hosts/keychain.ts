// Stands for the system's keychain in tests.
import type { SecretBox } from '../../../electron/hosts/secretBox.ts';

/** Nothing of the secret is readable in what it returns. */
export const keychain: SecretBox = {
  available: true,
  backend: 'test',
  seal: (secret) => Buffer.from(secret, 'utf8').map((byte) => byte ^ 0xff),
  unseal: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString('utf8'),
};
