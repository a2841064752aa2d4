// What ssh has to know of a host: a saved host of the kind SSH has all of it.

/** Options of ssh that have a field of their own; '' or missing: whatever ssh decides. */
export interface SshSettings {
  /** `key`, `password`: tried first. `ask`: nothing that is kept is used, which isn't ssh's to know. */
  readonly logInWith?: string;
  /** Run by the user's shell here in place of a connection. */
  readonly proxyCommand?: string;
  readonly certificateFile?: string;
  readonly identitiesOnly?: string;
  readonly addressFamily?: string;
  /** Seconds, as typed. */
  readonly connectTimeout?: string;
  /** Seconds between questions whether the host is still there, as typed. */
  readonly keepAliveSeconds?: string;
  readonly strictHostKey?: string;
  readonly agentForward?: string;
  readonly x11?: string;
  readonly compression?: string;
  /** `NAME=value`, one a line. */
  readonly setEnv?: string;
  readonly ciphers?: string;
  readonly kexAlgorithms?: string;
  readonly macs?: string;
  readonly hostKeyAlgorithms?: string;
  readonly requestTty?: string;
  /** Run there in place of a shell. */
  readonly remoteCommand?: string;
  /** Where shells begin. */
  readonly remoteDirectory?: string;
}

/** The configuration file that a host is followed in, asked before each ssh that is started with it. */
export interface FollowedFile {
  /** What ssh would start on this computer for it. Throws a `PersonError` where that can't be told. */
  starts(): readonly { readonly option: string; readonly text: string }[];
  /**
   * Options that the file may set for it, in small letters. Throws a `StartError` where ssh would start
   * what nobody has allowed.
   */
  says(): ReadonlySet<string>;
}

/** A SOCKS or HTTP proxy, which the first connection from this computer goes through; see throughProxy.ts. */
export interface ProxyFields {
  /** `socks5`, `http`; '' or missing: none. */
  readonly proxyKind?: string;
  readonly proxyAddress?: string;
  /** As typed; '' is the usual one of its kind. */
  readonly proxyPort?: string;
  /** Its password is asked for where the proxy wants one. */
  readonly proxyUser?: string;
}

export interface SshTarget extends SshSettings, ProxyFields {
  readonly name: string;
  /** Host name or IP address, or an alias of the user's ssh_config. */
  readonly address: string;
  /** As typed; '' means "whatever ssh decides" (22, or ssh_config). */
  readonly port: string;
  readonly user: string;
  readonly identityFile: string;
  /** `[user@]host[:port]`, several separated by commas, as `ssh -J` takes them. */
  readonly jumpHost: string;
  /** Further `-o` options, one `Key=value` a line. */
  readonly options: string;
  /** The jump hosts in the order of travel, where some of them are saved hosts themselves. */
  readonly jumps?: readonly SshTarget[];
  /**
   * Its name in a configuration file that decides all the rest: ssh is given that and the file alone. What
   * stands in the fields above is then as far as a reader of the file could tell. '' of all other hosts.
   */
  readonly alias?: string;
  /** Path of that file; '' is the one that ssh reads by itself. */
  readonly file?: string;
  readonly followed?: FollowedFile;
}
