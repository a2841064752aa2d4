// How far a copy is: one line of a terminal, written over and over; nothing where nobody looks.
import type { Clock } from '../../../core/time/clock.ts';

/** Between two lines, milliseconds. */
const PACE_MS = 200;

export interface ProgressOptions {
  clock: Clock;
  /** Writes the line over the one before. */
  show: (line: string) => void;
  columns: () => number;
  /** All bytes, where they are known beforehand. */
  total: number | null;
  /** The connection is gone for now. */
  isCut: () => boolean;
}

export class CopyProgress {
  readonly #options: ProgressOptions;
  readonly #began: number;
  #bytes = 0;
  #files = 0;
  #cancel: () => void = () => undefined;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#began = options.clock.now();
    this.#next();
  }

  onBytes(bytes: number): void {
    this.#bytes += bytes;
  }

  onFile(): void {
    this.#files++;
  }

  /** Takes the line away, so that something else can be said. */
  clear(): void {
    this.#options.show('');
  }

  /** The last line; none follows. */
  stop(): string {
    this.#cancel();
    this.clear();
    return this.#line();
  }

  #next(): void {
    this.#cancel = this.#options.clock.after(PACE_MS, () => {
      const { show, columns, isCut } = this.#options;
      const line = isCut() ? `${this.#line()}, waiting for the connection` : this.#line();
      show(line.slice(0, columns() - 1));
      this.#next();
    });
  }

  #line(): string {
    const { clock, total } = this.#options;
    const seconds = (clock.now() - this.#began) / 1000;
    const rate = seconds > 0 ? `, ${amount(this.#bytes / seconds)}/s` : '';
    const part = total ? ` of ${amount(total)} (${Math.floor((100 * this.#bytes) / total)} %)` : '';
    const files = `${this.#files} ${this.#files === 1 ? 'file' : 'files'}`;
    return `${files}, ${amount(this.#bytes)}${part}${rate}`;
  }
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `900 bytes`, `2.0 KiB`, `5.3 GiB`. */
export function amount(bytes: number): string {
  let at = 0;
  let value = bytes;
  for (; value >= 1024 && at < UNITS.length - 1; at++) value /= 1024;
  return `${at === 0 ? Math.floor(value) : value.toFixed(1)} ${UNITS[at]}`;
}
