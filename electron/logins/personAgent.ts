// The ssh-agent of whoever sits at this computer. One connection a request: nothing that went wrong with
// one is left for the next. One that hangs is waited for a bounded time.
import { connect } from 'node:net';
import { ASKED, framed, MessageReader } from '../../core/sshAgent/agentMessages.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';

/** For a list, milliseconds: nobody is asked. */
export const LIST_MS = 5_000;
/** For a signature: the agent may ask its user itself, and a key may wait to be touched. */
export const SIGN_MS = 60_000;
/** Of Windows' own. */
const WINDOWS_PIPE = '\\\\.\\pipe\\openssh-ssh-agent';

/** `missing`: none runs here; `silent`: it said nothing, or what no agent says. */
export class PersonAgentError extends Error {
  readonly why: 'missing' | 'silent';

  constructor(why: PersonAgentError['why']) {
    super(why);
    this.name = 'PersonAgentError';
    this.why = why;
  }
}

/** Asks it. Rejects with `PersonAgentError`; `signal` ends the wait as `silent`. */
export type PersonAgent = (request: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>;

export function personAgent(surroundings: LocalSurroundings, clock: Clock): PersonAgent {
  return (request, signal) => asked(agentPath(surroundings), request, clock, signal);
}

/** Where it listens, as the login's environment says; undefined where there is none. */
export function agentPath({ env, platform }: LocalSurroundings): string | undefined {
  return env().SSH_AUTH_SOCK || (platform === 'win32' ? WINDOWS_PIPE : undefined);
}

async function asked(
  path: string | undefined,
  request: Uint8Array,
  clock: Clock,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (path === undefined) throw new PersonAgentError('missing');
  const { promise, resolve, reject } = withResolvers<Uint8Array>();
  const reader = new MessageReader();
  const socket = connect({ path });
  const silent = (): void => reject(new PersonAgentError('silent'));
  const late = clock.after(request[0] === ASKED.sign ? SIGN_MS : LIST_MS, silent);
  signal.addEventListener('abort', silent);
  const missing = (): void => reject(new PersonAgentError('missing'));
  socket.on('error', missing);
  socket.on('connect', () => socket.off('error', missing).on('error', silent));
  socket.on('close', silent);
  socket.on('data', (bytes: Buffer) => {
    try {
      const [answer] = reader.push(bytes);
      if (answer) resolve(answer);
    } catch {
      silent();
    }
  });
  socket.write(framed(request));
  if (signal.aborted) silent();
  try {
    return await promise;
  } finally {
    late();
    signal.removeEventListener('abort', silent);
    socket.destroy();
  }
}
