// How tests name a refusal of the protocol.
import { ProtocolError } from '../../core/wire/errors.ts';

/**
 * The code of the `ProtocolError` that the action throws; '' when it throws nothing. Throws where it
 * is refused without a word of why: the words are all that a log says of a peer.
 */
export function named(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ProtocolError && error.message !== '') return error.code;
    throw error;
  }
  return '';
}
