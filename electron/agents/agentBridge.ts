// The way to an SSH host's agent where ssh can share no login and forward to no socket of ours: one
// ssh, whose script finds or starts the agent and is then, on its own pipes, a connection to it. So
// a host takes one login, and nothing listens on this computer.
import type { Duplex } from 'node:stream';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { LoginTry, SshLogin } from '../ssh/heldLogin.ts';
import { OUTPUT_LIMIT } from '../ssh/hostCommands.ts';
import { ProgramStream } from '../ssh/programStream.ts';
import { RemoteScript } from '../ssh/remoteScript.ts';
import { readsAhead, SCRIPT_USE } from '../ssh/separateCommands.ts';
import { SshProcess, type SshProcessOptions } from '../ssh/sshProcess.ts';
import { say } from '../../words/said.ts';
import START_AGENT from './startAgent.sh?raw';
import {
  lateAgent,
  noAnswer,
  readAnswer,
  START_LIMIT_MS,
  type ReachableAgent,
} from './startAgent.ts';

export type AgentBridgeOptions = Pick<SshProcessOptions, 'host' | 'surroundings' | 'clock'> &
  LoginTry;

/** An agent, and the one connection to it. */
export interface BridgedAgent {
  readonly agent: ReachableAgent;
  /** The connection; undefined for everybody but the first who asks. */
  claim(): Duplex | undefined;
}

export class AgentBridge implements SshLogin<BridgedAgent> {
  readonly ready: Promise<BridgedAgent>;
  readonly ended: Promise<ConnectFailure>;
  readonly #ssh: SshProcess;
  readonly #host: string;
  readonly #script: RemoteScript;
  readonly #found = withResolvers<BridgedAgent>();
  readonly #cancelLimit: () => void;
  /** Of the script's output, what isn't understood yet. */
  #rest = Buffer.alloc(0);
  /** All of its answer, for whoever is told that there was none. */
  #answer = '';
  #opened = false;
  readonly #onBytes = (bytes: Buffer): void => this.#script.hear(bytes.toString('latin1'));

  /** Throws `ConnectFailure` when ssh can't be started. */
  constructor(options: AgentBridgeOptions) {
    const { onText, ...rest } = options;
    this.#host = options.host.address;
    this.#ssh = new SshProcess({
      ...{ ...rest, use: SCRIPT_USE },
      onLine: (line, ofTheLog) => {
        if (!ofTheLog) onText(Buffer.from(`${line}\r\n`));
      },
    });
    // Bytes stay bytes: behind the answer's line comes the agent's own protocol.
    this.#script = new RemoteScript(START_AGENT, ['relay'], (text) => this.#hear(text));
    this.#ssh.stdout.on('data', this.#onBytes);
    this.#ssh.stdin.write(this.#script.input);
    this.#cancelLimit = options.clock.after(START_LIMIT_MS, () => this.#fail(this.#late()));
    this.ready = this.#found.promise;
    this.ready.catch(() => undefined); // told by `ended` too
    this.ended = this.#ssh.ended.then(({ code }) => this.#over(code));
  }

  /** Resolves once the login is through, and the agent is looked for. */
  get stands(): Promise<void> {
    return this.#ssh.stands;
  }

  type(): void {} // it asks nothing

  async close(): Promise<void> {
    this.#cancelLimit();
    await this.#ssh.close();
  }

  #hear(text: string): void {
    this.#rest = Buffer.concat([this.#rest, Buffer.from(text, 'latin1')]);
    for (let end = this.#rest.indexOf('\n'); end >= 0; end = this.#rest.indexOf('\n')) {
      const line = this.#rest.subarray(0, end).toString();
      this.#rest = this.#rest.subarray(end + 1);
      if (this.#take(line)) return;
    }
    if (this.#rest.byteLength > OUTPUT_LIMIT) this.#rest = this.#rest.subarray(-OUTPUT_LIMIT);
  }

  /** True once the answer was read, and no more lines come. */
  #take(line: string): boolean {
    this.#answer = `${this.#answer}${line}\n`.slice(-OUTPUT_LIMIT);
    try {
      const agent = readAnswer(line, this.#host);
      if (agent) this.#open(agent);
      return agent !== undefined;
    } catch (error) {
      this.#fail(error as ConnectFailure);
      return true;
    }
  }

  #open(agent: ReachableAgent): void {
    this.#cancelLimit();
    this.#ssh.stdout.off('data', this.#onBytes).pause();
    let free = true;
    const claim = (): Duplex | undefined => {
      if (!free) return undefined;
      free = false;
      return new ProgramStream(this.#ssh, this.#rest);
    };
    this.#opened = true;
    this.#found.resolve({ agent, claim });
  }

  #fail(failure: ConnectFailure): void {
    this.#found.reject(failure);
    void this.close();
  }

  #late(): ConnectFailure {
    if (this.#script.began) return lateAgent(this.#host);
    return this.#ssh.loggedIn ? readsAhead(this.#host) : lateLogin(this.#host);
  }

  #over(code: number | null): ConnectFailure {
    this.#cancelLimit();
    const { loggedIn, failure, words } = this.#ssh;
    const { began, before } = this.#script;
    const said = { stdout: this.#answer, stderr: words, began };
    const result = { code, ...said, before: Buffer.from(before, 'latin1').toString() };
    const saysWhy = loggedIn && ![0, 255, null].includes(code);
    const why = saysWhy || (loggedIn && !this.#opened) ? noAnswer(result, this.#host) : failure;
    this.#found.reject(why);
    return why;
  }
}

function lateLogin(host: string): ConnectFailure {
  const said = say('login-not-through', { host, seconds: START_LIMIT_MS / 1_000 });
  return new ConnectFailure('timeout', said, say('try-plain-shell'));
}
