// What a program asks of an ssh-agent, as far as it may be passed on: to list keys, and to sign with one.
// Adding and removing keys, locking, and loading a PKCS#11 or FIDO provider (CVE-2023-38408) are refused
// without being looked at. So is every extension: `session-bind@openssh.com`, which ssh sends first and
// does without, would have to name this hop too. Without it an agent signs with no key that is bound to
// destinations (`ssh-add -h`), which is right: it couldn't know where this one was forwarded to.
import { FieldReader } from './agentFields.ts';
import { AgentMessageError, ANSWERED, ASKED } from './agentMessages.ts';

export type KeyRequest =
  { ask: 'list' } | { ask: 'sign'; key: Uint8Array; data: Uint8Array } | { ask: 'nothing' };

const NOTHING: KeyRequest = { ask: 'nothing' };

/** What a message asks for; `nothing` is to be refused. Never throws. */
export function keyRequest(message: Uint8Array): KeyRequest {
  try {
    if (message[0] === ASKED.list) return message.byteLength === 1 ? { ask: 'list' } : NOTHING;
    return message[0] === ASKED.sign ? signRequest(message) : NOTHING;
  } catch (error) {
    if (error instanceof AgentMessageError) return NOTHING;
    throw error;
  }
}

/** Whether an agent's answer is one to that; all else counts as a refusal. */
export function answers(request: KeyRequest, answer: Uint8Array): boolean {
  if (request.ask === 'nothing') return false;
  return answer[0] === (request.ask === 'list' ? ANSWERED.list : ANSWERED.signature);
}

function signRequest(message: Uint8Array): KeyRequest {
  const fields = new FieldReader(message, 1);
  const [key, data] = [fields.string(), fields.string()];
  fields.uint32(); // which hash an RSA key is to use
  fields.end();
  return key.byteLength > 0 ? { ask: 'sign', key, data } : NOTHING;
}
