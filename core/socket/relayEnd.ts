// How a connection to a relay ended, by the relay's own codes where it gave one.
import { readRelayMessage, refusedSchema, RELAY_CODES } from '../relay/messages.ts';
import type { RelayCode, Refused } from '../relay/messages.ts';

/** `broken`: without a word; `closed`: as agreed; `no-relay`: it speaks another language. */
export type RelayEndCode = RelayCode | 'broken' | 'closed' | 'no-relay';

/** Close codes (RFC 6455, 7.4.1) of whoever gave no reason. */
const BY_CLOSE_CODE: Readonly<Record<number, RelayEndCode>> = {
  1000: 'closed',
  1001: 'draining',
  1009: 'message-too-large',
};

export class RelayEnd extends Error {
  readonly code: RelayEndCode;
  /** Come again no sooner, milliseconds. */
  readonly retryMs: number | undefined;

  /** `message`: what the relay or the system says besides. */
  constructor(code: RelayEndCode, message = '', retryMs?: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'RelayEnd';
    this.code = code;
    this.retryMs = retryMs;
  }
}

/** `reason` is a code of the relay's, or anything. */
export function endByClose(closeCode: number, reason: string, cause?: Error): RelayEnd {
  const named = RELAY_CODES.find((code) => code === reason);
  const code = named ?? BY_CLOSE_CODE[closeCode] ?? 'broken';
  return new RelayEnd(code, cause?.message ?? '', undefined, cause);
}

/** What the relay says when it refuses; undefined where the text says something else. */
export function endByRefusal(text: string): RelayEnd | undefined {
  const refused: Refused | undefined = readRelayMessage(refusedSchema, text);
  return refused && endByRefused(refused);
}

export function endByRefused(refused: Refused): RelayEnd {
  const code = RELAY_CODES.find((one) => one === refused.code) ?? 'no-relay';
  return new RelayEnd(code, refused.message, refused.retryMs);
}
