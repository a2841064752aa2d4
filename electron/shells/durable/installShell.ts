// "Install the agent on this host", as a tab: ssh asks in it what it has to ask, then it shows
// what is done there, and ends with exit code 0 or with what is missing.
import { byteChannel, type Channel } from '../../../core/channel/channel.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { systemClock, type Clock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import { PersonError } from '../../personError.ts';
import { StartError } from '../../programs/command.ts';
import type { LocalSurroundings } from '../../programs/surroundings.ts';
import type { Shell, ShellState, TerminalSize } from '../../shell.ts';
import { Dialogue, type Answerer } from '../../ssh/dialogue.ts';
import type { HostCommands } from '../../ssh/hostCommands.ts';
import { SeparateCommands } from '../../ssh/separateCommands.ts';
import { SshMaster } from '../../ssh/sshMaster.ts';
import { sshWay } from '../../ssh/sshWay.ts';
import type { ShellFactory } from '../plan.ts';
import { StateCell, type StateListener } from '../stateCell.ts';
import { AgentArchives } from './agentArchives.ts';
import { installAgent, InstallError } from './installSteps.ts';

/** All that an installation says; nobody waits for a slow reader. */
const OUTPUT_BYTES = 1024 * 1024;
const CONNECT_SECONDS = 15;

export interface InstallOptions {
  surroundings: LocalSurroundings;
  /** Folder of the archives. */
  archives: string;
  clock?: Clock;
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
    return Promise.resolve(this.#states.ended ? '' : 'The installation of the agent');
  }

  async close(): Promise<void> {
    this.output.abort('closed');
    await this.#hangUp();
    await this.#running;
    this.#states.set({ state: 'closed', message: 'Closed.' });
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
    this.#say(`Installing bowline-agent ${archives.version} on ${address}, for your user there.`);
    const commands = await this.#login();
    this.#states.set({ state: 'online', message: `Installing on ${address}…`, hint: '' });
    await installAgent(commands, address, archives, (line) => this.#say(line));
    const hint = 'Set “Keep shells alive” of this host to “With bowline-agent”, and open it.';
    const message = `The agent is installed on ${address}.`;
    this.#say(`\x1b[32m${message}\x1b[0m ${hint}`);
    return { state: 'closed', message, hint, exitCode: 0 };
  }

  async #hangUp(): Promise<void> {
    await Promise.all([this.#master?.close(), this.#separate?.close()]);
  }

  #login(): Promise<HostCommands> {
    const { surroundings, clock = systemClock } = this.#options;
    const way = sshWay({ host: this.#host, surroundings, clock });
    if (way.kind === 'shared') return this.#shareLogin();
    this.#states.set({ message: `Connecting to ${this.#host.address}…` });
    return Promise.resolve((this.#separate = new SeparateCommands(way.ssh)));
  }

  async #shareLogin(): Promise<HostCommands> {
    const turn = this.#dialogue.begin(false, (bytes) => this.#master?.type(bytes));
    turn.tell(`Connecting to ${this.#host.address}…`);
    const { surroundings, clock = systemClock } = this.#options;
    const onText = (bytes: Uint8Array): void => turn.hear(bytes);
    const use = { surroundings, clock, connectSeconds: CONNECT_SECONDS, onText };
    this.#master = new SshMaster({ host: this.#host, ...use });
    const commands = await this.#master.ready;
    turn.end();
    return commands;
  }

  #failed(error: unknown): Partial<ShellState> {
    const { message, hint } = explain(error);
    this.#say(`\x1b[31m${message}\x1b[0m`);
    if (hint) this.#say(hint);
    return { state: 'failed', message, hint, canReconnect: true };
  }

  #say(line: string): void {
    this.#show(Buffer.from(`${line}\r\n`));
  }

  #show(bytes: Uint8Array): void {
    if (!this.output.closed) this.output.trySend(bytes);
  }
}

/** `archives`: folder of the agent for other computers. */
export function agentInstaller(options: InstallOptions): ShellFactory {
  return (host) => new InstallShell(host, options);
}

function explain(error: unknown): { message: string; hint: string } {
  const known =
    error instanceof InstallError || error instanceof ConnectFailure || error instanceof StartError;
  if (known) return error;
  if (error instanceof PersonError) return { message: error.message, hint: BUILD };
  return { message: `Something went wrong: ${String(error)}`, hint: 'Try again.' };
}

const BUILD = 'In a checkout of Bowline, run “npm run build:agent” and try again.';
