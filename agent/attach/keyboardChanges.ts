// What a program has made the terminal's keys send, in xterm's ways and in kitty's, whose stack
// of flags each screen has for itself. Pure.
import type { Sequence } from './sequences.ts';

const CSI = '\x1b[';
/** Terminals keep no more. */
const MAX_DEPTH = 64;

/** Flags pushed and not popped, and whether others were set in place of those that were. */
interface Flags {
  pushed: number;
  set: boolean;
}

export class KeyboardChanges {
  readonly #normal: Flags = { pushed: 0, set: false };
  readonly #alternate: Flags = { pushed: 0, set: false };
  /** xterm's resources for modified keys, by number. */
  readonly #modified = new Set<string>();
  #hasFormat = false;
  #isApplication = false;

  follow({ kind, body, final }: Sequence, alternate: boolean): void {
    if (kind === 'escape' && body === '' && final === '=') this.#isApplication = true;
    if (kind !== 'csi') return;
    if (final === 'u') this.#kitty(body, alternate ? this.#alternate : this.#normal);
    const [, resource = ''] = /^>([0-7])(?:;\d*)?$/.exec(body) ?? [];
    if (resource && (final === 'm' || final === 'n')) this.#modified.add(resource);
    if (resource && final === 'f') this.#hasFormat = true;
  }

  /** On the screen that the program has, before it is left. */
  undoScreen(): string {
    return undoFlags(this.#alternate);
  }

  undo(): string {
    const modified = [...this.#modified].map((resource) => `${CSI}>${resource}m`).join('');
    const format = this.#hasFormat ? `${CSI}>4f` : '';
    const keypad = this.#isApplication ? '\x1b>' : '';
    return undoFlags(this.#normal) + modified + format + keypad;
  }

  #kitty(body: string, flags: Flags): void {
    const [, what, number] = /^([<>=])(\d*)(?:;\d*)?$/.exec(body) ?? [];
    if (what === '>') flags.pushed = Math.min(MAX_DEPTH, flags.pushed + 1);
    else if (what === '<') flags.pushed = Math.max(0, flags.pushed - (Number(number) || 1));
    else if (what === '=') flags.set = true;
  }
}

function undoFlags({ pushed, set }: Flags): string {
  const pop = pushed > 0 ? `${CSI}<${pushed}u` : '';
  return pop + (set ? `${CSI}=0u` : '');
}
