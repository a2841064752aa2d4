// A sequence that a terminal has had only the beginning of, as bytes that another one goes on from: the
// shortest that bring its parser into the same state. They show nothing and do nothing.
import { internals, type ParserInternals, type ScreenTerminal } from './internals.ts';

const ESC = '\x1b';
/** A parameter can't begin so: the rest is ignored up to the end. */
const IGNORED = '0<';
/** First of the bytes that stand before the parameters; those behind them are below. */
const PREFIXES = 0x3c;

/** The parser's states, by their numbers in xterm.js. */
const STATES: readonly ((parser: ParserInternals) => string)[] = [
  () => '', // text
  () => ESC,
  (parser) => ESC + collected(parser).join(''),
  () => `${ESC}[`,
  (parser) => `${ESC}[${parameters(parser)}`,
  (parser) => `${ESC}[${parameters(parser)}`,
  () => `${ESC}[${IGNORED}`,
  () => `${ESC}X`, // nobody hears what is in it
  operatingSystemCommand,
  () => `${ESC}P`,
  (parser) => `${ESC}P${parameters(parser)}`,
  () => `${ESC}P${IGNORED}`,
  (parser) => `${ESC}P${parameters(parser)}`,
  deviceControlString,
];

/** '' where everything is whole. A character that isn't stands apart (`unfinishedIn`). */
export function unfinishedSequence(terminal: ScreenTerminal): string {
  const { _parser: parser } = internals(terminal)._inputHandler;
  return STATES[parser.currentState]!(parser);
}

function collected({ _collect }: ParserInternals): string[] {
  const bytes = [24, 16, 8, 0].map((shift) => (_collect >>> shift) & 0xff);
  return bytes.filter((byte) => byte > 0).map((byte) => String.fromCharCode(byte));
}

/** With what stands before and behind them. */
function parameters(parser: ParserInternals): string {
  const all = collected(parser);
  const isPrefix = (byte: string): boolean => byte.charCodeAt(0) >= PREFIXES;
  const numbers = numbersOf(parser._params);
  return [...all.filter(isPrefix), numbers, ...all.filter((byte) => !isPrefix(byte))].join('');
}

function numbersOf(params: ParserInternals['_params']): string {
  const { _rejectDigits, _rejectSubDigits, _digitIsSub } = params;
  const all = params.toArray().map((one) => {
    return typeof one === 'number'
      ? `;${one}`
      : one.map((sub) => `:${sub < 0 ? '' : sub}`).join('');
  });
  // There were more than it keeps: what belongs to those is ignored.
  const last = all.findLastIndex((text) => text.startsWith(':'));
  if (_rejectSubDigits && last >= 0) all[last] += ':';
  if (_rejectDigits) all.push(';');
  else if (_rejectSubDigits && _digitIsSub) all.push(':');
  return all.join('').slice(1);
}

const OSC_NUMBER = 1;
const OSC_TEXT = 2;

function operatingSystemCommand({ _oscParser: { _state, _id, _active } }: ParserInternals): string {
  const number = _id < 0 ? '' : String(_id);
  if (_state === OSC_NUMBER) return `${ESC}]${number}`;
  const [hears] = _active;
  const isDropped = _state !== OSC_TEXT || hears?._hitLimit;
  // A command without a number is none.
  return isDropped ? `${ESC}]-` : `${ESC}]${number};${hears?._data ?? ''}`;
}

function deviceControlString(parser: ParserInternals): string {
  const { _ident, _active } = parser._dcsParser;
  const [hears] = _active;
  if (hears?._hitLimit) return `${ESC}P${IGNORED}`;
  return `${ESC}P${parameters(parser)}${String.fromCharCode(_ident & 0xff)}${hears?._data ?? ''}`;
}
