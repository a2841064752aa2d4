// What stands in for Node's crypto and Buffer gives the same.
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../../core/auth/base64url.ts';
import { agentProof, clientProof } from '../../../core/auth/proof.ts';
import { randomBytes, randomName } from '../../../core/auth/random.ts';

it('writes and reads base64url as Buffer does', () => {
  for (let size = 0; size < 70; size++) {
    const bytes = randomBytes(size);
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
  }
});

it.each(['a', 'ab+c', 'ab/c', 'ab==', 'a b'])('reads no %j', (text) => {
  expect(() => fromBase64url(text)).toThrow();
});

it.each(['t', 'token', 'ü'.repeat(40), 'x'.repeat(512)])('proves %j by HMAC-SHA-256', (token) => {
  const context = {
    ...{ clientNonce: randomBytes(32), agentNonce: randomBytes(32), binding: 'ab'.repeat(32) },
  };
  const expected = (label: string): string =>
    createHmac('sha256', token)
      .update(`${label}\0`)
      .update(context.clientNonce)
      .update(context.agentNonce)
      .update(context.binding)
      .digest('hex');
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  expect(hex(clientProof(token, context))).toBe(expected('bowline v1 client'));
  expect(hex(agentProof(token, context))).toBe(expected('bowline v1 agent'));
});

it('names nothing twice', () => {
  const names = Array.from({ length: 1000 }, randomName);
  expect(new Set(names).size).toBe(1000);
  expect(names.every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
});
