// What goes wrong with tunnels and with connections through them, for the app's log: one line a
// minute for each tunnel, however many connections of it fail.
import { inWords } from '../../words/said.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { TunnelView } from '../ipc/contract.ts';

const QUIET_MS = 60_000;

interface Known {
  /** Of the last trouble seen. */
  at: number;
  loggedAt: number;
  /** Seen since that was logged. */
  more: number;
}

export class TroubleLog {
  readonly #clock: Clock;
  readonly #say: (line: string) => void;
  readonly #known = new Map<string, Known>();

  constructor(clock: Clock, say: (line: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  /** How a tunnel stands now; says nothing of a trouble that was seen before. */
  note({ id, name, kind, state, trouble }: TunnelView): void {
    const known = this.#known.get(id);
    if (!trouble || trouble.at === known?.at) return;
    const now = this.#clock.now();
    if (known && now - known.loggedAt < QUIET_MS) {
      return void this.#known.set(id, { ...known, at: trouble.at, more: known.more + 1 });
    }
    const more = known && known.more > 0 ? `, ${known.more} more before` : '';
    // Where a proxy's clients go is nobody's business, least of all a file's.
    const words =
      kind === 'dynamic' && trouble.field === 'target' ? '' : `: ${inWords(trouble.message)}`;
    this.#say(`tunnel “${name || id}” (${kind}, ${state}): ${trouble.code}${words}${more}`);
    this.#known.set(id, { at: trouble.at, loggedAt: now, more: 0 });
  }

  /** It was removed. */
  forget(id: string): void {
    this.#known.delete(id);
  }
}
