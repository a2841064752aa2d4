// Who may do what. An owner may do everything; a guest only what stands here, so that a message
// or a request that is new is an owner's alone until somebody says otherwise.
import type { MessageType } from '../../core/wire/protocol.ts';
import type { Role } from './roster.ts';

/** OPEN is among them to be refused by name, on its channel. */
const GUEST_MESSAGES: ReadonlySet<MessageType> = new Set<MessageType>([
  ...(['open', 'attach', 'detach', 'reset'] as const),
  ...(['data', 'credit', 'resize', 'eof'] as const),
  ...(['request', 'goodbye', 'error', 'ping', 'pong', 'receipt'] as const),
]);

/** `flow` speaks of the guest's own connection alone. */
const GUEST_REQUESTS: ReadonlySet<string> = new Set(['say', 'flow']);

/** Whether a client of that role may send a message, or ask for something. */
export function mayUse(role: Role, what: MessageType | { request: string }): boolean {
  if (role === 'owner') return true;
  return typeof what === 'string' ? GUEST_MESSAGES.has(what) : GUEST_REQUESTS.has(what.request);
}

/** Whether what a client of that role types goes to the program, and its size counts. */
export function mayType(role: Role): boolean {
  return role !== 'viewer';
}
