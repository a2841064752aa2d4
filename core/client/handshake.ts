// The client's half of hello and authentication, as a pure machine: messages in, messages out.
// The token proves itself by HMAC in both directions; it is never sent, and an agent that
// doesn't know it is not spoken to.
import { fromBase64url, toBase64url } from '../auth/base64url.ts';
import {
  agentProof,
  clientProof,
  newNonce,
  proofsEqual,
  type LoginContext,
} from '../auth/proof.ts';
import { ConnectFailure } from '../socket/connectFailure.ts';
import { say, type Said } from '../../words/said.ts';
import { ProtocolError } from '../wire/errors.ts';
import { FEATURES } from '../wire/features.ts';
import type { AllBodies, Message } from '../wire/messages.ts';
import { LIMITS, VERSIONS } from '../wire/protocol.ts';

export interface HandshakeOptions {
  /** '' where the agent's unix socket is proof enough. */
  token: string;
  /** Fingerprint of the pinned certificate; '' when none is pinned. */
  binding: string;
  /** Name and version of this client, for the agent's log. */
  client: { name: string; version: string };
  /** Where the token is an invitation's: which one, and who comes by it. */
  guest?: { invitation: string; member: string };
  /** The way there has proved whom it leads to: by a certificate, or whose the socket is. */
  proven?: boolean;
  /** For messages: the agent's address as people write it. */
  agentName: string | Said;
}

export type Welcome = AllBodies['welcome'];
type Step =
  { send: 'auth'; body: AllBodies['auth'] } | { done: Welcome; ready: AllBodies['ready'] };

export class ClientHandshake {
  readonly #options: HandshakeOptions;
  readonly #nonce = newNonce();
  #welcome: Welcome | undefined;
  #context: LoginContext | undefined;

  constructor(options: HandshakeOptions) {
    this.#options = options;
  }

  hello(): AllBodies['hello'] {
    return {
      versions: [...VERSIONS],
      nonce: toBase64url(this.#nonce),
      client: this.#options.client,
      limits: { maxBody: LIMITS.maxBody, maxChannels: LIMITS.maxChannels },
      features: [...FEATURES],
    };
  }

  /** Takes the agent's next message. Throws `ConnectFailure`, or `ProtocolError` for nonsense. */
  receive(message: Message): Step {
    if (message.type === 'error')
      throw this.#ifProven(this.#refused(message.body), message.body.proof);
    if (message.type === 'welcome' && !this.#welcome) return this.#answer(message.body);
    if (message.type === 'ready' && this.#welcome) return this.#finish(message.body);
    throw new ProtocolError('unexpected-message', `${message.type} during the handshake`);
  }

  #answer(welcome: Welcome): Step {
    if (!VERSIONS.includes(welcome.version))
      throw this.#ifProven(this.#badVersion(welcome.version));
    this.#welcome = welcome;
    if (this.#options.token === '') return this.#answerWithoutToken(welcome);
    // Whoever asks for less than the token wants to be taken for an agent without knowing it.
    if (!welcome.auth.includes('token')) throw this.#impostor();
    this.#context = {
      clientNonce: this.#nonce,
      agentNonce: fromBase64url(welcome.nonce),
      binding: this.#options.binding,
    };
    const proof = toBase64url(clientProof(this.#options.token, this.#context));
    return { send: 'auth', body: { method: 'token', proof, ...this.#options.guest } };
  }

  #answerWithoutToken(welcome: Welcome): Step {
    if (welcome.auth.includes('none')) return { send: 'auth', body: { method: 'none' } };
    throw this.#ifProven(this.#failure('wrong-token', say('agent-wants-token')));
  }

  #finish(ready: AllBodies['ready']): Step {
    if (this.#context && !this.#proven(ready.proof ?? '', this.#context)) throw this.#impostor();
    return { done: this.#welcome!, ready };
  }

  #proven(proof: string, context: LoginContext): boolean {
    const expected = agentProof(this.#options.token, context);
    return proofsEqual(expected, fromBase64url(proof));
  }

  /** Before READY anybody on the way may answer; the agent can prove that it is it. */
  #ifProven(failure: ConnectFailure, proof?: string): ConnectFailure {
    const byToken = this.#context && proof !== undefined && this.#proven(proof, this.#context);
    return this.#options.proven || byToken ? failure.asProven() : failure;
  }

  #failure(kind: 'wrong-token' | 'impostor', said: Said): ConnectFailure {
    return new ConnectFailure(kind, said, PAIR_AGAIN);
  }

  #impostor(): ConnectFailure {
    const { agentName: agent, guest } = this.#options;
    if (guest)
      return new ConnectFailure('impostor', say('not-the-inviting-agent', { agent }), ASK_AGAIN);
    return this.#failure('impostor', say('not-the-paired-agent', { agent }));
  }

  #refused(body: AllBodies['error']): ConnectFailure {
    const { agentName: agent, guest } = this.#options;
    if (!guest || body.code !== 'wrong-token') return refusedBy(body, agent);
    // Also when the agent was started anew since: then nothing is left of its invitations.
    return new ConnectFailure('wrong-token', say('no-such-invitation', { agent }), ASK_AGAIN);
  }

  #badVersion(theirs: number): ConnectFailure {
    const said = say('protocol-versions-differ', { theirs, ours: VERSIONS.join(', ') });
    return new ConnectFailure('unsupported-version', said, UPDATE);
  }
}

const PAIR_AGAIN = say('pair-again');
const ASK_AGAIN = say('ask-who-invited');
const UPDATE = say('update-the-older');

/** What an ERROR message of the agent means for the person waiting. */
export function refusedBy(
  { code, message }: AllBodies['error'],
  agent: string | Said,
): ConnectFailure {
  const asTold = say('as-told', { text: message });
  switch (code) {
    case 'wrong-token':
      return new ConnectFailure('wrong-token', say('token-refused', { agent }), PAIR_AGAIN);
    case 'invitation-expired':
    case 'invitation-used-up':
    case 'invitation-revoked':
    case 'invitation-shell-gone':
      return new ConnectFailure(code, asTold, ASK_AGAIN);
    case 'replaced':
      return new ConnectFailure(code, say('joined-from-elsewhere'), say('leave-it-there'));
    case 'unsupported-version':
      return new ConnectFailure('unsupported-version', asTold, UPDATE);
    case 'too-many-connections':
      return new ConnectFailure(
        'busy',
        say('agent-has-no-room', { agent }),
        say('close-connections'),
      );
    case 'shutting-down':
      return new ConnectFailure(
        'shut-down',
        say('agent-shut-down', { agent }),
        say('start-the-agent-again'),
      );
    default:
      return new ConnectFailure(
        'lost',
        say('agent-ended-connection', { agent, why: message, code }),
        say('reconnect-or-update'),
      );
  }
}
