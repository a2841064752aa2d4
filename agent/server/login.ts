// The agent's half of hello and authentication, as a pure machine: messages in, messages out.
// The token is proved by HMAC in both directions and never sent.
import {
  agentProof,
  clientProof,
  newNonce,
  proofsEqual,
  type LoginContext,
} from '../../core/auth/proof.ts';
import { ProtocolError } from '../../core/wire/errors.ts';
import { FEATURES } from '../../core/wire/features.ts';
import type { AllBodies } from '../../core/wire/messages.ts';
import { LIMITS, VERSIONS } from '../../core/wire/protocol.ts';

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
  /** Between two PINGs, milliseconds. */
  heartbeatMs?: number | undefined;
}

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
      auth: [this.#options.rule.method],
      agent: this.#options.agent,
      limits: { maxBody: LIMITS.maxBody, maxChannels: LIMITS.maxChannels },
      features: [...FEATURES],
      ...this.pace,
    };
  }

  /** Answers AUTH; undefined when the proof is wrong. Throws `ProtocolError` out of turn. */
  answer(auth: AllBodies['auth']): AllBodies['ready'] | undefined {
    if (!this.#hello || this.#answered) throw new ProtocolError('unexpected-message', 'AUTH');
    this.#answered = true;
    const { rule } = this.#options;
    if (auth.method !== rule.method) return undefined;
    if (rule.method === 'none') return { role: 'owner' };
    const proven = this.#provenContext(rule.token, rule.bindings, auth.proof ?? '');
    if (!proven) return undefined;
    return { role: 'owner', proof: base64url(agentProof(rule.token, proven)) };
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
