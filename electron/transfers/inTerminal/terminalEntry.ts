// A transfer through a terminal, as the queue shows it. The queue doesn't run it: it can be stopped there,
// and that is all.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../core/time/clock.ts';
import { inWords, say, type Said } from '../../../words/said.ts';
import type { FilePlace, Transfer, TransferState } from '../../ipc/fileTypes.ts';
import { shownName } from '../names.ts';
import { Rate, TimeLeft } from '../rate.ts';
import type { ShownTransfer } from '../shownTransfers.ts';

/** Of what wasn't taken so many are listed. */
const MOST_TROUBLES = 100;

export interface TerminalEntryOptions {
  from: FilePlace;
  to: FilePlace;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  stop: () => void;
  onChange: () => void;
}

export class TerminalEntry implements ShownTransfer {
  readonly id = randomBytes(8).toString('hex');
  readonly #options: TerminalEntryOptions;
  readonly #rate = new Rate();
  readonly #left = new TimeLeft();
  #first = '';
  #state: TransferState = 'running';
  #files = 0;
  #filesDone = 0;
  #bytes = 0;
  #bytesDone = 0;
  #said: Said | null = null;
  #advice: Said | null = null;
  readonly #troubles: Transfer['troubles'] = [];
  #endedAt: number | null = null;

  constructor(options: TerminalEntryOptions) {
    this.#options = options;
  }

  get ended(): boolean {
    return this.#endedAt !== null;
  }

  view(): Transfer {
    const now = this.#options.clock.now();
    const rate = this.ended ? null : this.#rate.value(now);
    const { from, to } = this.#options;
    return {
      ...{ id: this.id, from, to, name: this.#name, move: false, asRoot: false },
      ...{ inTerminal: true, state: this.#state, files: this.#files, filesDone: this.#filesDone },
      ...{ bytes: Math.max(this.#bytes, this.#bytesDone), bytesDone: this.#bytesDone },
      ...{
        counting: false,
        rate,
        left: this.#left.value(this.#bytes - this.#bytesDone, rate, now),
      },
      ...{ question: null, said: this.#said, advice: this.#advice },
      ...{ troubles: [...this.#troubles], endedAt: this.#endedAt },
    };
  }

  stop(): void {
    if (!this.ended) this.#options.stop();
  }

  /** One more file, of so many bytes; null where that isn't told yet. */
  begins(name: string, size: number | null): void {
    this.#first ||= name;
    this.#files += 1;
    this.sized(size ?? 0);
  }

  sized(bytes: number): void {
    this.#bytes += bytes;
    this.#options.onChange();
  }

  carried(bytes: number): void {
    this.#bytesDone += bytes;
    this.#rate.add(bytes, this.#options.clock.now());
    this.#options.onChange();
  }

  whole(): void {
    this.#filesDone += 1;
    this.#options.onChange();
  }

  skipped(name: string, why: Said): void {
    if (this.#troubles.length >= MOST_TROUBLES) return;
    this.#troubles.push({ path: shownName(name), said: why });
  }

  /** It is over: whole, or as it is said. */
  end(
    state: 'done' | 'failed' | 'cancelled',
    told: { said?: Said; advice?: Said | null } = {},
  ): void {
    this.#state = state === 'done' && this.#troubles.length > 0 ? 'partly' : state;
    this.#said = told.said ?? null;
    this.#advice = told.advice ?? null;
    this.#endedAt = this.#options.today();
    this.#options.onChange();
  }

  get #name(): string {
    const name = shownName(this.#first);
    if (this.#files < 2) return name;
    return inWords(say('transfer-named', { name, more: this.#files - 1 }));
  }
}
