// Keys of this computer for the programs of one shell that an agent keeps: each program that asks there
// comes by a stream of the connection's, as a remote tunnel's do, and again after each cut.
import type { AgentConnection } from '../../core/client/agentConnection.ts';
import { AnsweringEnd } from '../../core/sshAgent/answeringEnd.ts';
import type { Clock } from '../../core/time/clock.ts';
import { newName, TunnelLink } from '../../core/tunnel/tunnelLink.ts';
import type { KeyLoan } from '../logins/keyLoan.ts';

export interface KeyLendingOptions {
  connection: AgentConnection;
  clock: Clock;
  /** The shell. */
  session: string;
  loan: KeyLoan;
}

export class KeyLending {
  readonly #link: TunnelLink;

  /** Begins at once; the agent must have the feature `keys`. */
  constructor({ connection, clock, session, loan }: KeyLendingOptions) {
    this.#link = new TunnelLink(connection, clock);
    const ignore = (): void => undefined;
    this.#link.listen(
      newName(),
      { keys: session },
      {
        onListening: ignore,
        onRefused: ignore, // a shell that was opened without
        onStream: () => ({ onEnd: ignore }),
        serve: (stream, { ask = false }) =>
          stream.join(new AnsweringEnd(stream, loan.answering(ask))),
      },
    );
  }

  /** Whoever asks is refused from here on, also whoever has an answer under way. */
  stop(): void {
    this.#link.close();
  }
}
