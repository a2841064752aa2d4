// Proof of knowing the pairing token, for both sides. The token itself never crosses the wire:
// each side signs both sides' nonces with it, so a recorded login is worth nothing, and the
// certificate's fingerprint, so that a login can't be passed on through somebody in between.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const NONCE_BYTES = 32;
export const PROOF_BYTES = 32;
/** 256 bits, as base64url text of 43 characters. */
const TOKEN_BYTES = 32;

const CLIENT_LABEL = 'bowline v1 client';
const AGENT_LABEL = 'bowline v1 agent';

export interface LoginContext {
  /** 32 random bytes of the client's, made for this connection. */
  clientNonce: Uint8Array;
  /** 32 random bytes of the agent's, made for this connection. */
  agentNonce: Uint8Array;
  /** SHA-256 of the agent's TLS certificate as lower-case hex; '' without TLS. */
  binding: string;
}

export function newNonce(): Uint8Array {
  return randomBytes(NONCE_BYTES);
}

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What a client that knows the token answers the agent's nonce with. */
export function clientProof(token: string, context: LoginContext): Uint8Array {
  return proof(CLIENT_LABEL, token, context);
}

/** What an agent that knows the token answers the client's nonce with. */
export function agentProof(token: string, context: LoginContext): Uint8Array {
  return proof(AGENT_LABEL, token, context);
}

/** Compares in a time that tells nothing about where two proofs differ. */
export function proofsEqual(expected: Uint8Array, given: Uint8Array): boolean {
  return expected.byteLength === given.byteLength && timingSafeEqual(expected, given);
}

// HMAC-SHA256 over label, a zero byte, both nonces and the binding. The nonces' length is
// fixed, so no two different contexts sign the same bytes.
function proof(label: string, token: string, context: LoginContext): Uint8Array {
  const { clientNonce, agentNonce, binding } = context;
  if (token === '') throw new RangeError('a proof needs a token');
  for (const nonce of [clientNonce, agentNonce]) {
    if (nonce.byteLength !== NONCE_BYTES) throw new RangeError(`a nonce has ${NONCE_BYTES} bytes`);
  }
  const hmac = createHmac('sha256', token).update(`${label}\0`);
  return hmac.update(clientNonce).update(agentNonce).update(binding).digest();
}
