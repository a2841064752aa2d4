// A key made of a passphrase, and what is sealed with it. Each secret has a nonce of its own, and is bound to
// what it is for: moved to another use, it doesn't open.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { SecretUse } from '../../ipc/contract.ts';

/** What making the key costs whoever guesses: N, r and p of scrypt. */
export interface Cost {
  n: number;
  r: number;
  p: number;
}

/** 128 MiB, and some 0.4 s on a computer of today. */
export const COST: Cost = { n: 2 ** 17, r: 8, p: 1 };

/** What a file may ask of this computer: no more than 1 GiB. */
const MOST: Cost = { n: 2 ** 20, r: 8, p: 4 };

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;

/** How the key is made, and what tells that it is the right one. */
export interface MasterRow extends Cost {
  salt: Uint8Array;
  checked: Uint8Array;
}

const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt);

/**
 * Off the main thread. The same passphrase is the same key however its accents are encoded. Rejects with a
 * `PersonError` where the cost is none that we would choose.
 */
export async function keyOf(
  passphrase: string,
  { n, r, p, salt }: Omit<MasterRow, 'checked'>,
): Promise<Buffer> {
  const fits = n <= MOST.n && r <= MOST.r && p <= MOST.p && n >= 2 && r >= 1 && p >= 1;
  if (!fits || (n & (n - 1)) !== 0) throw new PersonError(say('secret-damaged'));
  const maxmem = 128 * n * r + 2 ** 20 * 32;
  return derive(passphrase.normalize('NFC'), salt, KEY_BYTES, { N: n, r, p, maxmem });
}

/** A new key, with what tells it from others. */
export async function newKey(
  passphrase: string,
  cost: Cost,
): Promise<{ key: Buffer; row: MasterRow }> {
  const made = { ...cost, salt: randomBytes(SALT_BYTES) };
  const key = await keyOf(passphrase, made);
  return { key, row: { ...made, checked: sealWith(key, checkOf(made), '') } };
}

/** Undefined where the passphrase is another. */
export async function rightKey(passphrase: string, row: MasterRow): Promise<Buffer | undefined> {
  const key = await keyOf(passphrase, row);
  if (opens(key, row)) return key;
  key.fill(0);
  return undefined;
}

function opens(key: Buffer, row: MasterRow): boolean {
  try {
    unsealWith(key, checkOf(row), row.checked);
    return true;
  } catch {
    return false;
  }
}

const checkOf = ({ n, r, p, salt }: Omit<MasterRow, 'checked'>): string =>
  JSON.stringify(['check', n, r, p, Buffer.from(salt).toString('hex')]);

export const boundTo = ({ what, of }: SecretUse): string => JSON.stringify(['login', what, of]);

/** `bound` is needed for unsealing, and not in what comes out. */
export function sealWith(key: Buffer, bound: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws where the key is another, or a bit of it or of `bound`. */
export function unsealWith(key: Buffer, bound: string, sealed: Uint8Array): string {
  const all = Buffer.from(sealed);
  const nonce = all.subarray(0, NONCE_BYTES);
  const tag = all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(bound))
    .setAuthTag(tag);
  const text = Buffer.concat([
    decipher.update(all.subarray(NONCE_BYTES + TAG_BYTES)),
    decipher.final(),
  ]);
  try {
    return text.toString('utf8');
  } finally {
    text.fill(0);
  }
}
