// The least that a process in Node can do to bring a terminal's output to somebody else: PTY, log,
// frame, WebSocket. No sharing, no screens, no encryption, no pace but TCP's. A process of its own,
// so that its processor time is that alone.
import { writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { WebSocketServer, type WebSocket } from 'ws';
import { fork } from '../../core/pty/nodePty.ts';
import { startFrame } from '../../core/wire/frame.ts';
import { CODES, HEADER_BYTES } from '../../core/wire/protocol.ts';

const LOG_BYTES = 8 * 1024 * 1024;
/** Handed to the socket and not taken by it; beyond it the program waits. */
const MOST_WAITING = 1024 * 1024;

const log = new Uint8Array(LOG_BYTES);
let end = 0;

function keep(bytes: Uint8Array): void {
  const at = end % LOG_BYTES;
  const first = Math.min(bytes.byteLength, LOG_BYTES - at);
  log.set(bytes.subarray(0, first), at);
  log.set(bytes.subarray(first), 0);
  end += bytes.byteLength;
}

function frameOf(bytes: Uint8Array): Uint8Array {
  const frame = startFrame(CODES.data, 1, bytes.byteLength);
  frame.set(bytes, HEADER_BYTES);
  return frame;
}

function serve(ws: WebSocket, command: readonly string[]): void {
  const [file, ...args] = command;
  const terminal = { cols: 80, rows: 24 };
  const start = { file: file!, args, cwd: '/', env: { PATH: process.env.PATH ?? '' } };
  const { fd } = fork({ ...start, size: terminal });
  const output = new ReadStream(fd);
  output.on('data', (bytes) => {
    keep(bytes);
    ws.send(frameOf(bytes), () => ws.bufferedAmount <= MOST_WAITING && output.resume());
    if (ws.bufferedAmount > MOST_WAITING) output.pause();
  });
  output.on('error', () => undefined); // EIO: the program has ended
  ws.on('message', (typed: Buffer) => writeSync(fd, typed));
}

process.on('message', (command: string[]) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (ws) => serve(ws, command));
  server.on('listening', () => process.send!(server.address()));
});
process.on('disconnect', () => process.exit(0));
