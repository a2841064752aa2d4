// What is undone in a terminal, by what was done to it: only what was touched, in whatever pieces
// the output came. What terminals make of it is seen in waysOut.test.ts.
import { describe, expect, it } from 'vitest';
import { SequenceReader } from '../../../agent/attach/sequences.ts';
import { TerminalChanges } from '../../../agent/attach/terminalChanges.ts';
import { WithoutQuestions } from '../../../agent/attach/withoutQuestions.ts';
import { eachSeed, type Random } from '../../support/random.ts';

const ESC = '\x1b';
const TITLE_BACK = `${ESC}[23;0t`;
const SIZE = { cols: 80, rows: 24 };

function undoOf(...pieces: string[]): string {
  const changes = new TerminalChanges();
  for (const piece of pieces) changes.push(Buffer.from(piece, 'latin1'));
  return changes.undo(SIZE);
}

describe('what a program has done to a terminal', () => {
  it.each([
    ['nothing', 'plain text\r\n\x07', ''],
    ['the alternate screen', `${ESC}[?1049h`, `${ESC}[?1049l`],
    ['an alternate screen that it left', `${ESC}[?1049hx${ESC}[?1049l`, ''],
    ['the mouse', `${ESC}[?1002;1006h`, `${ESC}[?1002;1006l${ESC}[?1002;1006r`],
    ['a hidden cursor', `${ESC}[?25l`, `${ESC}[?25h${ESC}[?25r`],
    ['colours', `${ESC}[1;31mx`, `${ESC}[m`],
    ['the palette', `${ESC}]4;1;red;2;?\x07`, `${ESC}]104;1${ESC}\\`],
    ['a question about colours', `${ESC}]11;?\x07`, ''],
    ['kitty’s keys', `${ESC}[>1u${ESC}[>3u${ESC}[<u`, `${ESC}[<1u`],
    [
      'kitty’s keys on each screen',
      `${ESC}[>1u${ESC}[?1049h${ESC}[>5u`,
      `${ESC}[<1u${ESC}[?1049l${ESC}[<1u`,
    ],
    ['xterm’s keys', `${ESC}[>4;2m`, `${ESC}[>4m`],
    ['a question about keys', `${ESC}[?4m${ESC}[?u`, ''],
    ['the keypad', `${ESC}=`, `${ESC}>`],
    ['a mode that nobody knows', `${ESC}[?7777h`, `${ESC}[?7777l`],
    ['an 8-bit control in UTF-8', '\xc2\x9b?2004h', `${ESC}[?2004l${ESC}[?2004r`],
    ['half of a title', `${ESC}]2;ha`, '\x18'],
    ['a sequence that was given up', `${ESC}[?1049\x18h`, ''],
    ['a reset', `${ESC}[?1049h${ESC}[5;9r${ESC}(0${ESC}c`, undefined],
  ])('is undone: %s', (_what, output, undone) => {
    const undo = undoOf(output);
    if (undone !== undefined) expect(undo).toBe(undone + TITLE_BACK);
    else expect(undo).not.toMatch(/\?1049l|\[r/);
  });

  it('is a title, for which as many are taken from the stack as were put there', () => {
    expect(undoOf(`${ESC}[22;2t${ESC}[22t${ESC}[23t`)).toBe(`${ESC}[23;2t${TITLE_BACK}`);
  });

  it('is followed however the output is cut into pieces', () =>
    eachSeed(200, (random) => {
      const output = randomOutput(random);
      expect(undoOf(...piecesOf(output, random))).toBe(undoOf(output));
    }));
});

describe('the reader of sequences', () => {
  it('hands on every byte once, in order', () =>
    eachSeed(200, (random) => {
      const reader = new SequenceReader();
      const output = randomOutput(random);
      const raw = piecesOf(output, random).flatMap((piece) =>
        reader.push(Buffer.from(piece, 'latin1')).map((part) => part.raw),
      );
      expect(Buffer.concat([...raw, reader.rest()]).toString('latin1')).toBe(output);
    }));
});

describe('output that is shown again', () => {
  const QUESTIONS = [
    ...[`${ESC}[c`, `${ESC}[>0c`, `${ESC}[=c`, `${ESC}[5n`, `${ESC}[?6n`, `${ESC}[?2026$p`],
    ...[`${ESC}[>q`, `${ESC}[?u`, `${ESC}[18t`, `${ESC}[21t`, `${ESC}[x`, `${ESC}[?4m`, `${ESC}Z`],
    ...[`${ESC}]10;?\x07`, `${ESC}]4;3;?${ESC}\\`, `${ESC}P$qm${ESC}\\`, `${ESC}P+q544e${ESC}\\`],
    ...[`${ESC}_Gi=1,a=q;AAAA${ESC}\\`, '\x05', '\xc2\x9b6n'],
  ];
  const OTHERS = [
    ...['text', '\r\n', `${ESC}[31m`, `${ESC}[2J`, `${ESC}[5S`, `${ESC}[?25l`, `${ESC}[22;0t`],
    ...[`${ESC}[3;4H`, `${ESC}]2;what?${ESC}\\`, `${ESC}]4;3;red\x07`, `${ESC}[2 q`, `${ESC}7`],
    ...[`${ESC}_Ga=T,f=100;AAAA${ESC}\\`, 'é\xc3\xa9', `${ESC}[>4;2m`, `${ESC}[8;24;80t`],
  ];

  it('has no question in it, and all the rest', () =>
    eachSeed(200, (random) => {
      const chosen = Array.from({ length: 30 }, () => random.pick([...QUESTIONS, ...OTHERS]));
      const filter = new WithoutQuestions();
      const shown = piecesOf(chosen.join(''), random).map((piece) =>
        filter.push(Buffer.from(piece, 'latin1')),
      );
      const text = Buffer.concat([...shown, filter.rest()]).toString('latin1');
      expect(text).toBe(chosen.filter((one) => !QUESTIONS.includes(one)).join(''));
    }));

  it('passes on what is too long to be a question', () => {
    const filter = new WithoutQuestions();
    const long = `${ESC}P$q${'x'.repeat(100_000)}${ESC}\\after`;
    const shown = [long.slice(0, 50_000), long.slice(50_000)].map((piece) =>
      filter.push(Buffer.from(piece)),
    );
    expect(Buffer.concat(shown).toString()).toBe(long);
  });
});

const PARTS = [
  ...['text', '\r\n', '\x18', ESC, '\xc2', '\x9b', '\x9c', ';', '?', 'h', 'l', 'm', '\\', '\x07'],
  ...[
    '[?1049h',
    `${ESC}[?1049l`,
    `${ESC}]2;a\x07`,
    `${ESC}[22t`,
    `${ESC}P1q`,
    `${ESC}[>1u`,
    `${ESC}c`,
  ],
  ...[`${ESC}[?25l`, `${ESC}[?1000h`, `${ESC}(0`, '\x0e', `${ESC}[5;9r`, `${ESC}]4;1;red\x07`],
];

function randomOutput(random: Random): string {
  return Array.from({ length: 60 }, () => random.pick(PARTS)).join('');
}

function piecesOf(output: string, random: Random): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < output.length;) {
    const next = at + random.between(1, 9);
    pieces.push(output.slice(at, next));
    at = next;
  }
  return pieces;
}
