// bowline-agent relay: this process's stdin and stdout become a connection to the agent that runs
// here. For apps whose ssh can't forward a socket: what `ssh HOST bowline-agent relay` says and is
// told are an agent's bytes, and nothing listens anywhere for it.
import type { Socket } from 'node:net';
import { LIMITS } from '../../core/wire/protocol.ts';
import { openSocket } from '../../core/socket/openSocket.ts';
import { AgentError } from '../agentError.ts';
import { LocalOutput } from '../run/localOutput.ts';
import { findAgent, localLink } from '../state/runningAgent.ts';

interface RelayArguments {
  stateDir?: string;
}

/** Ends with the connection. Rejects with `AgentError` without an agent, or `ConnectFailure`. */
export async function relayCommand({ stateDir }: RelayArguments): Promise<void> {
  const { address, fingerprint } = localLink(findAgent(stateDir));
  const { socket } = await openSocket({ address, fingerprint, timeoutMs: LIMITS.handshakeMs });
  socket.on('error', () => undefined); // whoever reads from it hears of that, too
  try {
    await Promise.all([fromStdin(socket), toStdout(socket)]);
  } finally {
    socket.destroy();
    process.stdin.destroy();
  }
}

/** The end of stdin is the end of what the agent is sent; what it still says is waited for. */
async function fromStdin(socket: Socket): Promise<void> {
  const closed = new Promise<void>((resolve) => socket.once('close', resolve));
  process.stdin.on('error', () => socket.end()).once('end', () => socket.end());
  process.stdin.pipe(socket, { end: false }); // holds what a pipe does, and no more
  await closed;
}

/** Until the agent has ended its side, or nobody reads there any more. */
async function toStdout(socket: Socket): Promise<void> {
  const output = new LocalOutput(() => socket.destroy());
  try {
    for await (const bytes of socket) await output.write({ stream: 1, bytes: bytes as Buffer });
  } catch (error) {
    if (error instanceof AgentError) throw error;
    // else the connection is gone, and what it said before is written
  }
}
