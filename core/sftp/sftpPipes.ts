// What SFTP is spoken over: bytes to a server and from it.
import type { Duplex, Readable, Writable } from 'node:stream';

export interface SftpPipes {
  /** From the server; what comes is told as its `data`, unless there is `hear`. */
  readonly readable: Readable;
  /** Tells what comes, in pieces that are the listener's until it returns. */
  readonly hear?: (listener: (bytes: Buffer) => void) => void;
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
