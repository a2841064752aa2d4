// One tunnel of OpenSSH's: how ssh is told to add it to a connection that stands, and what its
// answers mean. ssh says little about why, so what can be known before is found out before.
import { say, type Said } from '../../words/said.ts';
import { formatPlace, type Place } from '../../core/tunnel/place.ts';
import type { TunnelSpec } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { MuxAnswer, SshForward } from '../ssh/muxClient.ts';
import { remoteWords } from '../ssh/remoteText.ts';
import type { SshCommands } from '../ssh/sshCommands.ts';
import { listenPlace } from './listenPlace.ts';

/** Ports below it are for root. */
const FIRST_OPEN_PORT = 1024;
const REMOVE_SOCKET = 'if [ -S "$1" ]; then rm -f -- "$1"; fi';

export interface Forward {
  /** Where it listens: the port is the one that was chosen for 0. */
  at: Place;
  /** Takes it away. What is connected through it stays connected. */
  cancel(): Promise<void>;
}

/**
 * Adds a tunnel to the connection, listening at `listen`. Rejects with `TunnelError`. Where the
 * connection has just been lost, resolves with undefined: whoever holds it hears that by itself.
 * @param again it listened there before, so a socket that lies there is its own
 */
export async function openForward(
  commands: SshCommands,
  spec: TunnelSpec,
  listen: Place,
  again = false,
): Promise<Forward | undefined> {
  const here = spec.kind !== 'remote';
  const wanted = here ? await listenPlace(listen, spec.public === true) : listen;
  const forward: SshForward = { kind: spec.kind, listen: wanted, target: spec.target };
  const release = here ? () => undefined : claim(commands, forward);
  if (!here && again) await removeSocket(commands, wanted);
  const answer = await commands.tunnel('forward', forward);
  if (!answer.ok) {
    release();
    if (!(await commands.alive())) return undefined;
    if (here) throw refusedHere(wanted, answer.words);
    throw await refusedThere(wanted, (place) => listens(commands, place));
  }
  const cancel = async (): Promise<void> => {
    await commands.tunnel('cancel', forward);
    if (!here) await removeSocket(commands, wanted);
    release();
  };
  return { at: allocated(wanted, answer), cancel };
}

// Asked twice for the same, ssh says yes, has one of it, and takes that away for both.
function claim(commands: SshCommands, { listen, target }: SshForward): () => void {
  const key = JSON.stringify([listen, target]);
  if (commands.remote.has(key)) throw taken(listen);
  commands.remote.add(key);
  return () => void commands.remote.delete(key);
}

function taken(place: Place): TunnelError {
  const free = place.kind === 'tcp' && place.port === 0;
  const said = free
    ? say('ssh-tunnel-twice-from-free-port', { host: place.host })
    : say('ssh-tunnel-twice', { place: formatPlace(place) });
  const advice = say('try-that-tunnel-or-other-place', { kind: place.kind });
  return new TunnelError('port-in-use', said, advice, 'listen');
}

// sshd closes its listening sockets without removing them, and then refuses their paths.
async function removeSocket(commands: SshCommands, place: Place): Promise<void> {
  if (place.kind === 'unix') await commands.script(REMOVE_SOCKET, [place.path]);
}

/** Of a server that was asked for any free port, ssh says which one it is. */
function allocated(place: Place, answer: MuxAnswer): Place {
  if (place.kind === 'unix' || place.port !== 0) return place;
  return { ...place, port: (answer.ok && answer.port) || 0 };
}

/** ssh can't listen here, and said this of it. */
export function refusedHere(place: Place, words: string): TunnelError {
  const facts = { place: formatPlace(place), words: remoteWords(words) };
  const advice = say('try-other-place-or-again', { kind: place.kind });
  return new TunnelError('listen-failed', say('ssh-listen-failed', facts), advice, 'listen');
}

/**
 * The server says no more than no. If it listens on another port, it is this one's fault.
 * @param tried asks whether it does, of a place that leads nowhere
 */
export async function refusedThere(
  place: Place,
  tried: (elsewhere: Place) => Promise<boolean>,
): Promise<TunnelError> {
  const mayBe = place.kind === 'tcp' && place.port !== 0;
  const allowed = mayBe && (await tried({ ...place, port: 0 }));
  const at = { place: formatPlace(place) };
  const fail = (code: string, said: Said, advice: Said): TunnelError =>
    new TunnelError(code, said, advice, 'listen');
  if (!allowed) {
    const why =
      place.kind === 'unix' ? 'server-socket-left-or-forbidden' : 'server-port-probably-forbidden';
    return fail('forward-forbidden', say('server-listen-forbidden', at), say(why));
  }
  if (place.port < FIRST_OPEN_PORT) {
    const said = say('server-port-not-permitted', at);
    return fail('port-forbidden', said, say('try-high-port-there'));
  }
  return fail('port-in-use', say('server-port-taken', at), say('try-port'));
}

async function listens(commands: SshCommands, listen: Place): Promise<boolean> {
  // Nobody is led anywhere by it: the port is nobody's target, and the tunnel goes at once.
  const probe: SshForward = { kind: 'remote', listen, target: NOWHERE };
  const { ok } = await commands.tunnel('forward', probe);
  if (ok) await commands.tunnel('cancel', probe);
  return ok;
}

/** A port that is nobody's target. */
export const NOWHERE: Place = { kind: 'tcp', host: '127.0.0.1', port: 1 };
