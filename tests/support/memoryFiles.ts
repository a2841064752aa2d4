// A client's files and an agent's end of them, on a stream that exists in memory only and can be cut with
// whatever is under way.
import { setImmediate } from 'node:timers/promises';
import { FilesSession, type FilesSessionOptions } from '../../agent/files/filesSession.ts';
import { streamDuplex } from '../../core/tunnel/streamDuplex.ts';
import type { TunnelStream } from '../../core/tunnel/tunnelStream.ts';
import { StreamPair, type PairOptions } from './streamPair.ts';

export class MemoryFiles {
  readonly pair: StreamPair;
  /** What the agent's end says. */
  ended = false;

  constructor(options: PairOptions, session: Partial<FilesSessionOptions> = {}) {
    this.pair = new StreamPair(options);
    const onEnd = (): void => void (this.ended = true);
    new FilesSession(this.agent, { readOnly: false, onEnd, ...session });
    this.pair.connect();
  }

  get client(): TunnelStream {
    return this.pair.client;
  }

  get agent(): TunnelStream {
    return this.pair.agent;
  }

  /** Once it is answered: what a client speaks over. */
  async duplex(): Promise<ReturnType<typeof streamDuplex>> {
    while (this.client.state === 'asking') await this.pair.travel();
    return streamDuplex(this.client);
  }

  /** Lets messages travel until that is done; `before` is asked before each. */
  async until<T>(done: Promise<T>, before: () => void = () => undefined): Promise<T> {
    let isDone = false;
    const look = (): void => void (isDone = true);
    done.then(look, look);
    while (!isDone) {
      before();
      await this.pair.travel();
      await setImmediate();
    }
    return done;
  }
}
