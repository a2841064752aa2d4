// What happens in a node, as lines on stderr: JSON for programs, words for a person. Nothing of what is
// spliced, no ticket, no whole id; and what anybody can make happen as often as they like is told once
// a while, with the number of those left out.
import { shownJson, told } from '../../core/text/clean.ts';
import type { Clock } from '../../core/time/clock.ts';
import { Pace } from '../../core/time/pace.ts';

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

/** Enough of an id to find it again, and too little to reach it. */
const SHOWN_OF_ID = 6;

export class RelayLog {
  readonly #options: RelayLogOptions;
  readonly #paces = new Map<string, Pace>();

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
    const pace = this.#paces.get(kind) ?? new Pace(this.#options.clock, 1_000);
    this.#paces.set(kind, pace);
    const leftOut = pace.take();
    if (leftOut === undefined) return;
    if (leftOut === 0) return this.event(event, text);
    this.event(
      { ...event, leftOut },
      `${text} (${leftOut} more of this kind were left out before.)`,
    );
  }
}

export function shownId(id: string): string {
  return id.slice(0, SHOWN_OF_ID);
}
