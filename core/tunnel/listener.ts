// Listens where a tunnel begins, on TCP or a unix socket, and hands over who comes: paused, and
// able to close each half by itself.
import { once } from 'node:events';
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { localAddress } from '../link/localName.ts';
import { holdPlace, type HeldPath } from './heldPath.ts';
import type { Place } from './place.ts';
import { listenError, TunnelError } from './tunnelError.ts';

/** Whoever comes while so many wait to be taken, is turned away by the system. */
const BACKLOG = 511;

export class TunnelListener {
  /** Where it listens: the port is the one that was chosen for 0. */
  readonly at: Place;
  readonly #server: Server;

  readonly #release: () => void;

  private constructor(server: Server, at: Place, release: () => void) {
    this.#server = server;
    this.at = at;
    this.#release = release;
  }

  /**
   * Resolves once it listens. Rejects with `TunnelError`. `mayBind` judges where a unix socket's
   * path really leads, and throws for what may not be.
   */
  static async open(
    place: Place,
    onSocket: (socket: Socket) => void,
    mayBind: (realPath: string) => void = () => undefined,
  ): Promise<TunnelListener> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
    server.on('connection', onSocket);
    let folder: HeldPath | undefined;
    try {
      if (place.kind === 'unix') {
        folder = holdPlace(place.path);
        mayBind(folder.real);
        await listenUnix(server, folder.usable);
      } else await listenTcp(server, place);
    } catch (error) {
      folder?.release();
      throw error instanceof TunnelError ? error : listenError(error, place);
    }
    // Out of descriptors, say: who is here goes on, and who comes may try again.
    server.on('error', () => undefined);
    return new TunnelListener(server, whereItListens(server, place), () => folder?.release());
  }

  /** Takes nobody more. Resolves when the address is free; who came stays. */
  close(): Promise<void> {
    // The callback would wait for every connection, the address is free at once.
    this.#server.close();
    this.#release(); // closing has removed the socket by the path that it was made with
    return Promise.resolve();
  }
}

async function listenTcp(server: Server, { host, port }: { host: string; port: number }) {
  server.listen({ host: localAddress(host), port, backlog: BACKLOG });
  await once(server, 'listening');
}

// Only its owner may connect; and one that a crash left behind is taken over, if nobody answers.
async function listenUnix(server: Server, path: string): Promise<void> {
  if (await isStale(path)) rmSync(path, { force: true });
  bindPrivately(server, path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
}

/** Listens on a unix socket that nobody else may ever connect to; it is there when this returns. */
// The umask is the whole process's: held any longer, it
// would be that of other files too, and of two sockets at once the second would keep it for good.
export function bindPrivately(server: Server, path: string): void {
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
