// Every refusal has a name that travels (ERROR and RESET messages, logs) and, where it ends
// the connection, a WebSocket close code. Both are listed in PROTOCOL.md.
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

/** Ends the connection: name → WebSocket close code. */
export const CLOSE_CODES = {
  'bad-frame': 4000,
  'bad-body': 4000,
  'unknown-type': 4000,
  'unexpected-message': 4000,
  'offset-gap': 4000,
  'credit-shrunk': 4000,
  'credit-ahead': 4000,
  'unsupported-version': 4001,
  'wrong-token': 4002,
  'invitation-expired': 4003,
  'invitation-used-up': 4003,
  'invitation-revoked': 4003,
  'invitation-shell-gone': 4003,
  replaced: 4003,
  'handshake-timeout': 4004,
  'heartbeat-timeout': 4005,
  'frame-too-large': 4006,
  'credit-exceeded': 4006,
  'control-backlog': 4006,
  'screen-too-large': 4006,
  'too-many-connections': 4006,
  'shutting-down': 4007,
  'internal-error': 4008,
  'text-message': 1003,
} as const;

export type ConnectionErrorCode = keyof typeof CLOSE_CODES;

/** Ends one channel, or refuses one request; the connection goes on. */
export const CHANNEL_ERROR_CODES = [
  'bad-request',
  'cannot-start',
  'channel-in-use',
  'chat-empty',
  'chat-too-fast',
  'chat-too-long',
  'files-forbidden',
  'forbidden',
  'forward-forbidden',
  'keys-not-lent',
  'listen-failed',
  'network-unreachable',
  'no-keys',
  'no-such-address',
  'no-such-invitation',
  'no-such-session',
  'no-such-stream',
  'no-terminal',
  'port-forbidden',
  'port-in-use',
  'session-ended',
  'stopped',
  'stream-reset',
  'target-failed',
  'target-refused',
  'target-timeout',
  'target-unknown',
  'target-unreachable',
  'too-many-channels',
  'too-many-invitations',
  'too-many-listeners',
  'too-many-shells',
  'too-many-streams',
  'unknown-method',
  'view-only',
] as const;

export type ChannelErrorCode = (typeof CHANNEL_ERROR_CODES)[number];

/** The peer broke the protocol, or a limit of it: the connection ends with this name. */
export class ProtocolError extends SaidError {
  readonly code: ConnectionErrorCode;
  /** Shows who says so, to a client that has proved itself and gets no READY. */
  readonly proof: string | undefined;
  constructor(code: ConnectionErrorCode, what: string | Said, proof?: string) {
    super(asSaid(what));
    this.name = 'ProtocolError';
    this.code = code;
    this.proof = proof;
  }

  get closeCode(): number {
    return CLOSE_CODES[this.code];
  }
}

/** One channel or request was refused: in the peer's words, or as it is said here. */
export class ChannelError extends SaidError {
  readonly code: string;
  constructor(code: string, what: string | Said) {
    super(asSaid(what));
    this.name = 'ChannelError';
    this.code = code;
  }
}

/** A fault of the protocol, and a peer's words, are in no language of ours. */
function asSaid(what: string | Said): Said {
  return typeof what === 'string' ? say('as-told', { text: what }) : what;
}
