// The talking speed of everybody at one shell, kept for those who come back: leaving and coming
// again buys nobody another burst.
import { ChannelError } from '../../core/wire/errors.ts';
import { ChatRate } from './chatRate.ts';

/** Members remembered; the one that spoke longest ago is forgotten first. */
const MAX_REMEMBERED = 1_000;

export class ChatRates {
  readonly #rates = new Map<string, ChatRate>();

  /** Counts one message of that member. Throws `ChannelError` chat-too-fast. */
  take(key: string, now: number): void {
    const rate = this.#rates.get(key) ?? new ChatRate();
    this.#rates.delete(key); // so that the map stays in the order of speaking
    this.#rates.set(key, rate);
    const [oldest] = this.#rates.keys();
    if (this.#rates.size > MAX_REMEMBERED) this.#rates.delete(oldest!);
    if (rate.take(now)) return;
    throw new ChannelError(
      'chat-too-fast',
      'You are writing too fast. Wait a moment, then send it again.',
    );
  }
}
