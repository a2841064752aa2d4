// What is found in a file of another tool: hosts in that tool's own words, and what can't come along.
// Nothing in it is checked or cleaned: it may be shown only by what cleans it.
import { say, type Said } from '../../words/said.ts';
import type { OwnHost } from './ownJson.ts';

/** A port of a computer, or a socket in its file system. `host` null: the tool's default, localhost. */
export type Endpoint =
  { readonly host: string | null; readonly port: number } | { readonly socket: string };

export interface FoundForward {
  readonly type: 'local' | 'remote' | 'dynamic' | 'remote-dynamic';
  readonly listen: Endpoint;
  /** None of a dynamic one. */
  readonly target?: Endpoint;
}

export interface FoundProxy {
  readonly type: 'socks4' | 'socks5' | 'http';
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
}

export interface FoundSerial {
  /** The device, `/dev/ttyUSB0` or `COM3`. */
  readonly line: string;
  readonly speed: number;
  readonly dataBits?: number;
  readonly stopBits?: number;
  readonly parity?: 'none' | 'odd' | 'even' | 'mark' | 'space';
  readonly flow?: 'none' | 'xonxoff' | 'rtscts' | 'dsrdtr';
}

/** What only some tools have. A key is absent where the file says nothing of it. */
export interface FoundMore {
  readonly addKeysToAgent?: string;
  /** Or the socket of the agent that is forwarded. */
  readonly agentForward?: boolean | string;
  readonly certificates?: readonly string[];
  readonly clearAllForwardings?: boolean;
  readonly compression?: boolean;
  readonly connectTimeoutSeconds?: number;
  readonly description?: string;
  readonly gatewayPorts?: boolean;
  readonly identitiesOnly?: boolean;
  readonly identityAgent?: string;
  readonly keepAliveSeconds?: number;
  readonly localCommand?: string;
  readonly remoteCommand?: string;
  readonly remoteDirectory?: string;
  readonly requestTty?: string;
  readonly setEnv?: readonly string[];
  /** Arguments of the ssh program, as written. */
  readonly sshOptions?: string;
  readonly strictHostKeyChecking?: string;
  readonly tags?: readonly string[];
  readonly x11?: boolean;
  /** Further options of OpenSSH: keyword and value, as written. */
  readonly options?: Readonly<Record<string, string>>;
}

export interface FoundHost {
  readonly name: string;
  /** `ssh`, or what Bowline can't open yet: `telnet`, `serial`, `rdp`, `vnc`, `raw`, `rlogin`, … */
  readonly protocol: string;
  readonly address: string;
  /** The default of the protocol where the file says none; 0 where it has none. */
  readonly port: number;
  /** Null: the file does not say. */
  readonly user: string | null;
  /** Key files as written, in their order: `~` and `%` tokens are not expanded. */
  readonly identities: readonly string[];
  /** Hops in the order of travel, as written; null: none. */
  readonly jump: readonly string[] | null;
  readonly proxyCommand: string | null;
  readonly proxy: FoundProxy | null;
  readonly forwards: readonly FoundForward[];
  /** The path of its folder; [] at the top. */
  readonly group: readonly string[];
  /** All that it is in, where a format has no tree (Ansible). */
  readonly groups?: readonly string[];
  /** Further names of the same address. */
  readonly aliases?: readonly string[];
  readonly serial?: FoundSerial;
  /** Lines of the picked file that make it what it is, in order, counted from 1. */
  readonly lines?: readonly number[];
  readonly more: FoundMore;
  /** Of a file of our own: the host whole, with what no other tool has. */
  readonly own?: OwnHost;
}

/** Something that can't come along. */
export interface Unmapped {
  /** The host, section or line that it belongs to, as the file calls it. */
  readonly where: string;
  /** The setting, with its value as far as that is short and no secret. */
  readonly what: string;
  readonly why: Said;
}

export interface Found {
  readonly hosts: FoundHost[];
  readonly unmapped: Unmapped[];
  /** Names of the hosts that an entry is about, of those whose `where` names a line alone. */
  readonly about?: About;
}

export type About = ReadonlyMap<Unmapped, readonly string[]>;

const EMPTY: Omit<FoundHost, 'name' | 'address'> = {
  protocol: 'ssh',
  port: 22,
  user: null,
  identities: [],
  jump: null,
  proxyCommand: null,
  proxy: null,
  forwards: [],
  group: [],
  more: {},
};

/** A host of which the file says this, and nothing else. */
export function foundHost(
  said: Partial<FoundHost> & Pick<FoundHost, 'name' | 'address'>,
): FoundHost {
  return { ...EMPTY, ...said };
}

/** A password or a key that stands in the file. It is not taken over, nor shown. */
export function secret(where: string, what: string): Unmapped {
  return { where, what, why: say('import-secret') };
}
