// Listens where a tunnel begins, on TCP or a unix socket, and hands over who comes: paused, and
// able to close each half by itself.
import { once } from 'node:events';
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Place } from './place.ts';
import { listenError, TunnelError } from './tunnelError.ts';

/** Whoever comes while so many wait to be taken, is turned away by the system. */
const BACKLOG = 511;

export class TunnelListener {
  /** Where it listens: the port is the one that was chosen for 0. */
  readonly at: Place;
  readonly #server: Server;

  private constructor(server: Server, at: Place) {
    this.#server = server;
    this.at = at;
  }

  /** Resolves once it listens. Rejects with `TunnelError`. */
  static async open(place: Place, onSocket: (socket: Socket) => void): Promise<TunnelListener> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
    server.on('connection', onSocket);
    try {
      await (place.kind === 'unix' ? listenUnix(server, place.path) : listenTcp(server, place));
    } catch (error) {
      throw error instanceof TunnelError ? error : listenError(error, place);
    }
    // Out of descriptors, say: who is here goes on, and who comes may try again.
    server.on('error', () => undefined);
    return new TunnelListener(server, whereItListens(server, place));
  }

  /** Takes nobody more. Resolves when the address is free; who came stays. */
  close(): Promise<void> {
    // The callback would wait for every connection, the address is free at once.
    this.#server.close();
    return Promise.resolve();
  }
}

async function listenTcp(server: Server, { host, port }: { host: string; port: number }) {
  server.listen({ host, port, backlog: BACKLOG });
  await once(server, 'listening');
}

// Only its owner may connect; and one that a crash left behind is taken over, if nobody answers.
async function listenUnix(server: Server, path: string): Promise<void> {
  if (await isStale(path)) rmSync(path, { force: true });
  bindPrivately(server, path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
}

// The socket is made before `listen` returns. The umask is the whole process's: held any longer, it
// would be that of other files too, and of two sockets at once the second would keep it for good.
function bindPrivately(server: Server, path: string): void {
  const umask = process.umask(0o177); // so that there is no moment at which others may connect
  try {
    server.listen({ path, backlog: BACKLOG });
  } finally {
    process.umask(umask);
  }
}

async function isStale(path: string): Promise<boolean> {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSocket()) return false;
  const probe = connect(path);
  try {
    await once(probe, 'connect');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  } finally {
    probe.destroy();
  }
}

function whereItListens(server: Server, place: Place): Place {
  if (place.kind === 'unix') return place;
  return { ...place, port: (server.address() as AddressInfo).port };
}
