// What a program prints, over a socket of ours that is read into one buffer again and again. Node sets
// 64 KB aside for each read of a pipe, which for a large file costs more than all else that is done with it.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

/** About what the system holds of a socket's bytes at once. */
const BUFFER_BYTES = 256 * 1024;

let made = 0;

export interface OutputSocket {
  /** Its end and its errors are told as those of any; its bytes go to `hear`. */
  readonly ours: Socket;
  /** The program's output; of no use to us once it runs. */
  readonly theirs: Socket;
  /** Each piece is the listener's until it returns. Nothing comes before `theirs` is handed on. */
  hear(listener: (bytes: Buffer) => void): void;
}

/** `folder`: one that other users can't enter; a socket is in it for a moment. */
export async function outputSocket(folder: string): Promise<OutputSocket> {
  const path = join(folder, `o${++made}`);
  const server = createServer({ pauseOnConnect: true }).listen(path);
  try {
    await once(server, 'listening');
    const taken = once(server, 'connection') as Promise<[Socket]>;
    const { ours, hear } = listening(path);
    await once(ours, 'connect');
    const [theirs] = await taken;
    theirs.on('error', () => undefined); // it is the program's
    return { ours, theirs, hear };
  } finally {
    server.close();
  }
}

function listening(path: string): Pick<OutputSocket, 'ours' | 'hear'> {
  let listener: (bytes: Buffer) => void = () => undefined;
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  const callback = (bytes: number): boolean => {
    listener(buffer.subarray(0, bytes));
    return true;
  };
  const ours = connect({ path, onread: { buffer, callback } });
  return { ours, hear: (one) => void (listener = one) };
}
