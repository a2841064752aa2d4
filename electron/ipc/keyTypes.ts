// What windows and main say to each other about keys and host keys of this computer.
import type { Said } from '../../words/said.ts';

/** What can be made here. */
export type KeyType = 'ed25519' | 'rsa' | 'ed25519-sk' | 'ecdsa-sk';

/** What somebody who vouches for a key has signed. */
export interface KeyCertificate {
  keyId: string;
  principals: string[];
  /** As ssh-keygen says it: `from … to …`, `forever`. */
  valid: string;
  /** A server's, and of no use to a login. */
  ofHost: boolean;
}

/** A key in `~/.ssh`, without anything of it that is secret. */
export interface LocalKey {
  /** Its path, by which calls name it. */
  id: string;
  name: string;
  /** As ssh-keygen says it: `ED25519`, `RSA`; '' where that can't be told. */
  type: string;
  bits: number | null;
  /** `SHA256:…`; '' where that can't be told. */
  fingerprint: string;
  comment: string;
  hasPrivate: boolean;
  passphrase: 'yes' | 'no' | 'unknown';
  /** It lies in a security key, and its file is only a handle. */
  hardware: boolean;
  inAgent: boolean;
  certificate: KeyCertificate | null;
  /** Names of the files that are this key: private, public, certificate. */
  files: string[];
  /** Why ssh won't use it as it is, and what to do; null where it will. */
  problem: Said | null;
  advice: Said | null;
}

/** A key that ssh-agent holds. Its fingerprint names it. */
export interface AgentKey {
  id: string;
  type: string;
  bits: number | null;
  comment: string;
  hardware: boolean;
}

export interface KeysFound {
  /** As it is shown: `~/.ssh`. */
  folder: string;
  keys: LocalKey[];
  agentKeys: AgentKey[];
  /** Why the agent tells nothing; null where it does. */
  agentSays: Said | null;
  /** What else there is to know: a folder that can't be read, more files than are looked at. */
  says: Said | null;
  /** What this computer's ssh can make, each with a name that isn't taken. */
  makes: { type: KeyType; name: string }[];
  /** For a new key: `me@laptop`. */
  comment: string;
}

export interface KeyWish {
  type: KeyType;
  name: string;
  comment: string;
  /** '': none. */
  passphrase: string;
  /** Of the security key; '': it has none. */
  pin: string;
}

export type KeyErrors = Partial<Record<keyof KeyWish | 'old', Said>>;
export type KeyResult = { ok: true } | { ok: false; errors: KeyErrors };
export type KeyMade = { ok: true; id: string } | { ok: false; errors: KeyErrors };

/** What is done with a key on a host. */
export type KeyOnHost = 'put' | 'drop';

/** What has come of that, and what else was seen there. */
export interface KeyOnHostEnd {
  said: Said;
  notes: Said[];
}

/** How far it is. `run`, made up by who asks, names it. */
export interface KeyProgress {
  run: string;
  message: Said;
  /** What ssh asks now, in its own words, cleaned; '' where it asks nothing. */
  question: string;
}

/** A line of a known_hosts file. */
export interface KnownHost {
  /** `FILE:LINE`, FILE being its place among the files. */
  id: string;
  file: number;
  line: number;
  /** As they stand there; [] where they are hashed. */
  names: string[];
  hashed: boolean;
  marker: 'cert-authority' | 'revoked' | null;
  /** `ED25519`. */
  type: string;
  /** `SHA256:…`; '' where the line is bad. */
  fingerprint: string;
  comment: string;
  /** What ssh can't read in it; null where all is well. */
  problem: Said | null;
  /** The name that ssh-keygen can remove it by; null where there is none. */
  removedBy: string | null;
}

export interface KnownHostsFile {
  path: string;
  /** As it is shown: `~/.ssh/known_hosts`. */
  shown: string;
  /** Why nothing can be removed from it; null where something can. */
  fixed: Said | null;
  /** Why it isn't shown, or not all of it; null where it is. */
  says: Said | null;
}

export interface KnownHosts {
  files: KnownHostsFile[];
  hosts: KnownHost[];
}

/** A line that has the key of a name. */
export interface KnownHostHit {
  name: string;
  file: number;
  line: number;
}

/** A host key as ssh-keygen shows it. */
export interface KeyPicture {
  fingerprint: string;
  art: string[];
}
