// Which of macOS's two Option keys is Alt at the moment. xterm.js knows one answer for both, so it
// is given the one for those that are held.
import type { OptionKey } from '../../electron/ipc/contract.ts';

/** The part of a KeyboardEvent that decides. */
type OptionPress = Pick<KeyboardEvent, 'type' | 'code' | 'altKey'>;

/**
 * The Option keys that are held after an event. Those that were let go while another window had
 * the keyboard are told by the event's own flag.
 */
export function heldAfter(held: ReadonlySet<string>, event: OptionPress): ReadonlySet<string> {
  if (!event.altKey) return NONE;
  if (event.code !== 'AltLeft' && event.code !== 'AltRight') return held;
  const rest = [...held].filter((code) => code !== event.code);
  return new Set(event.type === 'keydown' ? [...rest, event.code] : rest);
}

const NONE: ReadonlySet<string> = new Set();

/** With both held, the one that types characters counts: nothing is sent that wasn't meant. */
export function isAltHeld(setting: OptionKey, held: ReadonlySet<string>): boolean {
  if (setting === 'right-alt') return held.has('AltRight') && !held.has('AltLeft');
  return setting === 'alt';
}
