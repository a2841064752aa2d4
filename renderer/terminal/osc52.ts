// OSC 52: a program asks the terminal to put text on the clipboard. Read here, and decided elsewhere
// whether that is done. Asking for what is on it is known, so that it can be refused in words.

/** Bytes of text, before base64; more is refused by name. */
export const CLIPBOARD_LIMIT_BYTES = 1024 * 1024;

export type ClipboardTarget = 'clipboard' | 'selection';

/** Why nothing can be put there: beyond the limit, no base64, or no UTF-8 in it. */
export type Unfit = 'too-long' | 'not-base64' | 'not-text';

export type ClipboardRequest =
  | { kind: 'put'; target: ClipboardTarget; text: string }
  | { kind: 'read' }
  | { kind: 'unfit'; why: Unfit }
  /** It would be emptied, or is one that no system has: nothing is done. */
  | { kind: 'nothing' };

/** @param data behind `OSC 52 ;`: which clipboards, a semicolon, and base64 */
export function readOsc52(data: string): ClipboardRequest {
  const at = data.indexOf(';');
  const target = targetOf(data.slice(0, Math.max(0, at)));
  const payload = data.slice(at + 1);
  if (at < 0 || target === null || payload === '') return { kind: 'nothing' };
  if (payload === '?') return { kind: 'read' };
  // First of all: what is too long isn't decoded.
  if (payload.length > encodedLength(CLIPBOARD_LIMIT_BYTES)) {
    return { kind: 'unfit', why: 'too-long' };
  }
  const bytes = decodedBytes(payload);
  if (!bytes) return { kind: 'unfit', why: 'not-base64' };
  const text = decodedText(bytes);
  return text === null ? { kind: 'unfit', why: 'not-text' } : { kind: 'put', target, text };
}

/** tmux names none, and means the usual one; the numbered cut buffers are nobody's any more. */
function targetOf(names: string): ClipboardTarget | null {
  if (names === '' || /[cs]/.test(names)) return 'clipboard';
  return names.includes('p') ? 'selection' : null;
}

function encodedLength(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

function decodedBytes(payload: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

function decodedText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
