// What is kept of output. Of a terminal the oldest goes, in large steps, and never what a screen or
// somebody who comes back needs. What a program prints without one must come whole: it is stopped
// before a byte of it would be lost, and loses some only when the agent ends.
import { describe, expect, it } from 'vitest';
import { FEED_BYTES } from '../../../agent/screens/shellScreen.ts';
import { MAX_PIECE_BYTES } from '../../../core/pty/pty.ts';
import { PipedOutput, TerminalOutput } from '../../../agent/shells/keptOutput.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';

function make(state: { hasRoom: boolean; isEnding: boolean }) {
  const log = new ByteLog();
  const memory = { mayKeep: () => state.hasRoom, changed: () => undefined };
  const parts = { log, memory, isEnding: () => state.isEnding };
  const output = new PipedOutput(parts as unknown as ConstructorParameters<typeof PipedOutput>[0]);
  output.keep(new Uint8Array(3));
  expect(output.hasRoomForAbsent).toBe(true); // who is away comes back to all of it
  return { goesOn: output.keepsUp, kept: log.end };
}

it.each([
  { hasRoom: true, isEnding: false, goesOn: true, kept: 3 },
  { hasRoom: false, isEnding: false, goesOn: false, kept: 3 },
  { hasRoom: true, isEnding: true, goesOn: true, kept: 3 },
  { hasRoom: false, isEnding: true, goesOn: true, kept: 0 },
])('room: $hasRoom, ending: $isEnding', ({ hasRoom, isEnding, ...expected }) => {
  expect(make({ hasRoom, isEnding })).toEqual(expected);
});

const LOG = 1_000;

/** @param now what is so besides: of the screen, of memory, of those who come back */
function terminal(now: object = {}, logBytes = LOG) {
  const told: string[] = [];
  const log = new ByteLog();
  const memory = {
    ...{ certainBytes: 400, hasRoomFor: () => true, pressesOthers: false, ...now },
    forgetBefore: (place: number) => told.push(`before ${place}`),
    changed: () => told.push(`holds ${log.size}`),
  };
  const parts = {
    ...{ log, logBytes, memory, tracker: { push: () => undefined } },
    absences: { oldestPlace: Infinity, ...now },
    screen: { needed: 0, busy: false, ...now },
    screens: { isBehind: false, ...now },
  };
  const output = new TerminalOutput(
    parts as unknown as ConstructorParameters<typeof TerminalOutput>[0],
  );
  return { output, log, told };
}

describe('of a terminal', () => {
  it('all is kept while it fits, and then the last, but for a quarter', () => {
    const { output, told } = terminal();
    output.keep(new Uint8Array(LOG));
    expect(told.splice(0)).toEqual(['before 0', 'holds 1000']);
    output.keep(new Uint8Array(1));
    expect(told).toEqual([`before ${1 + LOG / 4}`, 'holds 1001']);
  });

  it('no more is dropped at once than a screen is fed with', () => {
    const large = 16 * FEED_BYTES;
    const { output, told } = terminal({}, large);
    output.keep(new Uint8Array(large + 1));
    expect(told[0]).toBe(`before ${1 + FEED_BYTES}`);
  });

  it.each([
    ['as a rule', {}, true],
    ['while its screen is as late as can be', { needed: 0 }, true],
    ['not while that is later', { needed: -1 }, false],
    ['not while its screen is busy', { busy: true }, false],
    ['while screens are behind, where it presses nobody', { isBehind: true }, true],
    ['while it presses others, where screens aren’t behind', { pressesOthers: true }, true],
    ['not while both are so', { isBehind: true, pressesOthers: true }, false],
  ])('more may come: %s', (_when, now, goesOn) => {
    const { output } = terminal(now);
    output.keep(new Uint8Array(200)); // half of what it is certain of
    expect(output.keepsUp).toBe(goesOn);
  });

  it('nothing is pushed out that somebody comes back for, however large the next pieces are', () => {
    const logBytes = 8 * MAX_PIECE_BYTES;
    const step = Math.min(FEED_BYTES, logBytes / 4);
    const printed = 7 * MAX_PIECE_BYTES;
    const place = printed + 2 * MAX_PIECE_BYTES - logBytes + step;
    const room = (now: object): boolean => {
      const { output } = terminal(now, logBytes);
      output.keep(new Uint8Array(printed));
      return output.hasRoomForAbsent;
    };
    expect([room({ oldestPlace: place }), room({ oldestPlace: place - 1 })]).toEqual([true, false]);
    const asked: number[] = [];
    const hasRoomFor = (bytes: number): boolean => (asked.push(bytes), false);
    expect(room({ oldestPlace: place, hasRoomFor })).toBe(false);
    expect(asked).toEqual([2 * MAX_PIECE_BYTES]);
    expect(room({ hasRoomFor })).toBe(true); // nobody comes back
  });
});
