// A server's side of WebSockets that stay many and small: no compression, no list of clients, and no
// answer to pings by itself, since whoever sends them and reads nothing would be owed without end.
import type { IncomingMessage } from 'node:http';
import type { Duplex, Writable } from 'node:stream';
import { WebSocketServer, type ServerOptions } from 'ws';
import type { AgentSocket } from './agentSocket.ts';

export interface UpgradesOptions {
  subprotocol: string;
  /** One message, bytes; whoever sends more is closed with 1009. */
  maxMessage: number;
  /** How long the other side may take to answer a Close, milliseconds. */
  closeMs: number;
}

/** Says yes to upgrade requests that were found good. */
export class Upgrades {
  readonly #wss: WebSocketServer;

  constructor({ subprotocol, maxMessage, closeMs }: UpgradesOptions) {
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      autoPong: false,
      maxPayload: maxMessage,
      closeTimeout: closeMs,
      handleProtocols: () => subprotocol,
    };
    this.#wss = new WebSocketServer(options);
  }

  /** `taken` isn't called where the request is no proper one: it is answered, and over. */
  accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    taken: (ws: AgentSocket) => void,
  ): void {
    this.#wss.handleUpgrade(request, socket, head, taken);
  }
}

/** The stream below a WebSocket, for its `drain`; null when it is gone. */
export function streamBelow(ws: AgentSocket): Writable | null {
  return (ws as unknown as { _socket: Writable | null })._socket;
}
