// The socket of one shell's ssh-agent: SSH_AUTH_SOCK of its programs, in a folder that is the user's
// alone. It is there before the program is started, and goes with it.
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { SYSTEM } from '../../core/system.ts';
import { bindPrivately } from '../../core/tunnel/listener.ts';
import { isSocketPath } from '../../core/tunnel/place.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

const FOLDER = 'keys';
/** Digits of a session's name that a socket is named by: a path has 103 bytes at most. */
const NAME_DIGITS = 16;

export interface KeySocket {
  readonly path: string;
  close(): void;
}

export class KeySockets {
  readonly #folder: string;
  #ready = false;

  /** `folder`: of the agent alone, by its lock. */
  constructor(folder: string) {
    this.#folder = join(folder, FOLDER);
  }

  /** Begins to listen for a session's programs. Throws the system's error where it can't be. */
  open(session: string, onSocket: (socket: Socket) => void): KeySocket {
    if (SYSTEM === 'win32') throw new Error('Windows’ ssh takes no socket');
    const path = join(this.#folder, session.slice(0, NAME_DIGITS));
    if (!isSocketPath(path)) throw new Error('the path of the state directory is too long');
    this.#prepare();
    const server = listening(path, onSocket);
    return { path, close: () => void server.close() };
  }

  /** What an agent left behind that was killed goes. */
  #prepare(): void {
    if (this.#ready) return;
    mkdirSync(this.#folder, { mode: 0o700, recursive: true });
    const { uid } = ownFolder(this.#folder);
    if (uid !== process.getuid?.()) throw new Error('the folder for it belongs to somebody else');
    chmodSync(this.#folder, 0o700);
    for (const name of readdirSync(this.#folder)) rmSync(join(this.#folder, name), { force: true });
    this.#ready = true;
  }
}

function listening(path: string, onSocket: (socket: Socket) => void): Server {
  const server = createServer({ allowHalfOpen: true }, onSocket);
  server.maxConnections = LIMITS.maxKeyConnections;
  // Out of descriptors, say: who is here goes on, and who comes may try again.
  server.on('error', () => undefined);
  bindPrivately(server, path);
  return server;
}

function ownFolder(path: string): { uid: number } {
  const stats = lstatSync(path);
  if (stats.isDirectory()) return stats;
  throw new Error('something else stands in the place of the folder for it');
}
