// What is typed, or piped in, on its way to the remote shell. Held until the agent has
// acknowledged it; when too much is held, reading waits.
import type { RemoteShell } from '../../core/client/remoteShell.ts';
import { EscapeFilter } from './escape.ts';

/** A piece small enough to find room beside what is already held. */
const PIECE_BYTES = 64 * 1024;

export interface Typist {
  /** A person types, who may want to leave. */
  interactive: boolean;
  /** What is typed goes to the program; else it only leads out again. */
  mayType: boolean;
}

/**
 * Reads `source` to its end, or until `left` aborts. The end of what was piped in becomes the end of
 * the shell's input; that of a person's terminal is a window that was closed, and leaves the shell
 * alone, for others may be at it.
 */
export async function pumpInput(
  shell: RemoteShell,
  { interactive, mayType }: Typist,
  wish: (what: 'leave' | 'help') => void,
  left: AbortSignal,
  source: AsyncIterable<Buffer> = process.stdin,
): Promise<void> {
  const escape = new EscapeFilter();
  for await (const chunk of typedBytes(source, left)) {
    const { bytes, wish: found } = interactive
      ? escape.filter(chunk)
      : { bytes: chunk, wish: undefined };
    if (mayType) await type(shell, bytes, left);
    if (found) wish(found);
    if (found === 'leave') return;
  }
  if (left.aborted) return;
  if (interactive) return wish('leave');
  if (!mayType) return;
  shell.cursor.input.eof = true;
  shell.inputReady();
}

// A terminal that is gone, or that nobody reads any more, is the end of what is typed in it.
async function* typedBytes(
  source: AsyncIterable<Buffer>,
  left: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of source) {
      if (left.aborted) return;
      yield chunk;
    }
  } catch {
    // Said above.
  }
}

async function type(shell: RemoteShell, bytes: Uint8Array, left: AbortSignal): Promise<void> {
  const { input } = shell.cursor;
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    while (!input.tryAppend(piece) && !left.aborted) await input.room();
    shell.inputReady();
  }
}
