import { describe, expect, it } from 'vitest';
import { ChatLog } from '../../../agent/groups/chatLog.ts';
import { ChatRate } from '../../../agent/groups/chatRate.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { eachSeed } from '../../support/random.ts';

const said = (text: string) => ({
  ...{ from: 1, name: 'Ada', colour: 0, role: 'owner' as const, at: 0 },
  text,
});

describe('a chat', () => {
  it('is a bounded history, in one order, for cursors', () =>
    eachSeed(50, (random) => {
      const log = new ChatLog();
      const all: string[] = [];
      const cursor = { at: 0, seen: [] as string[] };
      for (let step = 0; step < 600; step++) {
        const act = random.int(4);
        if (act < 2) {
          expect(log.append(`k${step}`, said(`m${step}`))).toBe(all.length);
          all.push(`m${step}`);
        } else if (act === 2) {
          for (let next = log.from(cursor.at); next; next = log.from(cursor.at)) {
            expect(next.text).toBe(all[next.seq]);
            cursor.seen.push(next.text);
            cursor.at = next.seq + 1;
          }
          expect(cursor.at).toBe(all.length);
        }
      }
      const late: string[] = [];
      for (let next = log.from(0); next; next = log.from(next.seq + 1)) late.push(next.text);
      expect(late).toEqual(all.slice(-LIMITS.maxChatHistory));
      expect(cursor.seen).toEqual(all.filter((text) => cursor.seen.includes(text)));
    }));

  it('knows what was sent before, as long as it keeps it', () => {
    const log = new ChatLog();
    expect(log.find('a')).toBeUndefined();
    log.append('a', said('once'));
    expect(log.find('a')).toBe(0);
    for (let i = 0; i < LIMITS.maxChatHistory; i++) log.append(`${i}`, said('x'));
    expect(log.find('a')).toBeUndefined();
  });
});

describe('the speed of a member', () => {
  it('is a few at once, and then one every two seconds', () => {
    const rate = new ChatRate();
    const burst = Array.from({ length: 8 }, () => rate.take(1_000));
    expect(burst).toEqual([true, true, true, true, true, false, false, false]);
    expect([2_999, 3_000, 3_001, 5_000].map((now) => rate.take(now))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(Array.from({ length: 8 }, () => rate.take(1e6)).filter(Boolean)).toHaveLength(5);
  });

  it('is never more than that in any stretch of time', () =>
    eachSeed(20, (random) => {
      const rate = new ChatRate();
      const taken: number[] = [];
      for (let now = 0, step = 0; step < 150; step++, now += random.int(1_500)) {
        if (rate.take(now)) taken.push(now);
      }
      for (const from of taken) {
        for (const to of taken.filter((one) => one >= from)) {
          const count = taken.filter((one) => one >= from && one <= to).length;
          expect(count).toBeLessThanOrEqual(5 + Math.floor((to - from) / 2_000) + 1);
        }
      }
    }));
});
