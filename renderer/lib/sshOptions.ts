// Options of ssh by what they may do: those that only say how to connect, those that start a program on
// this computer, and those of Bowline's own that a host can't have.

/** They start no program and change no trust; as `electron/ssh/harmlessOptions.ts` has them. */
export const HARMLESS_OPTIONS = [
  ...['AddressFamily', 'Ciphers', 'Compression', 'ConnectionAttempts', 'ConnectTimeout'],
  ...['HostKeyAlgorithms', 'IdentitiesOnly', 'IPQoS', 'KexAlgorithms', 'LogLevel', 'MACs'],
  ...['NumberOfPasswordPrompts', 'PreferredAuthentications', 'PubkeyAcceptedAlgorithms'],
  ...['PubkeyAuthentication', 'RequestTTY', 'ServerAliveCountMax', 'ServerAliveInterval'],
  ...['TCPKeepAlive', 'VisualHostKey'],
];

/** What they name is run, or loaded, on this computer. */
const RUN_PROGRAMS = [
  ...['ProxyCommand', 'LocalCommand', 'PermitLocalCommand', 'KnownHostsCommand'],
  ...['PKCS11Provider', 'SecurityKeyProvider', 'SmartcardDevice', 'XAuthLocation'],
  ...['ProxyUseFdpass'],
];

/** Bowline sets these, or has a place of its own for what they do. */
const NOT_FOR_HOSTS = [
  ...['LocalForward', 'RemoteForward', 'DynamicForward', 'ControlPath', 'ControlMaster'],
  ...['ControlPersist', 'SessionType', 'StdinNull', 'ForkAfterAuthentication', 'RemoteCommand'],
  ...['Include', 'Match', 'Host', 'Tag'],
];

/** Flags that are an option by another name. */
export const AS_OPTION: Readonly<Record<string, string>> = {
  ...{ C: 'Compression=yes', 4: 'AddressFamily=inet', 6: 'AddressFamily=inet6' },
  ...{ A: 'ForwardAgent=yes', X: 'ForwardX11=yes', Y: 'ForwardX11Trusted=yes' },
  K: 'GSSAPIAuthentication=yes',
};
/** Flags with the value of an option. */
export const AS_KEY: Readonly<Record<string, string>> = {
  ...{ c: 'Ciphers', m: 'MACs', b: 'BindAddress', B: 'BindInterface', I: 'PKCS11Provider' },
};

const lowered = (names: readonly string[]) => names.map((name) => name.toLowerCase());
const RUNNING = new Set(lowered(RUN_PROGRAMS));
const NEVER = new Set(lowered(NOT_FOR_HOSTS));

/** The option's name as it is written, where it is harmless; letter case doesn't count. */
export function harmlessOption(key: string): string | undefined {
  return HARMLESS_OPTIONS.find((one) => one.toLowerCase() === key.toLowerCase());
}

/** A host may have it, once somebody has seen it. */
export function isCareful(key: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(key) && !NEVER.has(key.toLowerCase());
}

/** It starts a program on this computer, or loads one's code. */
export function runsPrograms(key: string): boolean {
  return RUNNING.has(key.toLowerCase());
}
