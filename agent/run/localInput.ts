// What this process reads on stdin, on its way to a remote program. Held until the agent has
// acknowledged it, also through a cut; when too much is held, reading waits.
import type { PendingInput } from '../../core/client/shellCursor.ts';
import { messageOf } from '../agentError.ts';
import { remark } from '../cli/output.ts';

/** A piece small enough to find room beside what is already held. */
const PIECE_BYTES = 64 * 1024;

/**
 * Reads `source` to its end, which becomes the end of the program's input, or until `left` aborts.
 * `ready` is called when there is more to send.
 */
export async function pumpLocalInput(
  source: AsyncIterable<Buffer>,
  input: PendingInput,
  ready: () => void,
  left: AbortSignal,
): Promise<void> {
  try {
    for await (const chunk of source) {
      if (left.aborted) return;
      await hold(chunk, input, ready, left);
    }
  } catch (error) {
    if (left.aborted) return;
    remark(`bowline-agent: stdin can’t be read any more: ${messageOf(error)}`);
  }
  if (left.aborted) return;
  input.eof = true;
  ready();
}

async function hold(
  chunk: Uint8Array,
  input: PendingInput,
  ready: () => void,
  left: AbortSignal,
): Promise<void> {
  for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
    const piece = chunk.subarray(at, at + PIECE_BYTES);
    while (!input.tryAppend(piece)) {
      if (left.aborted) return;
      await input.room();
    }
    ready();
  }
}
