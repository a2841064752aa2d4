// The options of ssh that only say how to connect: none of them starts a program, reads another
// configuration, or makes ssh trust what it wouldn't. What is typed or pasted may have these.
// renderer/lib/sshOptions.ts has the same list, which a test holds.

export const HARMLESS_OPTIONS = [
  ...['AddressFamily', 'Ciphers', 'Compression', 'ConnectionAttempts', 'ConnectTimeout'],
  ...['HostKeyAlgorithms', 'IdentitiesOnly', 'IPQoS', 'KexAlgorithms', 'LogLevel', 'MACs'],
  ...['NumberOfPasswordPrompts', 'PreferredAuthentications', 'PubkeyAcceptedAlgorithms'],
  ...['PubkeyAuthentication', 'RequestTTY', 'ServerAliveCountMax', 'ServerAliveInterval'],
  ...['TCPKeepAlive', 'VisualHostKey'],
] as const;

const KNOWN: ReadonlySet<string> = new Set(HARMLESS_OPTIONS.map((name) => name.toLowerCase()));

/** Of options as a host has them, one `Key=value` a line. */
export function areHarmless(options: string): boolean {
  const keys = options.split('\n').filter((line) => line.trim() !== '');
  return keys.every((line) => KNOWN.has(line.split('=')[0]!.trim().toLowerCase()));
}
