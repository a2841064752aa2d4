// The far end of what is measured, in a process of its own: node far.ts RELAY-URL. An agent that meets
// each client, and a server to compare with that is dialled directly; both do what a message says:
// `pour` so many bytes, or send back what isn't an order.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { agentIn, takeTicket } from '../../tests/support/relay/ends.ts';

const MESSAGE = Buffer.alloc(64 * 1024, 1);
const HIGH_WATER = 256 * 1024;
/** As agents do: what is sealed inside can't be taken for anything else on the way (RFC 6455, 10.3). */
const UNMASKED = { generateMask: (mask: Buffer) => void mask.fill(0) };

async function pour(ws: WebSocket, bytes: number): Promise<void> {
  const { _socket: socket } = ws as unknown as { _socket: NodeJS.EventEmitter };
  for (let sent = 0; sent < bytes; sent += MESSAGE.length) {
    ws.send(MESSAGE);
    if (ws.bufferedAmount > HIGH_WATER) await once(socket, 'drain');
  }
}

function obey(ws: WebSocket): void {
  ws.on('message', (data: Buffer) => {
    if (data[0] === 0x7b) void pour(ws, (JSON.parse(data.toString()) as { pour: number }).pour);
    else ws.send(data);
  });
}

const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', obey);
await once(server.listen(0, '127.0.0.1'), 'listening');

const url = process.argv[2]!;
const agent = await agentIn(url);
agent.line.ws.on('message', (text: Buffer) => {
  const said = JSON.parse(text.toString()) as { type: string; ticket: string };
  if (said.type !== 'waiting') return;
  void takeTicket(url, said.ticket, UNMASKED).then(async (line) => {
    await line.told();
    line.ws.removeAllListeners('message');
    obey(line.ws);
  });
});
process.send!({ id: agent.id, direct: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
