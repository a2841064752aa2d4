// Arranging panes with the keyboard: for as long as it is on, the arrows move borders and panes. A
// stroke that means something else ends it, and goes where it belongs.
import type { Command } from '../../electron/ipc/commands.ts';
import type { KeyStroke } from '../lib/keys.ts';

/** Strokes that are only on their way to becoming one. */
const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'];

const SIDES: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ...{ ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' },
};

export class Arranging {
  #on = $state(false);

  get on(): boolean {
    return this.#on;
  }

  begin(): void {
    this.#on = true;
  }

  toggle(): void {
    this.#on = !this.#on;
  }

  end(): void {
    this.#on = false;
  }

  /** What a stroke means now: a command, 'end', or nothing (null): then it isn't ours. */
  meant({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyStroke): Command | 'end' | null {
    if (!this.#on || MODIFIERS.includes(key)) return null;
    const plain = !ctrlKey && !altKey && !metaKey;
    const side = SIDES[key];
    if (plain && side) return shiftKey ? `move-${side}` : `size-${side}`;
    if (plain && (key === 'Enter' || key === 'Escape')) return 'end';
    this.end();
    return null;
  }
}
