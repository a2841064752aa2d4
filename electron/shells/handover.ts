// A terminal on its way from the window that shows it to another one. Its parts are passed on as they
// come: nothing of it is kept here. It ends whole, or torn: the old window is gone or says nothing
// for too long, or what it says breaks the rules.
import { HANDED_AHEAD, HANDED_BYTES } from '../../core/screen/handedLimits.ts';
import { Alarm } from '../../core/time/alarm.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { HandedPart } from '../ipc/contract.ts';
import type { ShellPort } from '../window.ts';

/** Longest silence of a window that has something to say, milliseconds. It may be parsing a flood. */
export const HANDOVER_SILENCE_MS = 10_000;

/** How it ended: well, or why it didn't. */
export type HandoverEnd =
  | 'whole'
  | 'old-window-gone'
  | 'old-window-silent'
  /** A part that is none, or not in its place; or more at once than there was leave for. */
  | 'out-of-order'
  | 'too-large'
  /** More output came meanwhile than a new window could be shown again. */
  | 'too-much-output'
  | 'too-many-windows';

export interface HandoverOptions {
  from: ShellPort;
  to: ShellPort;
  clock: Clock;
  /** Called once. */
  onEnd: (how: HandoverEnd) => void;
}

/** Each part may follow those that stand before it, and itself. */
const ORDER: readonly HandedPart['part'][] = ['begin', 'painted', 'unsent', 'end'];

export class Handover {
  readonly #options: HandoverOptions;
  readonly #silence: Alarm;
  /** Place in `ORDER` of the part that came last. */
  #stage = -1;
  #bytes = 0;
  /** Parts passed on that the new window hasn't taken. */
  #ahead = 0;
  #ended = false;

  constructor(options: HandoverOptions) {
    this.#options = options;
    this.#silence = new Alarm(options.clock, () => this.#end('old-window-silent'));
  }

  begin(): void {
    this.#options.to.post({ type: 'arriving' });
    this.#options.from.post({ type: 'leave' });
    this.#listen();
  }

  /** The old window hands over a part. */
  handed(part: HandedPart): void {
    if (this.#ended) return;
    if (!this.#follows(part)) return this.#end('out-of-order');
    if (this.#bytes > HANDED_BYTES) return this.#end('too-large');
    this.#options.to.post({ type: 'handed', part: exactly(part) });
    if (part.part === 'end') return this.#end('whole');
    if ('bytes' in part) this.#ahead++;
    this.#listen();
  }

  /** The new window has taken one. */
  taken(): void {
    if (this.#ended || this.#ahead === 0) return;
    this.#ahead--;
    this.#options.from.post({ type: 'more' });
    this.#listen();
  }

  /** It can't go on. */
  tear(why: Exclude<HandoverEnd, 'whole'>): void {
    this.#end(why);
  }

  /** The new window is gone: nobody waits any more. */
  close(): void {
    this.#ended = true;
    this.#silence.cancel();
  }

  #follows(part: HandedPart): boolean {
    const stage = ORDER.indexOf(part.part);
    const isNext = this.#stage < 0 ? stage === 0 : stage > 0 && stage >= this.#stage;
    this.#stage = stage;
    if (!('bytes' in part)) return isNext;
    this.#bytes += part.bytes.byteLength;
    return isNext && this.#ahead < HANDED_AHEAD;
  }

  /** Silence counts only while the old window has leave to speak. */
  #listen(): void {
    this.#silence.cancel();
    if (this.#ahead < HANDED_AHEAD) this.#silence.within(HANDOVER_SILENCE_MS);
  }

  #end(how: HandoverEnd): void {
    if (this.#ended) return;
    this.close();
    this.#options.onEnd(how);
  }
}

/** Posting a view clones the whole buffer under it. */
function exactly(part: HandedPart): HandedPart {
  if (!('bytes' in part) || part.bytes.byteLength === part.bytes.buffer.byteLength) return part;
  return { ...part, bytes: new Uint8Array(part.bytes) };
}
