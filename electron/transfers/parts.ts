// What of a transfer is on its way, in its record: so many bytes of each are there for sure.
import type { PartNote } from './fileJob.ts';
import { keyOf, type Position } from './position.ts';
import type { Part, TransferRecord } from './record.ts';

export class Parts {
  readonly #record: TransferRecord;
  /** Resolves when the record is on the disk as it is now. */
  readonly #store: () => Promise<void>;
  /** Once it is aborted another run notes what it does. */
  readonly #signal: AbortSignal;

  constructor(record: TransferRecord, store: () => Promise<void>, signal: AbortSignal) {
    this.#record = record;
    this.#store = store;
    this.#signal = signal;
  }

  noteOf(position: Position, folder: string, name: string): PartNote {
    const key = keyOf(position);
    const find = (): Part | null => this.#record.parts.find((one) => one.key === key) ?? null;
    const earlier = find();
    return {
      earlier: earlier && { ...earlier },
      begin: (size, changedAt) => {
        this.#drop(key);
        if (this.#signal.aborted) return;
        this.#record.parts.push({ key, folder, name, bytes: 0, size, changedAt });
      },
      written: (offset) => {
        const part = find();
        if (part && !this.#signal.aborted) part.bytes = offset;
      },
      aside: async (is) => {
        const part = find();
        if (!part) return;
        if (is) part.aside = true;
        else delete part.aside;
        if (is) await this.#store();
      },
      end: () => this.#drop(key),
    };
  }

  #drop(key: string): void {
    if (this.#signal.aborted) return;
    const at = this.#record.parts.findIndex((one) => one.key === key);
    if (at >= 0) this.#record.parts.splice(at, 1);
  }
}
