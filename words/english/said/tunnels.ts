// Of tunnels: why one can't be had, and why a connection through one can't be made. To whoever
// carries them, an agent or OpenSSH, these are the same.

/** Whose computer it is that connects. */
const FROM = { host: 'the host', here: 'this computer' };

interface At {
  place: string;
}
interface Failed extends At {
  why: string;
}
interface Connecting extends At {
  from: keyof typeof FROM;
}

export const tunnels = {
  'target-refused': ({ place }: At) => `Nothing listens at ${place}.`,
  'target-socket-missing': ({ place }: At) => `There is no socket at ${place}.`,
  'target-unreachable': ({ place, from }: Connecting) =>
    `There is no way to ${place} from ${FROM[from]}.`,
  'target-network-unreachable': ({ place, from }: Connecting) =>
    `The network of ${place} can't be reached from ${FROM[from]}.`,
  'place-name-unknown': ({ place }: At) => `The name in ${place} can't be found.`,
  'target-timeout': ({ place }: At) => `${place} did not answer in time.`,
  'target-failed': ({ place, why }: Failed) => `The connection to ${place} failed: ${why}.`,
  /** Nobody said why; `place` is null where it isn't known either. */
  'target-not-had': ({ place }: { place: string | null }) =>
    `${place ?? 'The target'} can't be had.`,
  'target-forbidden-by-agent': ({ place }: At) =>
    `The agent there does not allow connections to ${place}.`,
  'target-not-waited-for': 'Nobody waits any more.',
  'target-agent-silent': ({ seconds }: { seconds: number }) =>
    `The agent did not answer; nothing was connected in ${seconds} s.`,
  'target-host-away': ({ seconds }: { seconds: number }) =>
    `The connection to the host is down; nothing was connected in ${seconds} s.`,
  'streams-full': ({ most }: { most: number }) =>
    `There are ${most} connections through tunnels already, which is the limit.`,

  'listen-port-taken': ({ place }: At) => `Another program listens on ${place} already.`,
  'listen-port-forbidden': ({ place }: At) => `You don't have permission to listen on ${place}.`,
  'listen-address-missing': ({ place }: At) =>
    `The machine that listens has no such address: ${place}.`,
  'listen-path-taken': ({ place }: At) => `There is something at ${place} already.`,
  'listen-path-forbidden': ({ place }: At) => `No socket can be made at ${place}.`,
  'listen-failed': ({ place, why }: Failed) => `Nothing can listen on ${place}: ${why}.`,
  'listen-open-to-others': ({ place }: At) => `${place} can be reached by other machines.`,
  'listen-open-to-others-there': ({ place }: At) =>
    `${place} on the host can be reached by other machines.`,
  'listen-forbidden-by-agent': ({ place }: At) =>
    `This agent does not allow tunnels to listen on ${place}.`,
  'listeners-full': ({ most }: { most: number }) =>
    `There are ${most} listeners of tunnels already, which is the limit.`,

  'tunnel-gone': 'This tunnel has been removed meanwhile.',
  'host-needs-no-tunnels': 'This computer needs no tunnel to itself.',
  'tunnel-lacks-target': 'A tunnel needs a target, unless it is dynamic.',
  'tunnels-full': ({ most }: { most: number }) => `A host has at most ${most} tunnels.`,
  'tunnels-unknown-to-agent': 'The agent on that machine knows no tunnels.',
  'tunnel-host-unreachable': 'The host can’t be reached.',
  'tunnel-stopped': 'The tunnel was stopped.',
  'stream-cut-for-good': 'The connection was cut and did not come back in time.',
  'stream-client-gone': 'the client is gone',
  'stream-connection-gone': 'the connection is gone',
  'agent-shuts-down': 'The agent is being shut down.',
  'socks-spoken-wrongly': 'A program connected that does not speak SOCKS.',
  'socks-asked-too-much': 'A program asked for something else than a TCP connection.',
  'socks-login-missing': 'A program did not give the user and password of this SOCKS port.',
  'tunnel-argument-unread': ({ text, kind }: { text: string; kind: string }) =>
    `"${text}" is no ${kind} tunnel.`,
  'this-tunnel-stopped': 'This tunnel was stopped.',
  'ended-while-cut': 'The connection ended while the link was cut.',
  /** In the place of an address that nobody told. */
  'the-target': 'the target',
  'socks-at': ({ at }: { at: string }) => `SOCKS at ${at}`,
};
