// A screen as frames: whoever puts them together again has the same screen, and none is larger than
// the client takes.
import { describe, expect, it } from 'vitest';
import { screenFrames } from '../../../agent/shells/screenFrames.ts';
import { ScreenParts } from '../../../core/client/screenParts.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, type Message } from '../../../core/wire/messages.ts';
import { LIMITS, SCREEN_HEAD_BYTES } from '../../../core/wire/protocol.ts';

const screenOf = (length: number) => ({
  ...{ offset: 500, cols: 80, rows: 24 },
  bytes: Uint8Array.from({ length }, (_, at) => at % 251),
});

/** What comes of the frames, and how large the body of each is. */
function sent(from: number, length: number, maxBody: number) {
  const frames = [...screenFrames(7, from, screenOf(length), maxBody)];
  const messages = frames.map((frame) =>
    decode([...new FrameDecoder(LIMITS.maxBody).push(frame)][0]!)!,
  );
  const parts = messages.flatMap((one) => (one.type === 'screen' ? [one.body] : []));
  return { messages, parts };
}

const isGap = ({ type }: Message): boolean => type === 'lagged';

describe('a screen', () => {
  it.each([
    [0, 1],
    [1, 1],
    [99, 1],
    [100, 1],
    [101, 2],
    [200, 2],
    [1_000, 10],
  ])(
    'of %i bytes is sent in %i parts of 100 at most, of which the last says so',
    (length, count) => {
      const { parts } = sent(500, length, 100 + SCREEN_HEAD_BYTES);
      expect(parts.map(({ more }) => more)).toEqual([...Array<number>(count - 1).fill(1), 0]);
      expect(Math.max(...parts.map(({ bytes }) => bytes.byteLength))).toBeLessThanOrEqual(100);
      const whole = new ScreenParts();
      const screens = parts.flatMap((part) => whole.add(part) ?? []);
      expect(screens).toMatchObject([{ offset: 500, cols: 80, rows: 24 }]);
      expect(Buffer.from(screens[0]!.bytes).equals(screenOf(length).bytes)).toBe(true);
    },
  );

  it('comes behind the gap that it makes up for, where there is one', () => {
    const { messages } = sent(100, 10, 1_000);
    expect(messages.map(({ type }) => type)).toEqual(['lagged', 'screen']);
    expect(messages[0]).toMatchObject({ channel: 7, body: { from: 100, to: 500 } });
    for (const from of [500, 501]) expect(sent(from, 10, 1_000).messages.some(isGap)).toBe(false);
  });
});
