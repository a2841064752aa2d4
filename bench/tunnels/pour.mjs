// The server at the far end of a benched tunnel, in a process of its own: to `GET /N` it answers
// with N bytes, as fast as they are taken. Prints its port.
import { createServer } from 'node:net';

const BLOCK = Buffer.alloc(1024 * 1024, 'bowline ');

/** @param {import('node:net').Socket} socket @param {number} left */
function pour(socket, left) {
  for (; left > 0; left -= BLOCK.byteLength) {
    const piece = left >= BLOCK.byteLength ? BLOCK : BLOCK.subarray(0, left);
    if (socket.write(piece)) continue;
    socket.once('drain', () => pour(socket, left - piece.byteLength));
    return;
  }
  socket.end();
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('data', (request) => {
    const bytes = Number(/^GET \/(\d+)/.exec(request.toString())?.[1] ?? 0);
    socket.write(`HTTP/1.0 200 OK\r\nContent-Length: ${bytes}\r\n\r\n`);
    pour(socket, bytes);
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(/** @type {{port: number}} */ (server.address()).port),
);
