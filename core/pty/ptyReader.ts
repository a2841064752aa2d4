// The reader task of a PTY: device → output channel. A full channel stops the reading, which
// stops the program; it never waits for the writer.
import { ChannelClosedError, type Channel } from '../channel/channel.ts';
import type { PtyDevice } from './ptyDevice.ts';

/** Ends when the last byte is in `output`. With `output` closed by its consumer, discards. */
export async function ptyReader(device: PtyDevice, output: Channel<Uint8Array>): Promise<void> {
  for (let bytes = await next(device, output); bytes; bytes = await next(device, output)) {
    if (!output.closed) await sendUnlessClosed(output, bytes);
  }
}

// Only when there is room: what was read is on its way, and can't be taken back by Ctrl+C.
async function next(
  device: PtyDevice,
  output: Channel<Uint8Array>,
): Promise<Uint8Array | undefined> {
  await output.room();
  return device.read();
}

// A program that is being ended may still have to print before it can exit, so what nobody
// wants any more is read all the same.
async function sendUnlessClosed(output: Channel<Uint8Array>, bytes: Uint8Array): Promise<void> {
  try {
    await output.send(bytes);
  } catch (error) {
    if (!(error instanceof ChannelClosedError)) throw error;
  }
}
