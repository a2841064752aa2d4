// The calls about logging in: what is asked, what is kept and by whom, and logins that many hosts use.
import type {
  AskedQuestion,
  GivenAnswer,
  IdentityDraft,
  IdentitySaveResult,
  Keeper,
  KeptSecret,
  SavedIdentity,
  SecretUse,
} from './loginTypes.ts';

/** A part of `Calls`. */
export interface LoginCalls {
  /** What is asked over the terminals of the window's own panes now. */
  'logins:asked': () => AskedQuestion[];
  /** Null: would rather not. What isn't asked any more is left alone. */
  'logins:answer': (id: string, answer: GivenAnswer | null) => void;
  /** Who keeps secrets now. To be asked when one is about to be entered, as it may open the keychain. */
  'vault:keeper': () => Keeper;
  /** All secrets of logins that are kept. */
  'vault:list': () => KeptSecret[];
  'vault:has': (use: SecretUse) => boolean;
  /** Keeps a secret, in the place of the one before. Rejects where nobody can. */
  'vault:keep': (use: SecretUse, secret: string) => void;
  'vault:forget': (use: SecretUse) => void;
  /**
   * From now on secrets are sealed with a passphrase. `old`: the one until now, null for none. False: that was
   * wrong. Rejects where there is one, and secrets that nobody could open any more. '': with none any more, but
   * by the keychain, which takes over what is sealed with `old`; rejects where there is no keychain.
   */
  'vault:setPassphrase': (passphrase: string, old: string | null) => boolean;
  /** False: that isn't the passphrase. */
  'vault:unlock': (passphrase: string) => boolean;
  'vault:lock': () => void;
  /** Nobody knows it any more: it is gone, and all that is sealed with it. Backups keep both. */
  'vault:forgetPassphrase': () => void;
  'identities:list': () => SavedIdentity[];
  /** `id` null adds one. What it says holds at the next connection. */
  'identities:save': (draft: IdentityDraft, id: string | null) => IdentitySaveResult;
  /** Hosts that use it ask from then on. Its secrets are gone with it. */
  'identities:delete': (id: string) => void;
}
