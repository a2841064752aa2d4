// What happens in a node, as lines on stderr: JSON for programs, words for a person. Nothing of what is
// spliced, no ticket, no whole id; and what anybody can make happen as often as they like is told once
// a while, with the number of those left out.
import { shownJson, told } from '../../core/text/clean.ts';
import type { Clock } from '../../core/time/clock.ts';

export interface LogEvent {
  event: string;
  [field: string]: string | number | boolean;
}

export interface RelayLogOptions {
  clock: Clock;
  json: boolean;
  write: (line: string) => void;
  /** Date and time, for each line. */
  today?: () => Date;
}

/** Between two lines of a kind. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 10 * 60_000;
const REST_WAITS = 4;

/** Enough of an id to find it again, and too little to reach it. */
const SHOWN_OF_ID = 6;

export class RelayLog {
  readonly #options: RelayLogOptions;
  readonly #kinds = new Map<string, Kind>();

  constructor(options: RelayLogOptions) {
    this.#options = options;
  }

  event(event: LogEvent, text: string): void {
    const { json, write, today = () => new Date() } = this.#options;
    const at = today().toISOString();
    write(json ? `${shownJson({ at, ...event })}\n` : `${at} ${told(text)}\n`);
  }

  /** `kind` is ours, never a stranger's word: each is remembered. */
  sparing(kind: string, event: LogEvent, text: string): void {
    const now = this.#options.clock.now();
    const before = this.#kinds.get(kind) ?? { next: -Infinity, waitMs: 0, leftOut: 0 };
    this.#kinds.set(kind, before);
    if (now < before.next) return void before.leftOut++;
    const { leftOut } = before;
    // What goes on and on is told of less and less often; after a rest it begins anew.
    const isRested = now > before.next + REST_WAITS * before.waitMs;
    before.waitMs = isRested ? SHORTEST_MS : Math.min(before.waitMs * 2, LONGEST_MS);
    before.next = now + before.waitMs;
    before.leftOut = 0;
    if (leftOut === 0) return this.event(event, text);
    const more = ` (${leftOut} more of this kind were left out before.)`;
    this.event({ ...event, leftOut }, text + more);
  }
}

interface Kind {
  next: number;
  waitMs: number;
  leftOut: number;
}

export function shownId(id: string): string {
  return id.slice(0, SHOWN_OF_ID);
}
