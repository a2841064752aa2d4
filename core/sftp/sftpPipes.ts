// What SFTP is spoken over: bytes to a server and from it.
import type { Duplex, Readable, Writable } from 'node:stream';

export interface SftpPipes {
  /** From the server. */
  readonly readable: Readable;
  /** To it. */
  readonly writable: Writable;
  /** Ends both. Resolves when they are gone. */
  close(): Promise<void>;
}

export function duplexPipes(stream: Duplex): SftpPipes {
  return {
    readable: stream,
    writable: stream,
    close: () =>
      new Promise((resolve) => {
        if (stream.closed) return resolve();
        stream.once('close', resolve);
        stream.destroy();
      }),
  };
}
