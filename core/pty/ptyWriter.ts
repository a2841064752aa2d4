// The writer task of a PTY: input channel → device. A program that doesn't read its input
// makes it wait here, and only here.
import type { Channel } from '../channel/channel.ts';
import type { TaskContext } from '../task/taskGroup.ts';
import { pause, type Clock } from '../time/clock.ts';
import type { PtyDevice } from './ptyDevice.ts';

/**
 * The kernel doesn't tell when a PTY takes input again (libuv would block on it), so a full
 * one is asked again: soon at first, for typing, then every 16 ms at most.
 */
const RETRY_MIN_MS = 1;
const RETRY_MAX_MS = 16;

/**
 * Ends when `input` is closed and drained, or when the group is killed. An empty piece is the end of
 * what is typed, where the device can tell its program.
 */
export async function ptyWriter(
  device: PtyDevice,
  input: Channel<Uint8Array>,
  context: TaskContext,
  clock: Clock,
  onWritten: (bytes: number) => void,
): Promise<void> {
  for await (const bytes of input) {
    if (bytes.byteLength === 0) device.endInput?.();
    let rest = bytes;
    let wait = RETRY_MIN_MS;
    while (rest.byteLength > 0) {
      if (context.killed.aborted) return;
      const taken = device.write(rest);
      rest = rest.subarray(taken);
      if (taken > 0) onWritten(taken);
      wait = taken > 0 ? RETRY_MIN_MS : Math.min(wait * 2, RETRY_MAX_MS);
      if (rest.byteLength > 0 && taken === 0) await pause(clock, wait, context.killed);
    }
  }
}
