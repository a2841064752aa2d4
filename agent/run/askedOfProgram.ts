// What a program on an agent is to be told beside its input: signals, and that nobody takes its
// stdout or stderr any more. Held until the agent has answered, so that a cut loses nothing, and
// told so that what is told again after a cut counts once.
import type { AgentClient } from '../../core/client/agentClient.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import type { OutputStream } from '../../core/wire/records.ts';

interface Asked {
  method: 'signal' | 'end-output';
  params: Record<string, unknown>;
}

export class AskedOfProgram {
  readonly #session: string;
  /** Unanswered: no more than the signals before the one that leaves, and one for each stream. */
  readonly #asked = new Set<Asked>();
  #client: AgentClient | undefined;
  #signals = 0;

  /** `session`: the program's name on the agent. */
  constructor(session: string) {
    this.#session = session;
  }

  signal(signal: NodeJS.Signals): void {
    this.#add({ method: 'signal', params: { number: ++this.#signals, signal } });
  }

  endOutput(stream: OutputStream): void {
    this.#add({ method: 'end-output', params: { stream } });
  }

  /** The program is met on this connection: it is told what it may not have heard. */
  goOn(client: AgentClient): void {
    this.#client = client;
    for (const asked of this.#asked) this.#tell(asked);
  }

  /** It is met nowhere; until it is, what is asked waits. */
  wait(): void {
    this.#client = undefined;
  }

  #add(asked: Asked): void {
    this.#asked.add(asked);
    this.#tell(asked);
  }

  #tell(asked: Asked): void {
    const { method, params } = asked;
    const session = this.#session;
    this.#client?.request(method, { session, ...params }).then(
      () => this.#asked.delete(asked),
      (error: unknown) => {
        if (error instanceof ChannelError) this.#asked.delete(asked); // it has ended
      },
    );
  }
}
