// An agent's id, and how it is proved: the id is the hash of its first key, each later key is signed by
// the one before, and the last one signs the relay's challenge. Nobody can take an id, and a relay can
// replay a proof neither at another relay nor at another of its nodes.
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { MAX_KEYS, type Challenge, type Prove } from './messages.ts';

const LABEL = 'bowline relay agent v1';
const NEXT_LABEL = 'bowline relay next key v1';
/** 160 bits: nobody finds a second key for an id (2^160), and an id fits a NATS subject and a link. */
const ID_BYTES = 20;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Base64url of a public key's SPKI. */
export function keyText(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url');
}

/** The id of the agent whose first key this is: 32 characters of base32. */
export function agentIdOf(firstKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(firstKey, 'base64url')).digest();
  return base32(digest.subarray(0, ID_BYTES));
}

/** The next key of an id, signed by the one that has it now. */
export function nextKey(
  id: string,
  current: KeyObject,
  next: KeyObject,
): { key: string; by: string } {
  const key = keyText(next);
  return { key, by: sign(null, nextText(id, key), current).toString('base64url') };
}

/** Answers a challenge. `keys` as kept, oldest first; `current` is the private key of the last. */
export function prove(
  challenge: Challenge,
  about: Pick<Prove, 'id' | 'epoch' | 'keys' | 'ticket'>,
  current: KeyObject,
): Prove {
  const signature = sign(null, signedText(challenge, about), current).toString('base64url');
  return { type: 'prove', ...about, signature };
}

/** Does this prove the id, to who sent this challenge? Never throws. */
export function isProved(challenge: Challenge, proof: Prove): boolean {
  try {
    const key = lastKeyOf(proof);
    return key !== undefined && verifies(signedText(challenge, proof), key, proof.signature);
  } catch {
    return false; // a key that is none
  }
}

/** The key that the chain leads to; undefined where it doesn't begin at the id, or breaks. */
function lastKeyOf({ id, keys }: Prove): KeyObject | undefined {
  const [first, ...later] = keys;
  if (!first || keys.length > MAX_KEYS || agentIdOf(first.key) !== id) return undefined;
  let current = publicKey(first.key);
  for (const { key, by } of later) {
    if (by === undefined || !verifies(nextText(id, key), current, by)) return undefined;
    current = publicKey(key);
  }
  return current;
}

// Fields are separated by line ends, which none of them may hold: relay and node are checked as JSON
// strings here, so that no two challenges sign the same bytes.
function signedText(
  { relay, node, nonce }: Challenge,
  { id, epoch, keys, ticket }: Pick<Prove, 'id' | 'epoch' | 'keys' | 'ticket'>,
): Buffer {
  return Buffer.from(
    JSON.stringify([LABEL, relay, node, nonce, id, epoch, keys.length, ticket ?? '']),
  );
}

function nextText(id: string, key: string): Buffer {
  return Buffer.from(JSON.stringify([NEXT_LABEL, id, key]));
}

function verifies(text: Buffer, key: KeyObject, signature: string): boolean {
  return verify(null, text, key, Buffer.from(signature, 'base64url'));
}

function publicKey(text: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  return key;
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let [bits, held] = [0, 0];
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 5; held -= 5) text += BASE32[(bits >>> (held - 5)) & 31];
    bits &= (1 << held) - 1;
  }
  return text;
}
