// Plays a transcript with an agent: sends what the client says in it, and holds what comes
// against what is said there.
import { connect as connectUnix } from 'node:net';
import { WebSocket } from 'ws';
import { agentProof, clientProof } from '../../core/auth/proof.ts';
import type { PairingLink } from '../../core/link/pairingLink.ts';
import { urlOf } from '../../core/socket/dial.ts';
import type { VectorMessage } from './frameVectors.ts';
import { Party } from './party.ts';
import { eachStep, Stage } from './stage.ts';
import type { LoginStep, ScreenStep, Step, Transcript } from './transcripts.ts';
import { Variables } from './variables.ts';

const NONCE = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const HELLO = {
  versions: [1],
  nonce: NONCE.toString('base64url'),
  client: { name: 'vectors', version: '1' },
  limits: { maxBody: 131_072, maxChannels: 256 },
  features: ['groups', 'tunnels', 'run'],
};

export class Player {
  readonly #link: PairingLink;
  readonly #stage: Stage;

  /** `ports`: `echoPort` and `closedPort`. */
  constructor(link: PairingLink, ports: Readonly<Record<string, number>>) {
    this.#link = link;
    const variables = new Variables({ hello: HELLO, ...ports });
    this.#stage = new Stage(variables, (message) => this.#knowProofs(message));
  }

  async play({ steps }: Transcript): Promise<void> {
    try {
      await eachStep(steps, (step) => this.#step(step));
    } finally {
      this.#stage.end();
    }
  }

  async #step(step: Step): Promise<void> {
    if ('connect' in step) return void (await this.#connect(step.connect));
    if ('login' in step) return this.#login(step);
    if ('send' in step) return this.#stage.send(step);
    if ('expect' in step) return this.#stage.expect(step);
    if ('output' in step) return this.#stage.output(step);
    if ('printed' in step) return this.#stage.printed(step);
    if ('screen' in step) return this.#screen(step);
    if ('cut' in step) return this.#stage.party(step.cut).ws.terminate();
    if ('closed' in step) return this.#stage.closed(step);
    const { lagged, channel, to } = step;
    return this.#stage.expect({
      expect: lagged,
      message: { type: 'LAGGED', channel, body: { to } },
    });
  }

  async #connect(name: string): Promise<Party> {
    const { address } = this.#link;
    const ws = new WebSocket(urlOf(address), 'bowline.v1', {
      perMessageDeflate: false,
      ...(address.kind === 'unix' ? { createConnection: () => connectUnix(address.path) } : {}),
    });
    const party = new Party(ws);
    this.#stage.parties.set(name, party);
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    return party;
  }

  async #login({ login, refused, token, ...guest }: LoginStep): Promise<void> {
    const { variables } = this.#stage;
    const party = await this.#connect(login);
    const known = token === undefined ? this.#link.token : String(variables.filled(token));
    this.#stage.sendAll(party, [message('HELLO', HELLO)]);
    const { body } = await party.next('WELCOME', ({ type }) => type === 'WELCOME');
    const context = contextOf(body.nonce);
    const proof = textOf(clientProof(known, context));
    const who = variables.filled(guest) as Record<string, string>;
    this.#stage.sendAll(party, [message('AUTH', { method: 'token', proof, ...who })]);
    const expected = refused ? message('ERROR', { code: refused }) : message('READY', {});
    const answer = await party.next(JSON.stringify(expected), (one) =>
      variables.matches(expected, one),
    );
    if (refused === 'wrong-token') return;
    if (answer.body.proof !== textOf(agentProof(known, context))) {
      throw new Error('the agent has not proved itself');
    }
  }

  #knowProofs({ type, body }: VectorMessage): void {
    if (type !== 'WELCOME') return;
    const token = this.#link.token || 'A'.repeat(43);
    const context = contextOf(body.nonce);
    this.#stage.variables.set('$clientProof', textOf(clientProof(token, context)));
    this.#stage.variables.set('$agentProof', textOf(agentProof(token, context)));
  }

  async #screen({ screen, channel, offset, shows }: ScreenStep): Promise<void> {
    const pattern = { type: 'SCREEN', channel, body: { offset } };
    let shown = '';
    for (let more = true; more;) {
      const { body } = await this.#stage
        .party(screen)
        .next('SCREEN', (one) => this.#stage.variables.matches(pattern, one));
      shown += Buffer.from(String(body.bytes), 'hex').toString('latin1');
      more = body.more === 1;
    }
    if (!shown.includes(shows)) throw new Error('something else is on the screen');
  }
}

const message = (type: string, body: Record<string, unknown>): VectorMessage => ({
  type,
  channel: 0,
  body,
});

const textOf = (proof: Uint8Array): string => Buffer.from(proof).toString('base64url');

function contextOf(nonce: unknown) {
  const agentNonce = Buffer.from(String(nonce), 'base64url');
  return { clientNonce: NONCE, agentNonce, binding: '' };
}
