// The writer task of a WebSocket: the only place in Bowline that sends on one. It asks for
// the next frame only when the socket can take it, so that nothing waits behind stale bytes.
import type { Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { TaskContext } from '../task/taskGroup.ts';
import { frameHasLeft } from '../wire/frameRoom.ts';

/**
 * Bytes handed to the socket and not yet taken by the kernel before the writer waits. Two
 * frames keep the pipe full on loopback; more would only delay what is urgent.
 */
const HIGH_WATER_BYTES = 64 * 1024;

/** Where the frames come from; undefined ends the writer. */
export interface FrameQueue {
  next(): Promise<Uint8Array | undefined>;
}

/** Ends when the queue is closed and drained, or when the group is killed. Throws if sending fails. */
export async function socketWriter(
  ws: WebSocket,
  frames: FrameQueue,
  context: TaskContext,
): Promise<void> {
  const { _socket: socket } = ws as unknown as { _socket: Writable | null };
  for (let frame = await frames.next(); frame; frame = await frames.next()) {
    if (context.killed.aborted || ws.readyState !== ws.OPEN) return;
    gather(socket!);
    await send(ws, frame);
  }
}

/** What leaves in one turn, a grant and a receipt, say, is one write to the kernel. */
function gather(socket: Writable): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  process.nextTick(() => socket.uncork());
}

function send(ws: WebSocket, frame: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    ws.send(frame, { binary: true }, (error) => {
      if (error) return reject(error);
      frameHasLeft(frame);
      resolve();
    });
    if (ws.bufferedAmount <= HIGH_WATER_BYTES) resolve();
  });
}
