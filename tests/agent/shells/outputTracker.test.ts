import { describe, expect, it } from 'vitest';
import { makeTerminal } from '../../../agent/screens/headlessTerminal.ts';
import { resetParser, terminalState } from '../../../core/screen/terminalState.ts';
import { OutputTracker } from '../../../agent/shells/outputTracker.ts';
import { unfinishedBytes } from '../../../agent/shells/wholePlace.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { dump, feed } from '../../support/terminalDump.ts';

function track(...pieces: (string | Uint8Array)[]): OutputTracker {
  const tracker = new OutputTracker();
  for (const piece of pieces) tracker.push(Buffer.from(piece));
  return tracker;
}

function* torn(output: Uint8Array, random: Random): Generator<Uint8Array> {
  for (let at = 0; at < output.byteLength;) {
    const size = random.between(1, random.pick([1, 3, 50]));
    yield output.subarray(at, at + size);
    at += size;
  }
}

describe("a program's title", () => {
  it.each([
    ['set with BEL', '\x1b]2;vim\x07', 'vim'],
    ['set with ST', '\x1b]0;vim\x1b\\', 'vim'],
    ['set last', '\x1b]2;one\x07text\x1b]0;two\x07', 'two'],
    ['taken back', '\x1b]2;one\x07\x1b]2;\x07', ''],
    ['not the icon', '\x1b]2;one\x07\x1b]1;icon\x07', 'one'],
    ['not a colour', '\x1b]2;one\x07\x1b]21;no\x07\x1b]4;1;red\x07', 'one'],
    ['broken off', '\x1b]2;one\x07\x1b]2;two\x18', 'one'],
    ['not ended yet', '\x1b]2;one\x07\x1b]2;two', 'one'],
    ['of any language', '\x1b]2;端末 🪢\x07', '端末 🪢'],
    ['without what would move a cursor', '\x1b]2;a\x08b\u202ec\x9dd\x07', 'abcd'],
    ['without the space around it', '\x1b]2; vim \x07', 'vim'],
    ['inside of another string', '\x1bPq]2;no\x07\x1b\\', ''],
  ])('is the one %s', (_what, output, title) => {
    expect(track(output).title).toBe(title);
  });

  it.each(['P', 'X', '^', '_'])('is nothing that a string of ESC %s has in it', (kind) => {
    const { title } = track(`\x1b]2;one\x07\x1b${kind}0;two\x07 \x1b[1m]2;three\x07\x1b\\`);
    expect(title).toBe('one');
    expect(track(`\x1b${kind}text\x1b\\\x1b]2;after\x07`).title).toBe('after');
    // All of the string is behind the place from which a reader may begin anew.
    expect(track(`abc\x1b${kind}text\n`).wholeEnd).toBe(3);
  });

  it('is at most 256 characters long, whatever comes', () => {
    expect(track(`\x1b]2;${'端'.repeat(5000)}\x07`).title).toBe('端'.repeat(256));
    // Of these 255 and a half are kept.
    expect(track(`\x1b]2;${'🪢'.repeat(5000)}\x07`).title).toBe('🪢'.repeat(255));
  });

  it('shows where a byte of it is no text', () => {
    const output = Buffer.from('\x1b]2;rm\xff.sh\x07', 'latin1');
    expect(track(output).title).toBe('rm\ufffd.sh');
    const terminal = makeTerminal({ cols: 20, rows: 6 });
    feed(terminal, output);
    expect(terminalState(terminal).title).toBe('rm\ufffd.sh');
  });

  it('is what xterm.js makes of it, in whatever pieces it comes', async () => {
    await eachSeed(500, (random) => {
      const output = Buffer.from(randomOutput(random, 60));
      const terminal = makeTerminal({ cols: 20, rows: 6 });
      feed(terminal, output);
      expect(track(...torn(output, random)).title).toBe(terminalState(terminal).title);
    });
  });
});

