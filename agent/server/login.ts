// The agent's half of hello and authentication, as a pure machine: messages in, messages out.
// The token is proved by HMAC in both directions and never sent: the agent's own by its owner,
// an invitation's by a guest.
import { randomBytes } from 'node:crypto';
import {
  agentProof,
  clientProof,
  newNonce,
  newToken,
  proofsEqual,
  type LoginContext,
} from '../../core/auth/proof.ts';
import { canMakePipes } from '../../core/native/pipe.ts';
import { ProtocolError } from '../../core/wire/errors.ts';
import type { AllBodies } from '../../core/wire/messages.ts';
import { FEATURES, knows } from '../../core/wire/features.ts';
import { LIMITS, VERSIONS } from '../../core/wire/protocol.ts';
import type { GuestEnd } from '../auth/guests.ts';
import type { Admission, InvitationBook } from '../auth/invitationBook.ts';

/** What clients have to prove; `none` where the unix socket's permissions are the proof. */
export type LoginRule =
  | { method: 'none' }
  | {
      method: 'token';
      token: string;
      /** Fingerprints a proof may be bound to; '' for clients that pin nothing. */
      bindings: readonly string[];
    };

export interface LoginOptions {
  rule: LoginRule;
  agent: AllBodies['welcome']['agent'];
  invitations: Pick<InvitationBook, 'tokenOf' | 'admit'>;
  /** Whether one more guest may be here. */
  hasRoomForGuest: () => boolean;
  /** Between two PINGs, milliseconds. */
  heartbeatMs?: number | undefined;
}

/** Somebody has proved who it is. */
export interface LoggedIn {
  ready: AllBodies['ready'];
  /** Only of guests. */
  guest: Guest | undefined;
}

export interface Guest {
  /** Tells this guest from all others, for good. */
  key: string;
  /** Names the one by which it came. */
  invitation: string;
  admission: Admission;
}

/** What somebody proves who names no invitation that there is: as much work, and never right. */
const DECOY = newToken();

/** Names this run of the agent: what a client began on another one is gone. */
const INSTANCE = randomBytes(16).toString('hex');

/** Missed in a row, so many heartbeats are a silence. */
const HEARTBEATS_TO_SILENCE = LIMITS.silenceMs / LIMITS.heartbeatMs;

export class Login {
  readonly #options: LoginOptions;
  readonly #nonce = newNonce();
  #hello: AllBodies['hello'] | undefined;
  #answered = false;

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  /** What the client said of itself; undefined before HELLO. */
  get hello(): AllBodies['hello'] | undefined {
    return this.#hello;
  }

  /** How both sides beat, and when the other counts as gone. */
  get pace(): { heartbeatMs: number; silenceMs: number } {
    const { heartbeatMs = LIMITS.heartbeatMs } = this.#options;
    return {
      heartbeatMs,
      silenceMs: Math.max(LIMITS.silenceMs, heartbeatMs * HEARTBEATS_TO_SILENCE),
    };
  }

  /** Answers HELLO. Throws `ProtocolError` unsupported-version or unexpected-message. */
  greet(hello: AllBodies['hello']): AllBodies['welcome'] {
    if (this.#hello) throw new ProtocolError('unexpected-message', 'HELLO twice');
    const version = VERSIONS.find((mine) => hello.versions.includes(mine));
    if (version === undefined) throw unsupported(hello.versions);
    this.#hello = hello;
    return {
      version,
      nonce: base64url(this.#nonce),
      auth: this.#methods,
      agent: this.#options.agent,
      limits: { maxBody: LIMITS.maxBody, maxChannels: LIMITS.maxChannels },
      features: FEATURES.filter((feature) => feature !== 'run' || canMakePipes()),
      instance: INSTANCE,
      ...this.pace,
    };
  }

  /**
   * Answers AUTH; undefined when the proof is wrong. Throws `ProtocolError` out of turn, and to a
   * guest that comes too late. `end` is called when a guest must go.
   */
  answer(auth: AllBodies['auth'], end: GuestEnd): LoggedIn | undefined {
    if (!this.#hello || this.#answered) throw new ProtocolError('unexpected-message', 'AUTH');
    this.#answered = true;
    if (auth.invitation !== undefined) return this.#answerGuest(auth, auth.invitation, end);
    const { rule } = this.#options;
    if (auth.method !== rule.method) return undefined;
    if (rule.method === 'none') return { ready: { role: 'owner' }, guest: undefined };
    const proof = this.#mutualProof(rule.token, auth.proof);
    return proof === undefined ? undefined : { ready: { role: 'owner', proof }, guest: undefined };
  }

  // What is said of an invitation, only those hear who know its token.
  #answerGuest(auth: AllBodies['auth'], id: string, end: GuestEnd): LoggedIn | undefined {
    const { invitations } = this.#options;
    const { method, member } = auth;
    const proof = this.#mutualProof(invitations.tokenOf(id) ?? DECOY, auth.proof);
    if (proof === undefined || method !== 'token' || member === undefined) return undefined;
    // First, or whoever finds no room has used the invitation up.
    if (!this.#options.hasRoomForGuest()) throw noRoom();
    const admission = proving(proof, () => invitations.admit(id, member, end));
    const { role, session } = admission;
    const guest = { key: `${id} ${member}`, invitation: id, admission };
    return { ready: { role, session, proof }, guest };
  }

  /** Guests prove themselves where the owner needs not, too. */
  get #methods(): AllBodies['welcome']['auth'] {
    const { method } = this.#options.rule;
    return method === 'none' && knows(this.#hello?.features, 'groups')
      ? ['none', 'token']
      : [method];
  }

  /** The agent's own proof for whoever has proved to know the token; else undefined. */
  #mutualProof(token: string, proof = ''): string | undefined {
    const { rule } = this.#options;
    const context = this.#provenContext(
      token,
      rule.method === 'token' ? rule.bindings : [''],
      proof,
    );
    return context && base64url(agentProof(token, context));
  }

  /** The context that the proof was made in. Every binding is tried, whichever fits. */
  #provenContext(
    token: string,
    bindings: readonly string[],
    proof: string,
  ): LoginContext | undefined {
    const given = Buffer.from(proof, 'base64url');
    const clientNonce = Buffer.from(this.#hello!.nonce, 'base64url');
    const contexts = bindings.map((binding) => ({ clientNonce, agentNonce: this.#nonce, binding }));
    const fits = contexts.map((context) => proofsEqual(clientProof(token, context), given));
    return contexts[fits.indexOf(true)];
  }
}

/** Whoever is refused for good hears it from an agent that has proved itself. */
function proving<T>(proof: string, admit: () => T): T {
  try {
    return admit();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ProtocolError(error.code, error.message, proof);
  }
}

/** The agent is full. */
export function noRoom(): ProtocolError {
  return new ProtocolError('too-many-connections', 'The agent has no room for one more.');
}

function unsupported(offered: readonly number[]): ProtocolError {
  const [mine, theirs] = [VERSIONS.join(', '), offered.join(', ')];
  const isOlder = Math.max(...VERSIONS) < Math.max(...offered);
  const older = isOlder ? 'Update bowline-agent on that machine.' : 'Update Bowline on this one.';
  const text = `This agent speaks protocol version ${mine}, the client ${theirs}. ${older}`;
  return new ProtocolError('unsupported-version', text);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
