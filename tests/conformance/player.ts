// Plays a transcript with an agent: sends what the client says in it, and holds what comes
// against what is said there.
import { connect as connectUnix } from 'node:net';
import { WebSocket } from 'ws';
import { agentProof, clientProof } from '../../core/auth/proof.ts';
import type { PairingLink } from '../../core/link/pairingLink.ts';
import { urlOf } from '../../core/socket/dial.ts';
import { encoded, type VectorMessage } from './frameVectors.ts';
import { Party } from './party.ts';
import { writtenOut } from './shorthand.ts';
import type { LoginStep, OutputStep, Pattern, Step, Transcript } from './transcripts.ts';
import { Variables } from './variables.ts';

const NONCE = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const HELLO = {
  versions: [1],
  nonce: NONCE.toString('base64url'),
  client: { name: 'vectors', version: '1' },
  limits: { maxBody: 131_072, maxChannels: 256 },
  features: ['groups', 'tunnels'],
};
/** So that no message is too large: a frame with the largest body, and what is small. */
const MOST_A_MESSAGE = 200_000;

export class Player {
  readonly #link: PairingLink;
  readonly #variables: Variables;
  readonly #parties = new Map<string, Party>();

  /** `ports`: `echoPort` and `closedPort`. */
  constructor(link: PairingLink, ports: Readonly<Record<string, number>>) {
    this.#link = link;
    this.#variables = new Variables({ hello: HELLO, ...ports });
  }

  async play({ steps }: Transcript): Promise<void> {
    try {
      for (const [index, step] of steps.entries()) {
        await this.#step(step).catch((error: Error) => {
          error.message = `step ${index + 1}, ${JSON.stringify(step)}: ${error.message}`;
          throw error;
        });
      }
    } finally {
      for (const { ws } of this.#parties.values()) ws.terminate();
    }
  }

  async #step(step: Step): Promise<void> {
    if ('connect' in step) return void (await this.#connect(step.connect));
    if ('login' in step) return this.#login(step);
    if ('send' in step) return this.#send(step);
    if ('expect' in step) return this.#expect(step);
    if ('output' in step) return this.#output(step);
    if ('lagged' in step) return this.#lagged(step);
    if ('screen' in step) return this.#screen(step);
    if ('cut' in step) return this.#party(step.cut).ws.terminate();
    const { code, reason } = await this.#party(step.closed).close();
    const isRight = code === step.code && (step.reason ?? reason) === reason;
    if (!isRight) throw new Error(`closed with ${code} ${reason}`);
  }

  async #connect(name: string): Promise<Party> {
    const { address } = this.#link;
    const ws = new WebSocket(urlOf(address), 'bowline.v1', {
      perMessageDeflate: false,
      ...(address.kind === 'unix' ? { createConnection: () => connectUnix(address.path) } : {}),
    });
    const party = new Party(ws);
    this.#parties.set(name, party);
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    return party;
  }

  async #login({ login, refused, token, ...guest }: LoginStep): Promise<void> {
    const party = await this.#connect(login);
    const known = token === undefined ? this.#link.token : String(this.#variables.filled(token));
    this.#sendAll(party, [message('HELLO', HELLO)]);
    const { body } = await party.next('WELCOME', ({ type }) => type === 'WELCOME');
    const context = contextOf(String(body.nonce));
    const proof = Buffer.from(clientProof(known, context)).toString('base64url');
    const who = this.#variables.filled(guest) as Record<string, string>;
    this.#sendAll(party, [message('AUTH', { method: 'token', proof, ...who })]);
    const expected = refused ? message('ERROR', { code: refused }) : message('READY', {});
    const answer = await party.next(JSON.stringify(expected), (one) =>
      this.#variables.matches(expected, one),
    );
    if (refused === 'wrong-token') return;
    const theirs = Buffer.from(agentProof(known, context)).toString('base64url');
    if (answer.body.proof !== theirs) throw new Error('the agent has not proved itself');
  }

  #send(step: Extract<Step, { send: string }>): void {
    const party = this.#party(step.send);
    if ('text' in step) return party.ws.send(step.text);
    if ('messages' in step) return this.#sendAll(party, step.messages);
    for (const hex of step.hex) party.ws.send(Buffer.from(hex, 'hex'));
  }

  #sendAll(party: Party, messages: Pattern[]): void {
    let pending: Buffer[] = [];
    for (const one of messages) {
      const filled = writtenOut(this.#variables.filled(one)) as VectorMessage;
      const frame = Buffer.from(encoded(filled), 'hex');
      if (filled.type === 'RESUME') party.output(filled.channel).end = Number(filled.body.have);
      if (Buffer.concat([...pending, frame]).byteLength > MOST_A_MESSAGE) {
        party.ws.send(Buffer.concat(pending));
        pending = [];
      }
      pending.push(frame);
    }
    party.ws.send(Buffer.concat(pending));
  }

  async #expect(step: Extract<Step, { expect: string }>): Promise<void> {
    const left = 'message' in step ? [step.message] : [...step.inAnyOrder];
    while (left.length > 0) {
      const what = JSON.stringify(left);
      let matched: Pattern | undefined;
      const came = await this.#party(step.expect).next(what, (one) => {
        matched = left.find((pattern) => this.#variables.matches(pattern, one));
        return matched !== undefined;
      });
      left.splice(left.indexOf(matched!), 1);
      if (came.type === 'WELCOME') this.#knowProofs(String(came.body.nonce));
    }
  }

  #knowProofs(nonce: string): void {
    const token = this.#link.token || 'A'.repeat(43);
    const text = (proof: Uint8Array): string => Buffer.from(proof).toString('base64url');
    this.#variables.set('$clientProof', text(clientProof(token, contextOf(nonce))));
    this.#variables.set('$agentProof', text(agentProof(token, contextOf(nonce))));
  }

  async #output({ output: name, channel, shows, end, grants }: OutputStep): Promise<void> {
    const party = this.#party(name);
    const output = party.output(channel);
    if (grants) party.grant(channel);
    await party.until(`output ${shows}`, () => output.text.includes(shows));
    output.text = output.text.slice(output.text.indexOf(shows) + shows.length);
    if (end !== undefined && !this.#variables.matches(end, output.end)) {
      throw new Error(`the output ends at ${output.end}`);
    }
  }

  async #lagged({ lagged, channel, to }: Extract<Step, { lagged: string }>): Promise<void> {
    const party = this.#party(lagged);
    await party.next('LAGGED', (one) =>
      this.#variables.matches({ type: 'LAGGED', channel, body: { to } }, one),
    );
  }

  async #screen(step: Extract<Step, { screen: string }>): Promise<void> {
    const pattern = { type: 'SCREEN', channel: step.channel, body: { offset: step.offset } };
    let shown = '';
    for (let more = true; more;) {
      const { body } = await this.#party(step.screen).next('SCREEN', (one) =>
        this.#variables.matches(pattern, one),
      );
      shown += Buffer.from(String(body.bytes), 'hex').toString('latin1');
      more = body.more === 1;
    }
    if (!shown.includes(step.shows)) throw new Error('something else is on the screen');
  }

  #party(name: string): Party {
    const party = this.#parties.get(name);
    if (!party) throw new Error(`there is no connection ${name}`);
    return party;
  }
}

const message = (type: string, body: Record<string, unknown>): VectorMessage => ({
  type,
  channel: 0,
  body,
});

function contextOf(nonce: string) {
  return { clientNonce: NONCE, agentNonce: Buffer.from(nonce, 'base64url'), binding: '' };
}
