// What ssh has to know of a host: a saved host of the kind SSH has all of it.

export interface SshTarget {
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
}
