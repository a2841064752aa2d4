// Copy, paste and select-all of the application menu, carried out in an ordinary text field
// when one has the focus (macOS sends these keys to the menu, not to the page).
import type { Bridge } from '../../electron/ipc/contract.ts';

/** The text field that has the focus; null for none, and for a terminal's hidden one. */
export function focusedField(): HTMLInputElement | null {
  const element = document.activeElement;
  if (!element || element.closest('.xterm')) return null;
  // A textarea has the three members used here too.
  return element.matches('input, textarea') ? (element as HTMLInputElement) : null;
}

/** Brings the keyboard to a field, and all that is said of it into view. */
export function focusField(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  element?.closest('.field')?.scrollIntoView({ block: 'nearest' });
}

export function copyFromField(bridge: Bridge, field: HTMLInputElement): void {
  const text = field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
  if (text !== '') void bridge.call('clipboard:write', text);
}

export async function pasteIntoField(bridge: Bridge, field: HTMLInputElement): Promise<void> {
  const text = await bridge.call('clipboard:read');
  field.focus();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else keeps the undo history
  document.execCommand('insertText', false, text);
}
