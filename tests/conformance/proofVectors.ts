// Vectors for proofs: the one of the page, and others by seed, made with nothing but HMAC and
// what the page says of its inputs.
import { createHmac } from 'node:crypto';
import { seeded } from '../support/random.ts';
import { table } from '../support/protocolPage.ts';

export interface ProofVector {
  token: string;
  clientNonce: string;
  clientNonceBytes: string;
  agentNonce: string;
  agentNonceBytes: string;
  /** As hex digits; empty where no certificate is pinned. */
  binding: string;
  signedByClient: string;
  clientProof: string;
  agentProof: string;
}

type Inputs = Pick<ProofVector, 'token' | 'clientNonceBytes' | 'agentNonceBytes' | 'binding'>;

export function proofVectors(): ProofVector[] {
  const random = seeded(1);
  const hex = (bytes: number): string => Buffer.from(random.bytes(bytes)).toString('hex');
  const others = Array.from({ length: 6 }, (_, index): Inputs => ({
    token: Buffer.from(random.bytes([16, 32, 384][index % 3]!)).toString('base64url'),
    clientNonceBytes: hex(32),
    agentNonceBytes: hex(32),
    binding: index < 3 ? '' : hex(32),
  }));
  const { binding, ...shown } = inputsOfThePage();
  return [{ ...shown, binding: '' }, { ...shown, binding }, ...others].map(vectorOf);
}

/** As they stand in the table. */
export function inputsOfThePage(): Inputs {
  const [token, , clientNonceBytes, , agentNonceBytes, binding] = table('With these inputs,').map(
    ([, value]) => value!,
  );
  return {
    token: token!,
    clientNonceBytes: clientNonceBytes!,
    agentNonceBytes: agentNonceBytes!,
    binding: binding!,
  };
}

function vectorOf(inputs: Inputs): ProofVector {
  const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
  const { token, clientNonceBytes, agentNonceBytes, binding } = inputs;
  return {
    token,
    clientNonce: base64url(clientNonceBytes),
    clientNonceBytes,
    agentNonce: base64url(agentNonceBytes),
    agentNonceBytes,
    binding,
    signedByClient: signed('bowline v1 client', inputs).toString('hex'),
    clientProof: proof('bowline v1 client', inputs),
    agentProof: proof('bowline v1 agent', inputs),
  };
}

function signed(label: string, { clientNonceBytes, agentNonceBytes, binding }: Inputs): Buffer {
  return Buffer.concat([
    Buffer.from(label, 'ascii'),
    Buffer.from([0]),
    Buffer.from(clientNonceBytes, 'hex'),
    Buffer.from(agentNonceBytes, 'hex'),
    Buffer.from(binding, 'ascii'),
  ]);
}

function proof(label: string, inputs: Inputs): string {
  const hmac = createHmac('sha256', Buffer.from(inputs.token, 'ascii'));
  return hmac.update(signed(label, inputs)).digest('base64url');
}
