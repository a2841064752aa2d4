// A keyboard of a given layout at a virtual display, and fingers on it: keys are pressed by their
// places, as the X server sees them, and nothing of the app is asked what they mean.
import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { SYSTEM } from '../../core/system.ts';

/** Keycodes of a PC's keyboard, by the names that XKB has for the places. */
const PLACES: Readonly<Record<string, number>> = {
  ...{ Ctrl: 37, Shift: 50, Alt: 64, AltGr: 108, Return: 36, Space: 65 },
  ...row('AE', 10, 12),
  ...row('AD', 24, 12),
  ...row('AC', 38, 11),
  ...row('AB', 52, 10),
  ...{ TLDE: 49, BKSL: 51, LSGT: 94, AE13: 132, AB11: 97 },
  ...{ F5: 71, Up: 111, Left: 113, PageDown: 117, Tab: 23 },
};

function row(name: string, first: number, count: number): Record<string, number> {
  const keys = Array.from({ length: count }, (_, at) => at);
  return Object.fromEntries(
    keys.map((at) => [`${name}${String(at + 1).padStart(2, '0')}`, first + at]),
  );
}

/** Why there can be no such keyboard here; undefined when there can. */
export function whyNoKeyboard(): string | undefined {
  if (SYSTEM !== 'linux') return 'X keyboards are Linux’s';
  for (const tool of ['xdotool', 'setxkbmap', 'xkbcomp']) {
    try {
      execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    } catch {
      return `${tool} is not installed`;
    }
  }
  return undefined;
}

export class Keyboard {
  readonly #env: NodeJS.ProcessEnv;

  /** `display`: the environment in which its windows are. */
  constructor(display: NodeJS.ProcessEnv) {
    this.#env = { ...process.env, ...display };
  }

  setLayout(layout: string): void {
    const [name = '', variant = ''] = layout.split(':');
    const args = ['-rules', 'evdev', '-model', 'pc105', '-layout', name, '-variant', variant];
    execFileSync('setxkbmap', args, { env: this.#env });
  }

  /** Gives the keyboard to the window of a process: there is no window manager to do it. */
  async focus(title: string): Promise<void> {
    for (;;) {
      try {
        const args = ['search', '--onlyvisible', '--name', title];
        const [id = ''] = this.#xdotool(args).trim().split('\n').slice(-1);
        this.#xdotool(['windowfocus', id]);
        return;
      } catch {
        await wait(50); // it isn't there yet
      }
    }
  }

  /** Presses keys by their places, all at once: `Ctrl+AltGr+AE11`; several such one after another. */
  press(...chords: string[]): void {
    const args = chords.flatMap((chord) => {
      const keys = chord.split('+').map((place) => String(PLACES[place]!));
      const held = keys.slice(0, -1);
      const down = held.flatMap((key) => ['keydown', key]);
      const up = held.toReversed().flatMap((key) => ['keyup', key]);
      return [...down, 'key', keys.at(-1)!, ...up];
    });
    this.#xdotool(args);
  }

  #xdotool(args: string[]): string {
    return execFileSync('xdotool', args, { env: this.#env, encoding: 'utf8', stdio: 'pipe' });
  }
}
