// What windows and main say to each other about logging in: what is asked, and what is answered.
import type { Said } from '../../words/said.ts';

/**
 * What is asked for. `touch` only tells: a key waits to be touched. `sign` is asked by Bowline itself: a
 * host wants to use keys of this computer. So are `take-files` and `give-files`: a program of the shell sends
 * files through its terminal, or waits for some.
 */
export type AskedFor =
  | 'password'
  | 'passphrase'
  | 'pin'
  | 'code'
  | 'host-key'
  | 'confirm'
  | 'touch'
  | 'sign'
  | 'take-files'
  | 'give-files'
  | 'unknown';

/** What is known of a host key that somebody has to decide about. */
export interface AskedHostKey {
  /** As it is looked up in `known_hosts`: `web-eu-1`, `[10.1.2.3]:2222`. */
  name: string;
  /** `ED25519`. */
  type: string;
  /** `SHA256:…`. */
  fingerprint: string;
  /** The picture that ssh draws of it, line by line; [] where it draws none. */
  art: string[];
  /** Other names that have the same key, as ssh says them. */
  alsoKnownAs: string[];
  /** Of a changed key, where the old one stands: `/home/me/.ssh/known_hosts:12`; null for one that is new. */
  oldPlace: string | null;
}

/** Something that a login waits for. It stands in a card over a shell's terminal. */
export interface AskedQuestion {
  /** Named by who answers. */
  id: string;
  shellId: string;
  asks: AskedFor;
  /** Whose: `deploy@web-eu-1`, the path of a key, the name of a token; '' where ssh doesn't say. */
  about: string;
  /** As ssh puts it, cleaned. */
  text: string;
  /** What is typed isn't shown. */
  hidden: boolean;
  /** The answer can be kept, and by whom; null where it can't or mustn't be. */
  keepable: 'keychain' | 'passphrase' | null;
  /** Why it is asked although one is kept: that was refused, or can't be had; null else. */
  because: Said | null;
  hostKey: AskedHostKey | null;
}

/** What a person answers; `text` is `yes` or `no` where that is asked. */
export interface GivenAnswer {
  text: string;
  /** To be kept, so that it isn't asked again. */
  keep: boolean;
}

/** What a secret is for: it is given to that question alone. */
export interface SecretUse {
  what: 'password' | 'passphrase' | 'pin';
  /**
   * Of a password: the id of a saved host or of an identity, or `USER@ADDRESS:PORT` for a hop that is
   * written out. Of a passphrase: the key's path, absolute. Of a PIN: the token's name.
   */
  of: string;
}

/** Who keeps secrets: the system's keychain, a master passphrase, or nobody, who then keeps none. */
export type Keeper =
  | { by: 'keychain'; /** `GNOME Keyring`, `KWallet`, `Windows`, `macOS Keychain`. */ name: string }
  | { by: 'passphrase'; locked: boolean }
  | { by: 'nobody' };

/** A secret that is kept, without it. */
export interface KeptSecret {
  use: SecretUse;
  /** What a person knows it by: a host's or identity's name, a key's path. */
  called: string;
  /** Ids of the saved hosts that use it. */
  hosts: string[];
  /** Milliseconds since 1970. */
  keptAt: number;
  usedAt: number | null;
}

/** A login that many hosts use. */
export interface IdentityDraft {
  name: string;
  user: string;
  identityFile: string;
}

export interface SavedIdentity extends IdentityDraft {
  id: string;
  /** Ids of the saved hosts that use it. */
  hosts: string[];
}

export type IdentityErrors = Partial<Record<keyof IdentityDraft, Said>>;

export type IdentitySaveResult =
  { ok: true; identity: SavedIdentity } | { ok: false; errors: IdentityErrors };

/** The key that a host showed when it was tested, and how it stands here. */
export interface TestedHostKey {
  is: 'known' | 'new' | 'changed' | 'revoked';
  /** `ED25519`. */
  type: string;
  /** `SHA256:…`. */
  fingerprint: string;
  /** Where it stands, and of a changed one where the old one does: `/home/me/.ssh/known_hosts:12`. */
  place: string | null;
  /** An authority vouches for it. */
  certificate: boolean;
}

/** What a test of a host found. Nobody logged in. */
export interface HostTest {
  /** From the beginning of the connection to the server's first words, milliseconds; null: none came. */
  ms: number | null;
  hostKey: TestedHostKey | null;
  /** Ways of logging in that the server offers, by ssh's names: `publickey`; `none`: it lets anybody in. */
  ways: string[];
  /** Why it isn't reached, or can't be logged in to; null where it can. */
  trouble: { said: Said; advice: Said | null } | null;
}
