// Bytes of tickets: counted here as they pass, and written down together every half minute.
import type { Clock } from '../../../core/time/clock.ts';
import { Alarm } from '../../../core/time/alarm.ts';
import type { Allowance } from '../registry.ts';
import type { Kept } from './kept.ts';

/** What a node that is killed has counted and not written down is lost. Milliseconds. */
const WRITE_MS = 30_000;

export class Spending {
  readonly #kept: Kept;
  readonly #month: () => string;
  readonly #unsaved = new Map<string, number>();
  readonly #alarm: Alarm;

  /** @param month which it is, as `YYYYMM` */
  constructor(kept: Kept, clock: Clock, month: () => string) {
    this.#kept = kept;
    this.#month = month;
    this.#alarm = new Alarm(clock, () => void this.#write());
  }

  allowanceOf(id: string): Allowance | undefined {
    const unsaved = (ticket: string): number => this.#unsaved.get(ticket) ?? 0;
    return this.#kept.ledger.allowanceOf(id, this.#month(), unsaved);
  }

  spend(id: string, bytes: number): void {
    const ticket = this.#kept.ledger.placeOf(id)?.ticket;
    if (ticket === undefined) return;
    this.#unsaved.set(ticket, (this.#unsaved.get(ticket) ?? 0) + bytes);
    this.#alarm.within(WRITE_MS);
  }

  /** Writes down what it can. Never rejects. */
  async close(): Promise<void> {
    this.#alarm.cancel();
    await this.#write();
    this.#alarm.cancel();
  }

  async #write(): Promise<void> {
    const month = this.#month();
    try {
      for (const [ticket, bytes] of this.#unsaved) {
        await this.#kept.spent(month, ticket, bytes);
        const left = (this.#unsaved.get(ticket) ?? 0) - bytes;
        if (left > 0) this.#unsaved.set(ticket, left);
        else this.#unsaved.delete(ticket);
      }
      await this.#kept.forget(monthBefore(month));
    } catch {
      this.#alarm.within(WRITE_MS); // NATS is away: it is written down later
    }
    if (this.#unsaved.size > 0) this.#alarm.within(WRITE_MS);
  }
}

function monthBefore(month: string): string {
  const [year, now] = [Number(month.slice(0, 4)), Number(month.slice(4))];
  return now === 1 ? `${year - 1}12` : `${year}${String(now - 1).padStart(2, '0')}`;
}
