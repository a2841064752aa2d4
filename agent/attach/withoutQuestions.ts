// Output that is shown again, without the questions in it that a terminal would answer: whoever
// attaches now was not asked, and the answers would be typed into the program. Pure.
import { SequenceReader, type Piece, type Sequence } from './sequences.ts';

const ENQUIRY = 0x05;

/** Control sequences that ask: attributes, status, modes, version, keyboard, sizes, pictures. */
const CONTROL_QUESTIONS =
  /^(?:[>=]?\d*c|\??[\d;]*n|\??[\d;]*\$p|>\d*q|\?u|\?\d*m|(?:1[1-9]|2[01])(?:;\d*)*t|[01]?x|\?[\d;]*S)$/;
/** Settings and capabilities are asked for in strings, and a picture by its name. */
const STRING_QUESTIONS: Readonly<Record<string, RegExp>> = {
  dcs: /^(?:\$q|\+q)/,
  osc: /^\d+(?:;[^;]*)*;\?(?:;|$)/,
  string: /^G(?:[^;]*,)?a=q/,
};

export class WithoutQuestions {
  readonly #reader = new SequenceReader();

  /** What is to be shown of these bytes; the begin of a sequence waits for its end. */
  push(bytes: Uint8Array): Uint8Array {
    return Buffer.concat(this.#reader.push(bytes).map(shownOf));
  }

  /** No more of it is shown again: what waits, as it came. */
  rest(): Uint8Array {
    return this.#reader.rest();
  }
}

function shownOf({ raw, sequence }: Piece): Uint8Array {
  if (sequence) return asks(sequence) ? new Uint8Array(0) : raw;
  return raw.includes(ENQUIRY) ? raw.filter((byte) => byte !== ENQUIRY) : raw;
}

function asks({ kind, body, final, isLong }: Sequence): boolean {
  if (isLong) return false;
  if (kind === 'escape') return final === 'Z' && body === '';
  if (kind === 'csi') return CONTROL_QUESTIONS.test(body + final);
  return STRING_QUESTIONS[kind]?.test(body) ?? false;
}