describe('what is skipped', () => {
  it('changes nothing, against one that looks at each byte by itself', () =>
    eachSeed(300, (random) => {
      const output = Buffer.from(
        Array.from({ length: 12 }, () => random.pick(HOSTILE) + randomOutput(random, 2)).join(''),
      );
      const whole = track(output);
      const single = new OutputTracker();
      for (const [at, byte] of output.entries()) {
        // Nothing can be skipped in a single byte.
        single.push(Uint8Array.of(byte));
        const halved = track(output.subarray(0, at + 1), output.subarray(at + 1));
        expect([at, halved.title, halved.wholeEnd]).toEqual([at, whole.title, whole.wholeEnd]);
        const begun = track(output.subarray(0, at + 1));
        expect([at, begun.title, begun.wholeEnd]).toEqual([at, single.title, single.wholeEnd]);
      }
    }));
});

/** Sequences that are no ordinary ones, or end otherwise than they begin. */
const HOSTILE = [
  ...[
    '',
    '\x1b[',
    '\x1b[3',
    '\x1b[38;5;',
    '\x1b[\x1b[m',
    '\x1b[1\x18',
    '\x1b[1\x1a',
    '\x1b[1\x07m',
  ],
  ...['\x1b[1\x0am', '\x1b[\x7fm', '\x1b[1\u0080m', '\x1b[?1;2$y', '\x1b[ q', '\x1b[~', '\x1b[@'],
  ...[
    '\x1b\x1b[m',
    '\x1b]0;a\x1b[m',
    '\x1b]2;t\x07\x1b[m',
    '\x1bP\x1b[m',
    '\x1b(\x1b[m',
    '\x1b[m\x1b]2;',
  ],
  ...['x'.repeat(47), 'x'.repeat(48), 'x'.repeat(49), 'x'.repeat(200)],
];

describe('the place before which all is whole', () => {
  it.each([
    ['text', 'text', 4],
    ['an escape', 'text\x1b', 4],
    ['a control sequence', 'text\x1b[38;5', 4],
    ['a control sequence that has ended', 'text\x1b[m', 7],
    ['a character set', 'text\x1b(', 4],
    ['a character set that has ended', 'text\x1b(B', 7],
    ['a command', 'text\x1b]0;title', 4],
    ['a command before the last byte of ST', 'text\x1b]0;title\x1b', 4],
    ['a command that another sequence broke off', 'text\x1b]0;t\x1b[3', 9],
    ['a string', 'text\x1bPq123\x07', 4],
    ['a string that was given up', 'text\x1bPq\x1a', 8],
    ['an escape after an escape', 'text\x1b\x1b', 5],
  ])('is found in %s', (_what, output, place) => {
    expect(track(output).wholeEnd).toBe(place);
    expect(track(...output).wholeEnd).toBe(place);
  });

  it('is one where a reader may begin anew, for any output', async () => {
    await eachSeed(500, (random) => {
      const output = Buffer.from(randomOutput(random, 40).replace(COMBINES, ''));
      const cut = random.int(output.byteLength);
      const place = placeIn(output.subarray(0, cut), random);
      const [whole, halved] = [makeTerminal(SIZE), makeTerminal(SIZE)];
      feed(whole, output);
      feed(halved, output.subarray(0, place));
      resetParser(halved);
      feed(halved, output.subarray(place));
      expect(dump(halved, 100)).toEqual(dump(whole, 100));
      expect(cut - place).toBeLessThan(80);
    });
  });
});

const SIZE = { cols: 20, rows: 6 };
/** What looks back at the character before. */
const COMBINES = /\x1b\[\d*b|\u0301|👩‍🚀/gu;

function placeIn(output: Uint8Array, random: Random): number {
  const { wholeEnd } = track(...torn(output, random));
  const log = new ByteLog();
  log.append(output);
  return wholeEnd === log.end ? wholeEnd - unfinishedBytes(log) : wholeEnd;
}
