// The keys that an ssh-agent lists, and what a person knows one by.
import { createHash } from 'node:crypto';
import { cleanLine } from '../text/clean.ts';
import { FieldReader } from './agentFields.ts';
import { AgentMessageError, ANSWERED } from './agentMessages.ts';

export interface ListedKey {
  /** The public key, as SSH writes it. */
  key: Uint8Array;
  /** Its owner's words, cleaned; often a path, or `me@laptop`. */
  comment: string;
}

/** More than any agent lists; beyond it the answer counts as none. */
const MOST_KEYS = 2_048;
const MOST_COMMENT_CHARS = 200;
const MOST_TYPE_CHARS = 64;

/** The keys of an agent's answer; undefined where it is none. Never throws. */
export function keyList(answer: Uint8Array): ListedKey[] | undefined {
  try {
    return answer[0] === ANSWERED.list ? read(new FieldReader(answer, 1)) : undefined;
  } catch (error) {
    if (error instanceof AgentMessageError) return undefined;
    throw error;
  }
}

function read(fields: FieldReader): ListedKey[] | undefined {
  const count = fields.uint32();
  if (count > MOST_KEYS) return undefined;
  const keys = Array.from({ length: count }, () => {
    const [key, comment] = [fields.string(), fields.string()];
    return { key, comment: cleanLine(comment.toString(), MOST_COMMENT_CHARS) };
  });
  fields.end();
  return keys;
}

/** As `ssh-keygen -l` says it: `SHA256:…`. */
export function fingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** `ssh-ed25519`; '' where the key doesn't say. */
export function keyType(key: Uint8Array): string {
  try {
    return cleanLine(new FieldReader(key).string().toString('latin1'), MOST_TYPE_CHARS);
  } catch {
    return '';
  }
}
