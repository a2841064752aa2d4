// How tests name a refusal of the protocol.
import { ProtocolError } from '../../core/wire/errors.ts';

/** The code of the `ProtocolError` that the action throws; '' when it throws nothing. */
export function named(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return '';
}
