// Why something can't be done with the arrangement.
import { SaidError } from '../../words/saidError.ts';

export class LayoutError extends SaidError {
  override readonly name = 'LayoutError';
}
