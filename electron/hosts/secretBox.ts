// Where secrets are sealed before they are stored. The real one asks the system's keychain
// (electron/main/keychain.ts); hosts/ itself stays free of Electron.

export interface SecretBox {
  /**
   * False: there is no keychain, and secrets lie readable in a file only the user can read. To be
   * asked only where a secret is at hand: finding out may make the system ask the user.
   */
  readonly available: boolean;
  seal(secret: string): Uint8Array;
  /** Throws when the keychain is locked, changed, or not the one that sealed it. */
  unseal(sealed: Uint8Array): string;
  /**
   * Of a keychain that answers later: `unseal` gives back what was fetched before. Undefined where it can
   * already. Never rejects: what isn't given back is missing.
   */
  fetch?(sealed: readonly Uint8Array[]): Promise<void> | undefined;
  /** Likewise: while `work` goes on, `seal` can seal these. Rejects as `work` does. */
  sealing?<T>(secrets: readonly string[], work: () => T | Promise<T>): Promise<T>;
}

/** For systems without a keychain. The window says so. */
export const plainBox: SecretBox = {
  available: false,
  seal: (secret) => Buffer.from(secret, 'utf8'),
  unseal: (sealed) => Buffer.from(sealed).toString('utf8'),
};
