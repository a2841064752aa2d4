import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  agentProof,
  clientProof,
  newNonce,
  newToken,
  proofsEqual,
} from '../../../core/auth/proof.ts';

const clientNonce = new Uint8Array(32).fill(1);
const agentNonce = new Uint8Array(32).fill(2);
const context = { clientNonce, agentNonce, binding: 'ab'.repeat(32) };

describe('a login proof', () => {
  it('is the HMAC-SHA256 of label, zero byte, client nonce, agent nonce and binding', () => {
    const signed = Buffer.concat([
      Buffer.from('bowline v1 client\0'),
      clientNonce,
      agentNonce,
      Buffer.from(context.binding),
    ]);
    const expected = createHmac('sha256', 'token').update(signed).digest('hex');
    expect(Buffer.from(clientProof('token', context)).toString('hex')).toBe(expected);
  });

  it('keeps its value from one release to the next', () => {
    const plain = { ...context, binding: '' };
    expect(Buffer.from(clientProof('token', plain)).toString('hex')).toMatchInlineSnapshot(
      `"bdf71e323f9c8ada6282247f402acf212a89ea96cb9aed90f1b80fd4c3c8ca10"`,
    );
    expect(Buffer.from(agentProof('token', plain)).toString('hex')).toMatchInlineSnapshot(
      `"858e927f4627f0a2f69a0ddf2927aeb6e035502db8f6314a822e6eab1c8273b4"`,
    );
  });

  it.each([
    ['the token', clientProof('another', context)],
    ['the side', agentProof('token', context)],
    ["the client's nonce", clientProof('token', { ...context, clientNonce: agentNonce })],
    ["the agent's nonce", clientProof('token', { ...context, agentNonce: clientNonce })],
    ['the certificate', clientProof('token', { ...context, binding: '' })],
  ])('differs with %s', (_what, other) => {
    expect(proofsEqual(clientProof('token', context), other)).toBe(false);
  });

  it('equals only itself, and nothing of another length', () => {
    const proof = clientProof('token', context);
    expect(proofsEqual(proof, clientProof('token', context))).toBe(true);
    expect(proofsEqual(proof, proof.subarray(0, 31))).toBe(false);
    expect(proofsEqual(proof, new Uint8Array(0))).toBe(false);
  });

  it('needs a token and whole nonces', () => {
    expect(() => clientProof('', context)).toThrow(RangeError);
    expect(() => agentProof('t', { ...context, clientNonce: clientNonce.subarray(1) })).toThrow(
      RangeError,
    );
  });
});

describe('tokens and nonces', () => {
  it('hold 256 random bits and never repeat', () => {
    expect(newToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(newToken()).not.toBe(newToken());
    expect(newNonce()).toHaveLength(32);
    expect(newNonce()).not.toEqual(newNonce());
  });
});
