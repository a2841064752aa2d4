// Proof of knowing the pairing token, for both sides. The token itself never crosses the wire:
// each side signs both sides' nonces with it, so a recorded login is worth nothing, and the
// certificate's fingerprint, so that a login can't be passed on through somebody in between.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from './base64url.ts';
import { randomBytes } from './random.ts';

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
  return toBase64url(randomBytes(TOKEN_BYTES));
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
  if (expected.byteLength !== given.byteLength) return false;
  let differing = 0;
  for (const [at, byte] of expected.entries()) differing |= byte ^ given[at]!;
  return differing === 0;
}

// HMAC-SHA256 over label, a zero byte, both nonces and the binding. The nonces' length is
// fixed, so no two different contexts sign the same bytes.
function proof(label: string, token: string, context: LoginContext): Uint8Array {
  const { clientNonce, agentNonce, binding } = context;
  if (token === '') throw new RangeError('a proof needs a token');
  for (const nonce of [clientNonce, agentNonce]) {
    if (nonce.byteLength !== NONCE_BYTES) throw new RangeError(`a nonce has ${NONCE_BYTES} bytes`);
  }
  const mac = hmac.create(sha256, encoder.encode(token)).update(encoder.encode(`${label}\0`));
  return mac.update(clientNonce).update(agentNonce).update(encoder.encode(binding)).digest();
}

const encoder = new TextEncoder();
