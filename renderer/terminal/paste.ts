// What happens to text between the clipboard and the program: looked at (so that the user
// can be asked), cleaned of what could act as keys or escape sequences, and encoded.

/** What the user must know before a paste goes out. */
export interface PasteReport {
  /** The text as it would be sent, with '\n' between lines. */
  text: string;
  lines: number;
  /** Ends with a line break, so that a shell would run the last line at once. */
  endsLine: boolean;
  /** Control characters that were taken out. */
  removed: number;
}

// All but tab and newline: an ESC or a C1 could end bracketed paste, a ^C or ^D act as a key.
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Cleans clipboard text and says what is in it. */
export function inspectPaste(raw: string): PasteReport {
  const unix = raw.replace(/\r\n?/g, '\n');
  const text = unix.replace(CONTROL, '');
  const endsLine = text.endsWith('\n');
  const body = endsLine ? text.slice(0, -1) : text;
  return { text, lines: body.split('\n').length, endsLine, removed: unix.length - text.length };
}

/** Is there anything in it that the user should see first? */
export function deservesAsking(report: PasteReport): boolean {
  return report.lines > 1 || report.endsLine || report.removed > 0;
}

/** The lines joined by single spaces, with nothing left that would press Enter. */
export function asOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

/** The bytes a terminal sends for a paste: Enter is CR, and bracketed where the program asked. */
export function encodePaste(text: string, bracketed: boolean): Uint8Array {
  const typed = text.replace(/\n/g, '\r');
  return new TextEncoder().encode(bracketed ? `\x1b[200~${typed}\x1b[201~` : typed);
}
