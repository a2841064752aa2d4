// "Install the agent on this host", as a tab: ssh asks in it what it has to ask, then it shows
// what is done there, and ends with exit code 0 or with what is missing.
import { byteChannel, type Channel } from '../../../core/channel/channel.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import { PersonError } from '../../personError.ts';
import { StartError } from '../../programs/command.ts';
import type { AskPerson, SshSurroundings } from '../../ssh/asking.ts';
import type { Shell, ShellState, TerminalSize } from '../../shell.ts';
import { Dialogue, type Answerer } from '../../ssh/dialogue.ts';
import type { HostCommands } from '../../ssh/hostCommands.ts';
import { SeparateCommands } from '../../ssh/separateCommands.ts';
import { SshMaster } from '../../ssh/sshMaster.ts';
import { sshWay } from '../../ssh/sshWay.ts';
import { inWords, say, type Said } from '../../../words/said.ts';
import type { ShellFactory } from '../plan.ts';
import { StateCell, type StateListener } from '../stateCell.ts';
import { AgentArchives } from './agentArchives.ts';
import { installAgent, InstallError } from './installSteps.ts';

/** All that an installation says; nobody waits for a slow reader. */
const OUTPUT_BYTES = 1024 * 1024;
const CONNECT_SECONDS = 15;
const [GREEN, RED, PLAIN] = ['\x1b[32m', '\x1b[31m', '\x1b[0m'];

export interface InstallOptions {
  surroundings: SshSurroundings;
  /** Folder of the archives. */
  archives: string;
  clock?: Clock;
  /** Over whose terminal ssh's questions are asked. */
  shellId?: string | undefined;
}

export class InstallShell implements Shell {
  readonly output: Channel<Uint8Array> = byteChannel('installation', OUTPUT_BYTES);
  readonly #host: StoredHost;
  readonly #options: InstallOptions;
  readonly #states = new StateCell();
  readonly #dialogue = new Dialogue();
  readonly #answerer: Answerer;
  #master: SshMaster | undefined;
  #separate: SeparateCommands | undefined;
  #running: Promise<void> | undefined;

  constructor(host: StoredHost, options: InstallOptions) {
    this.#host = host;
    this.#options = options;
    this.#answerer = this.#dialogue.take({
      onText: (bytes) => this.#show(bytes),
      onChange: () => this.#states.set(this.#answerer.news ?? {}),
      card: cardOf(options),
    });
  }

  get state(): ShellState {
    return this.#states.current;
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  start(_size: TerminalSize): void {
    if (this.#states.ended) return;
    this.#running ??= this.#run();
  }

  /** Only answers to ssh's questions are of any use. */
  write(bytes: Uint8Array): Promise<void> {
    if (this.#states.ended) return Promise.reject(new Error('the installation is over'));
    this.#answerer.answer(bytes);
    return Promise.resolve();
  }

  resize(): void {}

  parsed(): void {}

  foreground(): Promise<string> {
    return Promise.resolve(this.#states.ended ? '' : inWords(say('installation-runs')));
  }

  async close(): Promise<void> {
    this.output.abort('closed');
    await this.#hangUp();
    await this.#running;
    this.#states.set({ state: 'closed', message: say('closed') });
  }

  async #run(): Promise<void> {
    const last = await this.#install().catch((error: unknown) => this.#failed(error));
    await this.#hangUp();
    this.output.close();
    this.#states.set(last);
  }

  async #install(): Promise<Partial<ShellState>> {
    const { address } = this.#host;
    const archives = new AgentArchives(this.#options.archives);
    const { version } = archives;
    this.#tell(say('installing-agent', { version, host: address }));
    const commands = await this.#login();
    this.#states.set({
      state: 'online',
      message: say('installing-on', { host: address }),
      hint: null,
    });
    await installAgent(commands, address, archives, (said) => this.#tell(said));
    const hint = say('keep-alive-with-agent');
    const message = say('agent-installed', { host: address });
    this.#print(`${GREEN}${inWords(message)}${PLAIN} ${inWords(hint)}`);
    return { state: 'closed', message, hint, exitCode: 0 };
  }

  async #hangUp(): Promise<void> {
    await Promise.all([this.#master?.close(), this.#separate?.close()]);
  }

  #login(): Promise<HostCommands> {
    const { surroundings, clock = systemClock } = this.#options;
    const way = sshWay({ host: this.#host, surroundings, clock });
    if (way.kind === 'shared') return this.#shareLogin();
    this.#states.set({ message: say('connecting-to', { host: this.#host.address }) });
    return Promise.resolve((this.#separate = new SeparateCommands(way.ssh)));
  }

  async #shareLogin(): Promise<HostCommands> {
    const turn = this.#dialogue.begin(false, (bytes) => this.#master?.type(bytes));
    turn.tell(say('connecting-to', { host: this.#host.address }));
    const { surroundings, clock = systemClock } = this.#options;
    const onText = (bytes: Uint8Array): void => turn.hear(bytes);
    const ask: AskPerson = (question, signal) => turn.ask(question, signal);
    const tell = (waits: Said): void => turn.waits(waits);
    const use = { surroundings, clock, connectSeconds: CONNECT_SECONDS, onText, ask, tell };
    this.#master = new SshMaster({ host: this.#host, ...use });
    const commands = await this.#master.ready;
    turn.end();
    return commands;
  }

  #failed(error: unknown): Partial<ShellState> {
    const { message, hint } = explain(error);
    this.#print(`${RED}${inWords(message)}${PLAIN}`);
    if (hint) this.#tell(hint);
    return { state: 'failed', message, hint, canReconnect: true };
  }

  #tell(said: Said): void {
    this.#print(inWords(said));
  }

  #print(line: string): void {
    this.#show(Buffer.from(`${line}\r\n`));
  }

  #show(bytes: Uint8Array): void {
    if (!this.output.closed) this.output.trySend(bytes);
  }
}

function cardOf({ surroundings, shellId }: InstallOptions): AskPerson | undefined {
  return shellId === undefined ? undefined : surroundings.asking?.card(shellId);
}

/** `archives`: folder of the agent for other computers. */
export function agentInstaller(options: InstallOptions): ShellFactory {
  return (host, _previous, _session, shellId) => new InstallShell(host, { ...options, shellId });
}

function explain(error: unknown): { message: Said; hint: Said | null } {
  const known =
    error instanceof InstallError || error instanceof ConnectFailure || error instanceof StartError;
  if (known) return { message: error.said, hint: error.advice };
  if (error instanceof PersonError) return { message: error.said, hint: say('build-agent-here') };
  return { message: say('went-wrong', { why: String(error) }), hint: say('try-again') };
}
