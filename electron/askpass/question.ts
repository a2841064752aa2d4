// What ssh asks, told apart by what ssh itself writes, never by a server's text.

/** Whom a question is about, as ssh names it: the user it logs in as, and the host's name. */
export interface LoginOf {
  user: string;
  host: string;
}

export type SshQuestion =
  | ({ asks: 'password'; text: string } & LoginOf)
  /** A server's own text, which says nothing that is to be believed. */
  | ({ asks: 'interactive'; text: string } & LoginOf)
  | { asks: 'passphrase'; text: string; file: string }
  | { asks: 'pin'; text: string; token: string }
  /** Asked by bowline-proxy: `place` is what the app calls that proxy. */
  | { asks: 'proxy'; text: string; place: string }
  | { asks: 'host-key'; text: string }
  /** `SSH_ASKPASS_PROMPT=confirm`: yes or no. */
  | { asks: 'confirm'; text: string }
  /** `SSH_ASKPASS_PROMPT=none`: told until ssh ends it. */
  | { asks: 'touch'; text: string }
  | { asks: 'unknown'; text: string };
