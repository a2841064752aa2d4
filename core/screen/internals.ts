// The inside of xterm.js's terminals, as far as a screen needs it. The one place that looks there;
// the version is pinned by the lock file, and the tests compare every part of it.
import type { IBufferCell, IMarker, Terminal } from '@xterm/headless';

/** What painting needs of a terminal: a headless one's, or that of one on a screen. */
export interface ScreenTerminal extends Pick<Terminal, 'buffer' | 'cols' | 'rows' | 'modes'> {
  readonly options: { convertEol?: boolean; cursorBlink?: boolean };
}

/** Colours and flags of a cell, or those that the next character will have. */
export interface Style extends Pick<
  IBufferCell,
  | 'isBold'
  | 'isDim'
  | 'isItalic'
  | 'isBlink'
  | 'isInverse'
  | 'isInvisible'
  | 'isStrikethrough'
  | 'isOverline'
  | 'isFgRGB'
  | 'isFgPalette'
  | 'getFgColor'
  | 'getFgColorMode'
  | 'isBgRGB'
  | 'isBgPalette'
  | 'getBgColor'
  | 'getBgColorMode'
> {
  /** Packed: equal numbers mean equal styles. */
  fg: number;
  bg: number;
  /** Style and colour of the underline, packed, and a hyperlink, where `hasExtendedAttrs`. */
  extended: { _ext: number; _urlId: number };
  hasExtendedAttrs(): number;
  isProtected(): number;
}

export type Cell = Style & IBufferCell;

/** A character set: what some characters stand for; undefined for ASCII. */
export type Charset = Readonly<Record<string, string>> | undefined;

export interface BufferState {
  /** Lines above the screen. */
  ybase: number;
  /** The first line that is looked at. */
  ydisp: number;
  x: number;
  y: number;
  savedX: number;
  /** Counted from the first line of the scrollback. */
  savedY: number;
  savedCurAttrData: Style;
  savedCharset: Charset;
  /** Columns with a tab stop. */
  tabs: Readonly<Record<string, boolean>>;
  scrollTop: number;
  scrollBottom: number;
  addMarker(line: number): IMarker;
}

interface Internals {
  _bufferService: { buffers: { normal: BufferState; alt: BufferState } };
  _charsetService: { glevel: number; charset: Charset; _charsets: Charset[] };
  coreService: {
    isCursorHidden: boolean;
    isCursorInitialized: boolean;
    decPrivateModes: {
      cursorStyle?: 'block' | 'underline' | 'bar';
      cursorBlink?: boolean;
      synchronizedOutput: boolean;
    };
  };
  coreMouseService: { activeEncoding: string };
  _oscLinkService: { getLinkData(id: number): { id?: string; uri: string } | undefined };
  /** Where there is a screen. */
  _themeService?: { colors: Colors; _restoreColors: Colors };
  _inputHandler: {
    _curAttrData: Style;
    _windowTitle: string;
    _parser: ParserInternals;
    parse(bytes: Uint8Array): void;
  };
}

/** The parser, and what it has of a sequence that hasn't ended. */
export interface ParserInternals {
  reset(): void;
  currentState: number;
  precedingJoinState: number;
  /** Prefix and intermediate bytes of the sequence, packed. */
  _collect: number;
  _params: {
    toArray(): (number | number[])[];
    _rejectDigits: boolean;
    _rejectSubDigits: boolean;
    _digitIsSub: boolean;
  };
  _oscParser: { _state: number; _id: number; _active: PayloadHandler[] };
  _dcsParser: { _ident: number; _active: PayloadHandler[] };
}

/** Each one that hears of a string has all of it that came. */
interface PayloadHandler {
  _data: string;
  /** It was too long, and is dropped. */
  _hitLimit: boolean;
}

/** Red, green, blue and opacity, packed in this order. */
interface Color {
  rgba: number;
}

export interface Colors {
  foreground: Color;
  background: Color;
  cursor: Color;
  ansi: Color[];
}

export function internals(terminal: ScreenTerminal): Internals {
  return (terminal as unknown as { _core: Internals })._core;
}
