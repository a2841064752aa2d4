// What of a terminal's state its public interface doesn't show, and a screen needs all the same.
import { borderBefore, Utf8Borders } from '../text/utf8Borders.ts';
import { internals, type BufferState, type Charset } from './internals.ts';
import type { ScreenTerminal, Style } from './internals.ts';

export type { BufferState, Cell, Charset, ScreenTerminal, Style } from './internals.ts';

/** What each terminal has had of a character that isn't whole yet. */
const borders = new WeakMap<ScreenTerminal, Utf8Borders>();
/** xterm.js cuts more than twice as much in two by itself, characters too. */
const PARSED_AT_ONCE = 64 * 1024;

function bordersOf(terminal: ScreenTerminal): Utf8Borders {
  const known = borders.get(terminal) ?? new Utf8Borders();
  borders.set(terminal, known);
  return known;
}

/**
 * Parses the bytes now, in this call, but for a character whose rest is missing: that waits for
 * it. Throws what the parser throws; it must be reset then.
 */
export function parse(terminal: ScreenTerminal, bytes: Uint8Array): void {
  const { _inputHandler } = internals(terminal);
  const whole = bordersOf(terminal).push(bytes);
  for (let at = 0; at < whole.length;) {
    const end = borderBefore(whole, at + PARSED_AT_ONCE);
    _inputHandler.parse(whole.subarray(at, end));
    at = end;
  }
}

/** The first bytes of a character that isn't whole yet: the terminal shows nothing of it. */
export function unfinishedIn(terminal: ScreenTerminal): Uint8Array {
  return bordersOf(terminal).unfinished;
}

export function resetParser(terminal: ScreenTerminal): void {
  internals(terminal)._inputHandler._parser.reset();
}

/** The parser's state between two sequences. */
const GROUND = 0;

/**
 * A terminal on which text simply prints and scrolls: the normal screen without margins, in the usual
 * modes, and nothing that is only half said.
 */
export function isUndisturbed(terminal: ScreenTerminal): boolean {
  const { buffer, modes, rows } = terminal;
  const { scrollTop, scrollBottom } = bufferState(terminal, 'normal');
  const { _parser } = internals(terminal)._inputHandler;
  const whole = _parser.currentState === GROUND && unfinishedIn(terminal).length === 0;
  const usual = modes.wraparoundMode && !modes.originMode && !modes.insertMode;
  const free = buffer.active.type === 'normal' && scrollTop === 0 && scrollBottom === rows - 1;
  return whole && usual && free;
}

export function bufferState(terminal: ScreenTerminal, which: 'normal' | 'alt'): BufferState {
  return internals(terminal)._bufferService.buffers[which];
}

export interface TerminalState {
  /** The next character's style. */
  pen: Style;
  title: string;
  /** G0 to G3, and which of them is in use. */
  charsets: Charset[];
  charsetInUse: number;
  cursorHidden: boolean;
  /** Parameter of DECSCUSR; 0 where the program never chose. */
  cursorStyle: number;
  mouseEncoding: string;
  /** Line feeds return the carriage, too. */
  newLineMode: boolean;
}

const CURSOR_STYLES = ['block', 'underline', 'bar'];

export function terminalState(terminal: ScreenTerminal): TerminalState {
  const { _charsetService, coreService, coreMouseService, _inputHandler } = internals(terminal);
  const { cursorStyle, cursorBlink } = coreService.decPrivateModes;
  const steady = cursorBlink ? 1 : 2;
  const inUse = _charsetService.glevel;
  return {
    pen: _inputHandler._curAttrData,
    title: _inputHandler._windowTitle,
    // A restored cursor brings its set along without any of the four being changed.
    charsets: Object.assign([..._charsetService._charsets], { [inUse]: _charsetService.charset }),
    charsetInUse: inUse,
    cursorHidden: coreService.isCursorHidden,
    cursorStyle: cursorStyle ? 2 * CURSOR_STYLES.indexOf(cursorStyle) + steady : 0,
    mouseEncoding: coreMouseService.activeEncoding,
    newLineMode: terminal.options.convertEol ?? false,
  };
}

/** The last that came was a character: a mark that comes next combines with it. */
export function isInText(terminal: ScreenTerminal): boolean {
  return internals(terminal)._inputHandler._parser.precedingJoinState !== 0;
}

/** Where a hyperlink leads; undefined for none. */
export function linkOf(
  terminal: ScreenTerminal,
  style: Style,
): { id?: string; uri: string } | undefined {
  const { _urlId: id } = style.extended;
  if (!style.hasExtendedAttrs() || id === 0) return undefined;
  return internals(terminal)._oscLinkService.getLinkData(id);
}
