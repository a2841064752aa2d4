// How somebody is turned away: by one of the relay's names.
import { RELAY_CODES, type RelayCode } from '../../core/relay/messages.ts';

export class RelayRefusal extends Error {
  readonly code: RelayCode;

  constructor(code: RelayCode, message: string = code) {
    super(message);
    this.name = 'RelayRefusal';
    this.code = code;
  }
}

/** Is this one of the names, as another node wrote it? */
export function isRelayCode(text: string): text is RelayCode {
  return (RELAY_CODES as readonly string[]).includes(text);
}
