// The window's title is put on the terminal's stack before a program comes, and taken back from
// it after: with whatever the program put there and left. Pure.
import type { Sequence } from './sequences.ts';

/** Deeper than any terminal's. */
const MAX_DEPTH = 10;

export class TitleStack {
  static readonly PUSH = '\x1b[22;0t';
  /** What lies above ours: icon and title, the icon's, or the title alone. */
  readonly #above: string[] = [];

  follow({ kind, body, final }: Sequence): void {
    if (kind !== 'csi' || final !== 't') return;
    const [, what, which] = /^(22|23)(?:;([012]))?(?:;\d*)?$/.exec(body) ?? [];
    if (what === '23') this.#above.pop();
    else if (what === '22' && this.#above.length < MAX_DEPTH) this.#above.push(which ?? '0');
  }

  undo(): string {
    const all = ['0', ...this.#above].reverse();
    return all.map((which) => `\x1b[23;${which}t`).join('');
  }
}
