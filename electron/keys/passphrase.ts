// What a passphrase may be, as ssh-keygen takes it from a terminal.
import { say, type Said } from '../../words/said.ts';

/** ssh-keygen takes none that are shorter, but for none at all. */
export const LEAST_CHARS = 5;
/** Bytes; ssh-keygen reads no more. */
const MOST_BYTES = 1_000;
/** A terminal would take them as orders. */
const ORDERS = /[\u0000-\u001f\u007f]/;

/** Null: it can be a key's. '' is none. */
export function newPassphraseProblem(passphrase: string): Said | null {
  if (passphrase === '') return null;
  if (passphrase.length < LEAST_CHARS) return say('key-passphrase-short', { least: LEAST_CHARS });
  return typedProblem(passphrase);
}

/** Null: it can be typed. */
export function typedProblem(secret: string): Said | null {
  if (ORDERS.test(secret)) return say('key-passphrase-bad');
  if (Buffer.byteLength(secret) > MOST_BYTES)
    return say('key-passphrase-long', { most: MOST_BYTES });
  return null;
}
