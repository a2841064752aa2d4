// What a new window is shown again begins with a whole character, though older output is gone.
import { describe, expect, it } from 'vitest';
import { OutputTail } from '../../../electron/programs/outputTail.ts';
import { RecentMessages } from '../../../electron/shells/recentMessages.ts';
import { eachSeed } from '../../support/random.ts';
import { cutAtRandom, randomText } from '../../support/randomText.ts';

describe('the latest output', () => {
  it('begins with no half of a character', () =>
    eachSeed(300, (random) => {
      const text = Buffer.from(randomText(random, 60));
      const recent = new RecentMessages(random.between(1, 40));
      for (const bytes of cutAtRandom(random, text)) recent.push({ type: 'output', bytes }, true);
      const output = recent
        .forNewWindow()
        .flatMap((message) => (message.type === 'output' ? [message.bytes] : []));
      const shown = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
      expect(text.toString().endsWith(shown.decode(Buffer.concat(output)))).toBe(true);
    }));

  it('is all marked as shown before', () => {
    const recent = new RecentMessages(1);
    recent.push({ type: 'output', bytes: Uint8Array.of(0x41, 0xe2) }, true);
    recent.push({ type: 'output', bytes: Uint8Array.of(0x82, 0xac) }, true);
    expect(recent.forNewWindow()).toEqual([
      { type: 'replayed', bytes: 1 },
      { type: 'output', bytes: Uint8Array.of(0xe2) },
      { type: 'replayed', bytes: 2 },
      { type: 'output', bytes: Uint8Array.of(0x82, 0xac) },
    ]);
  });

  it('forgets half a character of a program that is gone', () => {
    const recent = new RecentMessages(1);
    recent.push({ type: 'output', bytes: Uint8Array.of(0x41, 0xe2) }, true);
    recent.push({ type: 'fresh' }, true);
    recent.push({ type: 'output', bytes: Uint8Array.of(0x42) }, true);
    recent.push({ type: 'output', bytes: Uint8Array.of(0x43) }, true);
    expect(recent.forNewWindow()).toHaveLength(2);
  });

  it('as a tail begins with no half of a character either', () =>
    eachSeed(200, (random) => {
      const text = Buffer.from(randomText(random, 40));
      const tail = new OutputTail(random.between(4, 60));
      for (const piece of cutAtRandom(random, text)) tail.push(piece);
      const last = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(tail.bytes());
      expect(text.toString().endsWith(last)).toBe(true);
    }));
});
