// Listens on a unix socket that only its owner may use. One left behind by a crash is taken
// over, but only when nobody answers on it.
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { dirname, resolve } from 'node:path';
import { SYSTEM } from '../../core/system.ts';
import { AgentError, systemCode } from '../agentError.ts';
import { distrustFolder } from '../../core/socket/socketOwner.ts';
import { inWords } from '../../words/said.ts';
import { explainListenError } from './listenError.ts';
import { listen } from './listen.ts';

/** `sun_path` holds 108 bytes on Linux and 104 elsewhere, the closing zero included. */
const MAX_PATH_BYTES = 103;

/**
 * Resolves with the socket's absolute path once it listens. Rejects with `AgentError`, which tells
 * too where an agent of another machine listens there: nobody would answer here.
 */
export async function listenSocket(
  server: Server,
  given: string,
  elsewhere?: string,
): Promise<string> {
  const path = resolve(given);
  checkPath(path);
  if (elsewhere !== undefined && lstatSync(path, { throwIfNoEntry: false })) {
    const text = `${path} is the socket of an agent on ${elsewhere}, which shares this folder.`;
    const hint = `Choose another path with --socket; or, if ${elsewhere} is gone for good, remove it.`;
    throw new AgentError('ADDRESS_IN_USE', text, hint);
  }
  if (await isStale(path)) rmSync(path, { force: true });
  const umask = process.umask(0o177); // so that there is no moment at which others may connect
  try {
    await listen(server, { path });
    chmodSync(path, 0o600);
  } catch (error) {
    throw explainListenError(error, path);
  } finally {
    process.umask(umask);
  }
  return path;
}

function checkPath(path: string): void {
  if (SYSTEM === 'win32') {
    const hint = 'Use --listen 127.0.0.1:PORT there.';
    throw new AgentError('NO_SOCKETS', 'Windows has no unix sockets that Node can use.', hint);
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    const text = `The socket path ${path} is longer than the ${MAX_PATH_BYTES} bytes a system allows.`;
    throw new AgentError('BAD_SOCKET', text, 'Choose a shorter one.');
  }
  const folder = lstatSync(dirname(path), { throwIfNoEntry: false });
  if (!folder) {
    throw new AgentError('BAD_SOCKET', `The folder ${dirname(path)} doesn't exist.`, 'Make it.');
  }
  const why = distrustFolder(dirname(path));
  if (why) throw unsafe(path, inWords(why));
}

/** True when a socket without a listener is in the way. Throws when something else is. */
async function isStale(path: string): Promise<boolean> {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return false;
  if (!stats.isSocket()) {
    const text = `${path} exists and is not a socket.`;
    throw new AgentError('BAD_SOCKET', text, 'Choose another path with --socket.');
  }
  if (stats.uid !== process.geteuid!()) throw unsafe(path, 'it is another user’s');
  if (await answers(path)) {
    const text = `Somebody listens on ${path} already.`;
    throw new AgentError('ADDRESS_IN_USE', text, 'Choose another path with --socket.');
  }
  return true;
}

function unsafe(path: string, why: string): AgentError {
  const text = `The socket ${path} would not be yours alone: ${why}.`;
  const hint = 'Choose a folder that only you may write (“chmod go-w”), such as $XDG_RUNTIME_DIR.';
  return new AgentError('BAD_SOCKET', text, hint);
}

/** Does somebody listen there? */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolveAnswer) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolveAnswer(true);
    });
    // Full or forbidden means that it lives; only a refusal says that nobody is there.
    const nobody = ['ECONNREFUSED', 'ENOENT'];
    probe.once('error', (error) => resolveAnswer(!nobody.includes(systemCode(error))));
  });
}
