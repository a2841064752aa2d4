// Streams that were reset here while the link was cut: the agent still waits for them, and is told
// when the link is back. Of each only the name and its offsets are kept, and only as long as the
// agent keeps it, too.
import type { ClientChannels } from '../client/clientChannels.ts';
import type { Clock } from '../time/clock.ts';
import type { AllBodies } from '../wire/messages.ts';
import { LIMITS } from '../wire/protocol.ts';
import type { TunnelStream } from './tunnelStream.ts';
import { inEnglish, say } from '../../words/said.ts';

interface Untold {
  resume: AllBodies['resume'];
  cancelTimer: () => void;
}

const ENDED = { code: 'stream-reset', message: inEnglish(say('ended-while-cut')) };

export class UntoldStreams {
  readonly #clock: Clock;
  readonly #streams = new Map<string, Untold>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#streams.size;
  }

  add({ id, progress }: TunnelStream): void {
    if (this.#streams.size >= LIMITS.maxStreams) return;
    const cancelTimer = this.#clock.after(LIMITS.streamKeepMs, () => this.#streams.delete(id));
    this.#streams.set(id, { resume: { stream: id, ...progress }, cancelTimer });
  }

  /** The link is back. */
  tell(channels: ClientChannels): void {
    for (const { resume } of this.#streams.values()) {
      const channel = channels.take();
      channels.send('resume', channel, resume);
      channels.send('reset', channel, ENDED);
    }
    this.clear();
  }

  clear(): void {
    for (const { cancelTimer } of this.#streams.values()) cancelTimer();
    this.#streams.clear();
  }
}
