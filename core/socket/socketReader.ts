// The reader task of a WebSocket: messages → inbound channel. A full channel stops the
// reading, and so, through TCP, the peer; it never waits for the writer.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Channel } from '../channel/channel.ts';
import { ChunkQueue } from '../channel/chunkQueue.ts';
import type { TaskContext } from '../task/taskGroup.ts';
import { ProtocolError } from '../wire/errors.ts';

/** Received ahead of the inbound channel; beyond it the socket is paused. */
const READ_AHEAD_BYTES = 256 * 1024;

/** Ends when the peer leaves or the group drains; throws `ProtocolError` on a text message. */
export async function socketReader(
  ws: WebSocket,
  inbound: Channel<Uint8Array>,
  context: TaskContext,
): Promise<void> {
  const received = new ChunkQueue(ws, READ_AHEAD_BYTES);
  let refusal: ProtocolError | undefined;
  ws.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) return received.push(data);
    refusal = new ProtocolError('text-message', 'only binary messages are understood');
    received.end();
  });
  whenLeaving(ws, () => received.end());
  context.draining.addEventListener('abort', () => received.end());
  ws.resume(); // whoever dialled has stopped it until somebody listens
  for (let bytes = await received.takeOne(); bytes; bytes = await received.takeOne()) {
    await inbound.send(bytes);
  }
  if (refusal) throw refusal;
}

/**
 * Calls back when the peer sends Close, breaks the framing or ends its half of the stream. `ws`
 * tells only when the socket is gone, and a peer that reads nothing can put that off for ever.
 */
function whenLeaving(ws: WebSocket, action: () => void): void {
  const { _socket: socket } = ws as unknown as { _socket: Duplex | null };
  if (!socket || ws.readyState !== ws.OPEN) return action();
  socket.on('data', () => {
    if (ws.readyState !== ws.OPEN) action(); // ws has read it before
  });
  socket.on('end', action);
  ws.on('error', action);
  ws.on('close', action);
}
