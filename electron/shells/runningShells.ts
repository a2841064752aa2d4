// The shells that a host's agent holds, asked for without opening one: the list of them, and the
// end of one of them.
import { z } from 'zod';
import type { AgentClient } from '../../core/client/agentClient.ts';
import type { AgentConnection } from '../../core/client/agentConnection.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import type { ConnectionHold } from '../agents/agentConnections.ts';
import { usable, type StoredHost } from '../hosts/storedHost.ts';
import type { RunningShell } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { say } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

/** For the connection and the answer together, milliseconds. */
const ANSWER_LIMIT_MS = 10_000;
/** Shells of one answer; an agent runs 256 and remembers 64 that have ended. */
const LIST_LIMIT = 1_000;

const text = z.string().max(1_024);
const count = z.number().min(0);
const listAnswer = z.object({
  shells: z
    .array(
      z.object({
        session: z.string().regex(/^[0-9a-f]{32}$/),
        title: text,
        command: text,
        pid: z.int(),
        startedAt: z.number(),
        lastOutputAt: z.number(),
        viewers: count,
        outputBytes: count,
        /** Of a script's program, which has no terminal: nobody can attach to it. */
        pipes: z.boolean().optional(),
        exit: z.object({ code: z.int().nullable(), signal: text.nullable() }).nullable(),
      }),
    )
    .max(LIST_LIMIT),
});

export interface RunningShellsOptions {
  findHost: (hostId: string) => StoredHost | undefined;
  /** A hold on the connection to the host's agent; undefined where it has none. */
  hold: (host: StoredHost) => ConnectionHold | undefined;
  /** Does a tab of this app show it? */
  isOpenHere: (hostId: string, session: string) => boolean;
  clock: Clock;
}

export class RunningShells {
  readonly #options: RunningShellsOptions;

  constructor(options: RunningShellsOptions) {
    this.#options = options;
  }

  /** Throws a `PersonError` when the agent can't be reached, or there is none. */
  async list(hostId: string): Promise<RunningShell[]> {
    const answer = await this.#ask(hostId, (client) => client.request('list'));
    const { data } = listAnswer.safeParse(answer);
    if (!data) throw new PersonError(say('list-not-understood'));
    const shells = data.shells.filter(({ pipes }) => !pipes);
    return shells.map(({ exit, pipes: _pipes, ...shell }) => ({
      ...shell,
      exitCode: exit?.code ?? null,
      signal: exit?.signal ?? null,
      ended: exit !== null,
      openHere: this.#options.isOpenHere(hostId, shell.session),
    }));
  }

  /** Hangs its programs up. Throws as `list` does; one that is gone already is fine. */
  async end(hostId: string, session: string): Promise<void> {
    await this.#ask(hostId, async (client) => {
      await client.request('kill', { session }).catch((error: unknown) => {
        if (!(error instanceof ChannelError) || !GONE.includes(error.code)) throw error;
      });
    });
  }

  async #ask<T>(hostId: string, question: (client: AgentClient) => Promise<T>): Promise<T> {
    const hold = this.#holdOn(hostId);
    try {
      return await this.#inTime(connected(hold.connection).then(question));
    } catch (error) {
      throw forPerson(error);
    } finally {
      void hold.release(); // it may still be dialling into silence
    }
  }

  #holdOn(hostId: string): ConnectionHold {
    const host = usable(this.#options.findHost(hostId));
    const hold = this.#options.hold(host);
    if (!hold) throw new PersonError(say('no-agent-keeps', { host: host.name }));
    return hold;
  }

  #inTime<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(ANSWER_LIMIT_MS, () => reject(LATE));
      void answer.then(resolve, reject).finally(cancel);
    });
  }
}

/** Ended a moment ago, or long ago. */
const GONE = ['session-ended', 'no-such-session'];
const LATE = new PersonError(say('agent-silent'));

/** The connection once it stands; rejects when it can't be made. */
function connected(connection: AgentConnection): Promise<AgentClient> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { state, failure } = connection.status;
      if (connection.client) resolve(connection.client);
      else if (state === 'failed' || state === 'closed') reject(failure ?? LATE);
      else return;
      unsubscribe();
    };
    const unsubscribe = connection.subscribe({ onChange: look, onClient: look });
    look();
  });
}

function forPerson(error: unknown): PersonError {
  if (error instanceof PersonError) return error;
  if (error instanceof ConnectFailure) {
    const { said: first, advice } = error;
    const said = advice ? say('both', { first, second: advice }) : first;
    return new PersonError(said, { cause: error });
  }
  const text = error instanceof Error ? error.message : String(error);
  const why = error instanceof SaidError ? error.said : text;
  return new PersonError(say('agent-refused', { why }), { cause: error });
}
