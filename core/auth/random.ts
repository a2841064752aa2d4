// Random bytes and names, from what Node and browsers have in common.

/** So many bytes that nobody can foresee. */
export function randomBytes(count: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(count));
}

/** A name that nobody has had and nobody guesses: 128 bits as 32 hex digits. */
export function randomName(): string {
  return [...randomBytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
