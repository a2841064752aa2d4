// The calls about keys and host keys of this computer.
import type {
  KeyMade,
  KeyOnHost,
  KeyOnHostEnd,
  KeyPicture,
  KeyResult,
  KeysFound,
  KeyWish,
  KnownHostHit,
  KnownHosts,
} from './keyTypes.ts';

/** A part of `Calls`. */
export interface KeyCalls {
  /** What `~/.ssh` and ssh-agent hold. `id` below is a key's path, or the fingerprint of one in the agent. */
  'keys:list': () => KeysFound;
  /** Ends with `keys:stop`, too. Rejects where no key came of it, for a reason that no field can mend. */
  'keys:make': (wish: KeyWish) => KeyMade;
  /** The public half, as a line. */
  'keys:public': (id: string) => string;
  /** All its files, for good. Answers with their names. */
  'keys:remove': (id: string) => string[];
  /** '' is none. */
  'keys:setPassphrase': (id: string, old: string, passphrase: string) => KeyResult;
  'keys:addToAgent': (id: string, passphrase: string) => KeyResult;
  'keys:dropFromAgent': (fingerprint: string) => void;
  /** Puts it on a saved host, or takes it away there; `run`, made up by who asks, names that. */
  'keys:onHost': (run: string, what: KeyOnHost, id: string, hostId: string) => KeyOnHostEnd;
  /** What ssh asks meanwhile. */
  'keys:answer': (run: string, answer: string) => void;
  /** Ends what this window has under way. */
  'keys:stop': () => void;
  'knownHosts:list': () => KnownHosts;
  /** The lines that have the keys of each of these names, hashed ones among them. */
  'knownHosts:find': (names: string[]) => KnownHostHit[];
  'knownHosts:picture': (file: number, line: number) => KeyPicture;
  /** All lines of a name, which `lines` are. Answers with the path of ssh-keygen's copy of the file before. */
  'knownHosts:remove': (name: string, file: number, lines: number[]) => string;
  'knownHosts:openFile': (file: number) => void;
}
