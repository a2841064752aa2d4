// What ssh has to know of a host: a saved host of the kind SSH has all of it.

/** Options of ssh that have a field of their own; '' or missing: whatever ssh decides. */
export interface SshSettings {
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

export interface SshTarget extends SshSettings {
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
}
