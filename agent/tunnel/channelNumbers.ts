// The numbers of one connection's channels. Each is used once and upwards, the client's from 1
// and the agent's from 2^31, so that used ones are told from those that never were.
import { ChannelError } from '../../core/wire/errors.ts';
import { FIRST_AGENT_CHANNEL } from '../../core/wire/protocol.ts';

export class ChannelNumbers {
  #highest = 0;
  #nextOwn = FIRST_AGENT_CHANNEL;

  /** The client begins something on this channel. Throws `ChannelError` channel-in-use. */
  claim(channel: number): void {
    if (channel <= this.#highest || channel >= FIRST_AGENT_CHANNEL) {
      throw new ChannelError('channel-in-use', `Channel ${channel} can't be begun on.`);
    }
    this.#highest = channel;
  }

  /** A number for a channel that the agent begins. */
  take(): number {
    return this.#nextOwn++;
  }

  /** What comes for such a channel, and finds nobody, crossed its end on the way. */
  wasUsed(channel: number): boolean {
    return channel >= FIRST_AGENT_CHANNEL ? channel < this.#nextOwn : channel <= this.#highest;
  }
}
