// The operator's own port: whether the node lives, whether it takes anybody, and its metrics. It has no
// logins, so it listens on loopback unless told otherwise.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

export interface WatchOptions {
  metrics: Metrics;
  isReady: () => boolean;
}

/** Whoever asks does so within this time, milliseconds. */
const ASK_MS = 5_000;
const MOST = 64;

export class WatchServer {
  readonly #server: Server;
  readonly #options: WatchOptions;

  constructor(options: WatchOptions) {
    this.#options = options;
    const bounds = { headersTimeout: ASK_MS, requestTimeout: ASK_MS, maxHeaderSize: 8 * 1024 };
    this.#server = createServer(bounds, (request, response) => {
      void this.#answer(request.url ?? '').then(([status, type, body]) => {
        response.writeHead(status, { 'Content-Type': type, Connection: 'close' });
        response.end(body);
      });
    });
    this.#server.maxConnections = MOST;
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** Resolves with the port once it listens. Rejects with the system's error. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => undefined);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(url: string): Promise<[status: number, type: string, body: string]> {
    const { metrics, isReady } = this.#options;
    if (url === '/healthz') return [200, TEXT, 'ok\n'];
    if (url === '/readyz') return isReady() ? [200, TEXT, 'ready\n'] : [503, TEXT, 'not ready\n'];
    if (url === '/metrics') return [200, metrics.contentType, await metrics.text()];
    return [404, TEXT, 'There are /healthz, /readyz and /metrics.\n'];
  }
}

const TEXT = 'text/plain; charset=utf-8';
