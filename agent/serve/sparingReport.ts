// For what anybody can make happen as often as they like: the first of a kind is told at once, and
// those that follow in one line with their number, less and less often while it goes on. So a
// flood costs a log a few lines an hour, and what it is for stays in it.
import type { Clock } from '../../core/time/clock.ts';
import type { Report, ReportEvent } from './report.ts';

/** Between two lines of a kind: doubles while it goes on. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 10 * 60_000;
/** It goes on no more when it was quiet for so many such waits, or for the longest beyond one. */
const REST_WAITS = 16;

interface Kind {
  toldAt: number;
  waitMs: number;
  /** The last one that wasn't told, and how many there were. */
  last: { event: ReportEvent; text: string } | undefined;
  count: number;
  cancel: () => void;
}

export class SparingReport {
  readonly #report: Report;
  readonly #clock: Clock;
  readonly #kinds = new Map<string, Kind>();

  constructor(report: Report, clock: Clock) {
    this.#report = report;
    this.#clock = clock;
  }

  /** `name` of the kind is ours, never a stranger's word: each is remembered. */
  tell(name: string, event: ReportEvent, text: string): void {
    const kind = this.#kinds.get(name) ?? newKind();
    this.#kinds.set(name, kind);
    kind.last = { event, text };
    kind.count++;
    if (kind.count > 1) return; // the line is planned
    const sinceMs = this.#clock.now() - kind.toldAt;
    if (sinceMs > restOf(kind)) kind.waitMs = 0;
    if (sinceMs >= kind.waitMs) return this.#tellLast(kind);
    kind.cancel = this.#clock.after(kind.waitMs - sinceMs, () => this.#tellLast(kind));
  }

  /** Tells what was only counted so far. */
  close(): void {
    for (const kind of this.#kinds.values()) {
      kind.cancel();
      if (kind.last) this.#tellLast(kind);
    }
  }

  #tellLast(kind: Kind): void {
    const { event, text } = kind.last!;
    const leftOut = kind.count - 1;
    const more = leftOut > 0 ? ` (${leftOut} more of this kind were left out before.)` : '';
    kind.toldAt = this.#clock.now();
    kind.waitMs = Math.min(Math.max(kind.waitMs * 2, SHORTEST_MS), LONGEST_MS);
    [kind.last, kind.count] = [undefined, 0];
    this.#report.event(leftOut > 0 ? { ...event, leftOut } : event, text + more);
  }
}

function newKind(): Kind {
  const cancel = (): void => undefined;
  return { toldAt: -Infinity, waitMs: 0, last: undefined, count: 0, cancel };
}

function restOf({ waitMs }: Kind): number {
  return Math.min(waitMs * REST_WAITS, waitMs + LONGEST_MS);
}
