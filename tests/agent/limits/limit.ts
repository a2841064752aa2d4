// How a bound is tested: take so much, and say by what name one more is refused.
import { ChannelError, ProtocolError } from '../../../core/wire/errors.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';

export interface Limit {
  /** '' where so much is taken, or so long waited; else the name by which it is refused. */
  takes: (amount: number) => string | Promise<string>;
  /** How one more is refused. */
  refusal: string;
  /** It is the least that is taken, not the most. */
  isLeast?: boolean;
  /** Up to so much less may be refused as well. */
  slack?: number;
}

/** What of somebody's words or cells is left out, where nobody is refused for it. */
export const CUT = 'cut';

/** The name of what an action throws; '' when it throws nothing. */
export function refusedAs(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    const isNamed = [ChannelError, ProtocolError, TunnelError].some(
      (kind) => error instanceof kind,
    );
    if (isNamed) return (error as { code: string }).code;
    throw error;
  }
  return '';
}

/** Does it so often; the name of the first refusal. */
export function times(count: number, action: (number: number) => unknown): string {
  for (let number = 0; number < count; number++) {
    const refusal = refusedAs(() => action(number));
    if (refusal !== '') return refusal;
  }
  return '';
}
