// Stands for the system's keychain in tests.
import type { SecretBox } from '../../../electron/hosts/secretBox.ts';

/** Nothing of the secret is readable in what it returns. */
export const keychain: SecretBox = {
  available: true,
  seal: (secret) => Buffer.from(secret, 'utf8').map((byte) => byte ^ 0xff),
  unseal: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString('utf8'),
};

/** A box that counts how often anything is asked of it. */
export function watched(box: SecretBox): { box: SecretBox; asked: () => number } {
  let count = 0;
  const counting = new Proxy(box, {
    get: (target, name) => {
      count++;
      return Reflect.get(target, name) as unknown;
    },
  });
  return { box: counting, asked: () => count };
}
