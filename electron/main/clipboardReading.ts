// What another program has copied, that program itself hands out under X11 and Wayland; one that
// hangs, or ends in the middle, never does. So the question has an end, and an answer that comes
// after it is dropped: nobody expects what they pasted minutes ago to be typed now.
import type { Clock } from '../../core/time/clock.ts';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

/** Far more than an answer takes, also over a network. */
export const READ_LIMIT_MS = 5_000;

export class UnansweredClipboardError extends PersonError {
  constructor() {
    super(say('clipboard-unanswered'));
    this.name = 'UnansweredClipboardError';
  }
}

/**
 * Resolves to what `read` finds.
 * @throws {UnansweredClipboardError} after READ_LIMIT_MS
 */
export async function readInTime(read: () => Promise<string>, clock: Clock): Promise<string> {
  let cancel = (): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(READ_LIMIT_MS, () => reject(new UnansweredClipboardError()));
  });
  try {
    return await Promise.race([read(), late]);
  } finally {
    cancel();
  }
}
