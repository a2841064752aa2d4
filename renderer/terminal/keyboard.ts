// Whose a key is: a command of the app's, decided by its character, or xterm.js's.
import type { Terminal } from '@xterm/xterm';
import type { OptionKey } from '../../electron/ipc/contract.ts';
import type { Platform } from '../lib/keys.ts';
import { heldAfter, isAltHeld } from './optionKey.ts';
import { typedKey } from './typedKey.ts';

export interface KeyboardOptions {
  platform: Platform;
  /** Whether macOS's Option keys are Alt. */
  optionKey(): OptionKey;
  /** Whether Alt sends Escape first, elsewhere. */
  altIsMeta(): boolean;
  /** True for keys that are commands of the app and must not reach the program. */
  isCommand(event: KeyboardEvent): boolean;
}

/**
 * After a dead key or AltGr xterm.js leaves the next key to the browser. Where it never gets to see
 * that one, it would leave another: an Enter, an arrow. Private to xterm.js 6; tests/e2e/keys.e2e.ts
 * fails if it goes.
 */
interface DeadKeyState {
  _unprocessedDeadKey: boolean;
}

export function readKeys(terminal: Terminal, options: KeyboardOptions): void {
  const { platform, isCommand } = options;
  const { _core: core } = terminal as unknown as { _core: DeadKeyState };
  const taken = (): false => {
    core._unprocessedDeadKey = false;
    return false;
  };
  let held: ReadonlySet<string> = new Set();
  terminal.attachCustomKeyEventHandler((event) => {
    if (platform === 'darwin') {
      held = heldAfter(held, event);
      terminal.options.macOptionIsMeta = isAltHeld(options.optionKey(), held);
    }
    if (isCommand(event)) return taken();
    if (event.type === 'keyup' && event.key === 'AltGraph') core._unprocessedDeadKey = false;
    const sent = typedKey(event, platform, options.altIsMeta());
    if (sent === null) return true;
    if (sent === '') return taken();
    event.preventDefault();
    terminal.input(sent);
    return taken();
  });
}
