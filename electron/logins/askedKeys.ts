// An ssh-agent on this computer that lends keys by the rules of a loan, for an ssh that forwards it: a
// socket that nobody else can reach, for as long as one shell lasts.
import { createServer, type Socket } from 'node:net';
import { AnsweringEnd, type AnswerStream } from '../../core/sshAgent/answeringEnd.ts';
import { bindPrivately } from '../../core/tunnel/listener.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { makeSocketFolder } from '../ssh/socketFolder.ts';
import type { KeyLoan } from './keyLoan.ts';

export interface AskedKeys {
  /** Of its socket. */
  readonly path: string;
  close(): void;
}

/** Throws the system's error when there is no place for a socket. */
export function askedKeys(loan: Pick<KeyLoan, 'answering'>, env: NodeJS.ProcessEnv): AskedKeys {
  const folder = makeSocketFolder(env);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, loan);
  });
  server.maxConnections = LIMITS.maxKeyConnections;
  server.on('error', () => undefined);
  const path = folder.socket('k');
  bindPrivately(server, path);
  return {
    path,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      folder.remove();
    },
  };
}

function serve(socket: Socket, loan: Pick<KeyLoan, 'answering'>): void {
  const stream: AnswerStream = {
    push: (bytes) => void socket.write(bytes),
    taken: () => undefined,
    finish: () => socket.end(),
    delivered: () => undefined,
    fail: () => socket.destroy(),
  };
  const end = new AnsweringEnd(stream, loan.answering(false));
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes: Buffer) => end.write(bytes));
  socket.on('end', () => socket.destroy()); // whoever asks waits for the answer
  socket.on('close', () => end.reset());
}
