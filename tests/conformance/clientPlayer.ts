// Plays a transcript with our client: is the agent in it, and asks the client for what its user
// would.
import { createServer } from 'node:http';
import { agentProof, clientProof } from '../../core/auth/proof.ts';
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import type { OutputMark, RemoteShell, ShellEnd } from '../../core/client/remoteShell.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import type { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { systemClock } from '../../core/time/clock.ts';
import { startAcceptor, type Acceptor } from '../support/acceptor.ts';
import type { VectorMessage } from './frameVectors.ts';
import { Party } from './party.ts';
import { eachStep, Stage } from './stage.ts';
import type { ClientStep, ClientTranscript, ShellState } from './transcripts.ts';
import { Variables } from './variables.ts';

const TOKEN = 'Qm93bGluZSB0ZXN0IHRva2VuOiBub3QgYSBzZWNyZXQ';
const VIEW = { cols: 80, rows: 24, window: 262_144 };

export class ClientPlayer {
  readonly #acceptor: Acceptor;
  readonly #stage = new Stage(new Variables(), (message) => this.#knowProofs(message));
  readonly #cursor = newCursor();
  readonly #state = { output: '', gaps: [] as number[][], screens: [] as string[], end: '' };
  #nonce = '';
  #connecting: Promise<AgentClient> | undefined;
  #shell: RemoteShell | undefined;
  #changed: () => void = () => undefined;

  private constructor(acceptor: Acceptor) {
    this.#acceptor = acceptor;
  }

  static async play({ steps }: ClientTranscript): Promise<void> {
    const player = new ClientPlayer(await startAcceptor(undefined, createServer()));
    try {
      await eachStep(steps, (step) => player.#step(step));
    } finally {
      player.#stage.end();
    }
  }

  async #step(step: ClientStep): Promise<void> {
    if ('client' in step) return this.#ask(step);
    if ('send' in step) return this.#stage.send(step);
    if ('expect' in step) return this.#stage.expect(step);
    if ('output' in step) return this.#stage.output(step);
    if ('closed' in step) return this.#stage.closed(step);
    if ('shell' in step) return this.#shows(step.shell);
    if ('cut' in step) return this.#stage.party(step.cut).ws.terminate();
    const failure = await this.#connecting!.then(
      () => undefined,
      (error: ConnectFailure) => error,
    );
    if (failure?.kind !== step.fails) throw new Error(`failed with ${failure?.kind}`);
  }

  async #ask(step: Extract<ClientStep, { client: string }>): Promise<void> {
    const { input } = this.#cursor;
    if (step.client === 'connect') return this.#connect(step.as);
    if (step.client === 'type') input.tryAppend(Buffer.from(step.text));
    else if (step.client === 'end input') input.eof = true;
    else return this.#begin(await this.#connecting!, step.client);
    this.#shell?.inputReady();
  }

  async #connect(name: string): Promise<void> {
    const accepted = this.#acceptor.next();
    const address = {
      kind: 'tcp',
      host: '127.0.0.1',
      port: this.#acceptor.port,
      tls: false,
    } as const;
    this.#connecting = AgentClient.connect({
      dial,
      link: { address, token: TOKEN, fingerprint: null },
      client: { name: 'ours', version: '0' },
      clock: systemClock,
    });
    this.#connecting.catch(() => undefined);
    this.#stage.parties.set(name, new Party((await accepted).ws));
  }

  #begin(client: AgentClient, how: 'open' | 'attach'): void {
    const events = {
      onOpened: () => this.#changed(),
      onAcknowledged: () => this.#changed(),
      onLagged: (from: number, to: number) => void this.#state.gaps.push([from, to]),
      onScreen: ({ bytes }: { bytes: Uint8Array }) =>
        void this.#state.screens.push(Buffer.from(bytes).toString()),
      onEnd: (end: ShellEnd) => this.#ended(end),
    };
    this.#state.end = '';
    const shell =
      how === 'open'
        ? client.open(this.#cursor, { ...VIEW, command: ['cat'], cwd: '', env: {} }, events)
        : client.attach(this.#cursor, VIEW, events);
    this.#shell = shell;
    void this.#read(shell);
  }

  async #read(shell: RemoteShell): Promise<void> {
    for await (const item of shell.output as AsyncIterable<Uint8Array | OutputMark>) {
      if (!(item instanceof Uint8Array)) continue;
      this.#state.output += Buffer.from(item).toString('latin1');
      shell.parsed(item.byteLength);
      this.#changed();
    }
  }

  #ended(end: ShellEnd): void {
    if (end.kind === 'exited') this.#state.end = `exit ${end.signal ?? end.code}`;
    if (end.kind === 'reset') this.#state.end = `reset ${end.code}`;
    if (end.kind === 'lost') this.#state.end = 'lost';
    this.#changed();
  }

  async #shows(wanted: ShellState): Promise<void> {
    const isTrue = (): boolean => {
      const state = { ...this.#state, unacknowledged: this.#cursor.input.size };
      return new Variables().matches(wanted, state);
    };
    while (!isTrue()) await new Promise<void>((resolve) => (this.#changed = resolve));
  }

  #knowProofs({ type, body }: VectorMessage): void {
    if (type === 'HELLO') this.#nonce = String(body.nonce);
    if (type !== 'WELCOME') return;
    const [clientNonce, agentNonce] = [this.#nonce, String(body.nonce)].map((nonce) =>
      Buffer.from(nonce, 'base64url'),
    );
    const context = { clientNonce: clientNonce!, agentNonce: agentNonce!, binding: '' };
    const text = (proof: Uint8Array): string => Buffer.from(proof).toString('base64url');
    this.#stage.variables.set('$clientProof', text(clientProof(TOKEN, context)));
    this.#stage.variables.set('$agentProof', text(agentProof(TOKEN, context)));
  }
}
