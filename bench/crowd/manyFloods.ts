// Many shells of one agent that all print without end once they are told to, for benches: begun
// together, and ended together. Most are watched by nobody, like those that were left to work.
import type { AgentClient } from '../../core/client/agentClient.ts';
import { pause, systemClock } from '../../core/time/clock.ts';
import { AgentShell } from '../../tests/support/agentShell.ts';

/** What they print: plain lines, which cost a terminal little, and in every fourth, much. */
const LINES = [
  'a flood of output, a line that says nothing and says it again',
  '\\033[32ma flood\\033[m in \\033[1;44mcolours\\033[m, as of a build',
  'a plain line',
  '\\033[5;3Hmoving\\033[K and \\033[1mmoving\\033[m on\\033[24;1H',
];
/** Between two looks at how far they are, milliseconds. */
const LOOK_MS = 250;

interface Listed {
  session: string;
  outputBytes: number;
  viewers: number;
  /** Null while it runs. */
  exit: unknown;
}

export class ManyFloods {
  readonly #owner: AgentClient;
  readonly #shells: AgentShell[] = [];

  private constructor(owner: AgentClient) {
    this.#owner = owner;
  }

  static async open(owner: AgentClient, count: number): Promise<ManyFloods> {
    const floods = new ManyFloods(owner);
    for (let number = 0; number < count; number++) {
      const line = LINES[number % LINES.length]!;
      const script = `stty -echo; printf ready; read go; exec yes "$(printf '${line}')"`;
      const shell = AgentShell.open(owner, { command: ['sh', '-c', script] });
      await shell.sees(/ready/);
      floods.#shells.push(shell);
    }
    return floods;
  }

  /** Names of all of them. */
  get sessions(): string[] {
    return this.#shells.map(({ cursor }) => cursor.session);
  }

  /** Lets all print. The owner goes on watching the first `watched` of them. */
  async begin(watched: number): Promise<void> {
    for (const [number, shell] of this.#shells.entries()) {
      shell.type('go\n');
      await shell.typed();
      if (number >= watched) shell.shell.detach();
    }
  }

  /** Resolves when each that nobody's pace holds back has printed so many bytes. */
  async printed(bytes: number): Promise<void> {
    const isBehind = ({ viewers, outputBytes }: Listed): boolean =>
      viewers === 0 && outputBytes < bytes;
    while ((await this.#list()).some(isBehind)) await pause(systemClock, LOOK_MS);
  }

  /** Ends all; resolves when none runs any more. */
  async end(): Promise<void> {
    for (const session of this.sessions) await this.#owner.request('kill', { session });
    while ((await this.#list()).some(({ exit }) => exit === null)) {
      await pause(systemClock, LOOK_MS);
    }
  }

  async #list(): Promise<Listed[]> {
    const own = new Set(this.sessions);
    const { shells } = (await this.#owner.request('list')) as { shells: Listed[] };
    return shells.filter(({ session }) => own.has(session));
  }
}
