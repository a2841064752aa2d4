// A screen on its way in: the SCREEN frames of one shell put together again, within a bound.
import { ProtocolError } from '../wire/errors.ts';
import { joined } from '../wire/bytes.ts';
import type { AllBodies } from '../wire/messages.ts';
import { LIMITS } from '../wire/protocol.ts';

/** What is on a shell's terminal as of an output offset. */
export interface Screen {
  offset: number;
  cols: number;
  rows: number;
  /** Fed to a freshly reset terminal of that size they make the screen. */
  bytes: Uint8Array;
}

export class ScreenParts {
  #first: AllBodies['screen'] | undefined;
  #parts: Uint8Array[] = [];
  #size = 0;

  /** More parts of a screen are to come, and nothing else may. */
  get begun(): boolean {
    return this.#first !== undefined;
  }

  /** The whole screen with its last part. Throws `unexpected-message` or `screen-too-large`. */
  add(part: AllBodies['screen']): Screen | undefined {
    const { offset, cols, rows } = (this.#first ??= part);
    if (part.offset !== offset || part.cols !== cols || part.rows !== rows) {
      throw new ProtocolError('unexpected-message', 'another screen before the end of the first');
    }
    this.#size += part.bytes.byteLength;
    if (this.#size > LIMITS.maxScreen) {
      throw new ProtocolError('screen-too-large', `a screen is at most ${LIMITS.maxScreen} bytes`);
    }
    this.#parts.push(part.bytes);
    if (part.more) return undefined;
    const bytes = joined(this.#parts);
    this.#first = undefined;
    this.#parts = [];
    this.#size = 0;
    return { offset, cols, rows, bytes };
  }
}
