// Of tunnels that OpenSSH carries, which says little about why one can't be had.

interface At {
  place: string;
}

/** A socket has a path, anything else a port. */
type Kind = 'tcp' | 'unix';

const other = (kind: Kind): string => (kind === 'unix' ? 'path' : 'port');

export const sshTunnels = {
  'ssh-cannot-carry-tunnel': 'OpenSSH can’t carry such a tunnel.',
  'windows-ssh-cannot-carry-tunnel': 'Windows’ ssh can’t carry such a tunnel.',
  'windows-ssh-carries':
    'It listens at ports only, and connects from this computer to ports only. A path on the host ' +
    'may be the target of a local tunnel, if it is of plain letters.',
  'ssh-listen-open-to-others': ({ place }: At) => `Other machines could connect at ${place}.`,
  'try-loopback-or-sharing': 'Listen on 127.0.0.1, or say that other machines may connect.',
  'ssh-tunnel-twice': ({ place }: At) =>
    `Another tunnel of this login leads from ${place} to the same target already.`,
  'ssh-tunnel-twice-from-free-port': ({ host }: { host: string }) =>
    `Another tunnel of this login leads from a free port of ${host} to the same target already.`,
  'try-that-tunnel-or-other-place': ({ kind }: { kind: Kind }) =>
    `Use that one, or choose another ${other(kind)}.`,
  /** `words` are ssh's own; '' where it said nothing. */
  'ssh-listen-failed': ({ place, words }: At & { words: string }) =>
    `ssh couldn’t listen on ${place}: ${words || 'it didn’t say why'}.`,
  'try-other-place-or-again': ({ kind }: { kind: Kind }) =>
    `Choose another ${other(kind)}, or try again.`,
  'server-listen-forbidden': ({ place }: At) => `The server doesn’t listen at ${place} for you.`,
  'server-socket-left-or-forbidden':
    'If a socket of a lost connection lies there, remove it. Else its sshd_config may forbid it (AllowStreamLocalForwarding).',
  'server-port-probably-forbidden':
    'Its sshd_config probably forbids it (AllowTcpForwarding, PermitListen). Ask whoever runs it.',
  'server-port-not-permitted': ({ place }: At) => `The server can’t listen on ${place} for you.`,
  'try-high-port-there': 'Ports below 1024 need root there; choose a higher one.',
  'server-port-taken': ({ place }: At) =>
    `Another program listens on ${place} on the server already.`,
  'server-holds-listener': ({ place }: At) =>
    `The server still holds ${place} for the connection that was cut.`,
  'server-holds-for-now': 'It is tried again until the server lets go.',
  'try-tunnel-again': 'Try again.',
  /** Refused, out of time or out of reach: ssh says the same of all three. */
  'ssh-target-not-connected': ({ place }: { place: string | null }) =>
    `${place ?? 'the target'} could not be connected to.`,
  'try-target-program-address-port':
    'Check that the program there is running, the address and the port.',
  'server-target-forbidden': ({ place }: { place: string | null }) =>
    `The server doesn’t lead a connection on${place === null ? '' : ` to ${place}`}.`,
  'server-target-probably-forbidden':
    'Its sshd_config forbids it (AllowTcpForwarding, PermitOpen). Ask whoever runs it.',
  'ssh-connection-not-made': ({ words }: { words: string }) =>
    `A connection couldn’t be made: ${words}.`,
  'try-what-was-asked-for': 'Check what was asked for.',
  'ssh-tells-no-tunnel': 'ssh doesn’t say through which tunnel.',
  'ssh-waits-in-a-tab': 'ssh is waiting for your answer in a shell of this host.',
};
