// What makes room for a screen, what of parsed bytes costs credit beside one, and how long to wait
// before an agent is dialled again: small parts of a client that keep no connection.
import { describe, expect, it } from 'vitest';
import { FreeBytes } from '../../../core/client/freeBytes.ts';
import { backoffMs, hedgeMs } from '../../../core/client/retry.ts';
import { ScreenParts } from '../../../core/client/screenParts.ts';
import { clearingFor, MAX_CLEARING_BYTES, tabStops } from '../../../core/client/screenReset.ts';
import { groupChanges, newMessageId, type Group } from '../../../core/client/group.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { named } from '../../support/protocolErrors.ts';
import { eachSeed } from '../../support/random.ts';

describe('before a screen', () => {
  it('tab stops are the usual ones, every eight columns', () => {
    const stops = (cols: number): number[] =>
      [...tabStops(cols).matchAll(/\x1b\[(\d+)G\x1bH/g)].map(([, column]) => Number(column));
    expect(stops(24)).toEqual([1, 9, 17]);
    expect(stops(25)).toEqual([1, 9, 17, 25]);
    expect(tabStops(1).startsWith('\x1b[3g')).toBe(true);
  });

  it('a terminal leaves its other screen, resets its modes, and scrolls up as many rows as it has', () => {
    const text = Buffer.from(clearingFor({ cols: 16, rows: 5 })).toString();
    expect(text.startsWith('\x1b[?1049l\x1b[!p')).toBe(true);
    expect(text).toContain(`\r${'\n'.repeat(5)}\x1b[H\x1b[2J${tabStops(16)}`);
    expect(text.match(/\n/g)).toHaveLength(5);
    expect(text.endsWith('\x1b[H')).toBe(true);
    for (const mode of ['1000', '1003', '1006', '2004', '1004']) expect(text).toContain(mode);
  });

  it('takes no more bytes than are kept free for that', () => {
    const largest = clearingFor({ cols: LIMITS.maxCols, rows: LIMITS.maxRows });
    expect(largest.byteLength).toBeLessThanOrEqual(MAX_CLEARING_BYTES);
  });
});

describe('a screen in parts', () => {
  const part = (text: string, more: number, change = {}) => ({
    ...{ offset: 7, cols: 80, rows: 24, more, bytes: Buffer.from(text), ...change },
  });

  it('is whole with its last part, and the next one begins anew', () => {
    const parts = new ScreenParts();
    for (const text of ['ab', 'xy']) {
      expect(parts.begun).toBe(false);
      expect([parts.add(part(text, 2)), parts.add(part('-', 1)), parts.begun]).toEqual([
        ...[undefined, undefined, true],
      ]);
      const screen = parts.add(part('cd', 0))!;
      expect(screen).toMatchObject({ offset: 7, cols: 80, rows: 24 });
      expect(Buffer.from(screen.bytes).toString()).toBe(`${text}-cd`);
    }
  });

  it.each([{ offset: 8 }, { cols: 81 }, { rows: 25 }])('is no other one’s: %j', (change) => {
    const parts = new ScreenParts();
    parts.add(part('a', 1));
    expect(named(() => parts.add(part('b', 0, change)))).toBe('unexpected-message');
  });

  it('is as large as it may be, and no larger', () => {
    const bytes = new Uint8Array(LIMITS.maxScreen);
    expect(new ScreenParts().add(part('', 0, { bytes }))?.bytes).toHaveLength(bytes.length);
    const parts = new ScreenParts();
    parts.add(part('', 1, { bytes }));
    expect(named(() => parts.add(part('a', 0)))).toBe('screen-too-large');
  });
});

it('of what is parsed costs credit what was handed on for it, in its order', () =>
  eachSeed(100, (random) => {
    const bytes = new FreeBytes();
    const costs: number[] = []; // of each byte that was handed on and isn't parsed yet
    for (let step = 0; step < 100; step++) {
      if (random.once(2)) {
        const [count, free] = [random.between(1, 20), random.once(3)];
        bytes.passed(count, free);
        costs.push(...Array<number>(count).fill(free ? 0 : 1));
      }
      const parsed = random.int(costs.length + 1);
      const expected = costs.splice(0, parsed).reduce((sum, cost) => sum + cost, 0);
      expect(bytes.charge(parsed)).toBe(expected);
    }
    expect(bytes.charge(costs.length + 1_000)).toBe(costs.reduce((sum, cost) => sum + cost, 0));
    expect(bytes.charge(1)).toBe(0); // more than was handed on costs nothing
  }));

describe('the next attempt', () => {
  it('comes half a second after one without an answer, up to a quarter earlier by chance', () => {
    expect([0, 0.5, 1].map(hedgeMs)).toEqual([500, 437.5, 375]);
  });

  it('comes later with each refusal, from a quarter of a second up to five', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 1e9].map((refusals) => backoffMs(refusals, 0));
    expect(waits).toEqual([250, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(backoffMs(3, 1)).toBe(750);
  });
});

describe('who came and who went', () => {
  const group = (ids: number[], total = ids.length): Group =>
    ({ total, members: ids.map((id) => ({ id })) }) as unknown as Group;
  const ids = (changes: ReturnType<typeof groupChanges>): number[][] =>
    [changes.joined, changes.left].map((members) => members.map(({ id }) => id));

  it('is told from one news to the next', () => {
    expect(ids(groupChanges(group([1, 2, 3]), group([3, 4, 1])))).toEqual([[4], [2]]);
    expect(ids(groupChanges(group([1]), group([1])))).toEqual([[], []]);
  });

  it('is nobody where not everybody is listed, or nothing was known before', () => {
    expect(ids(groupChanges(null, group([1])))).toEqual([[], []]);
    expect(ids(groupChanges(group([1], 2), group([2])))).toEqual([[], []]);
    expect(ids(groupChanges(group([1]), group([2], 3)))).toEqual([[], []]);
  });

  it('messages have names that nobody has twice', () => {
    const names = Array.from({ length: 20 }, newMessageId);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(names).size).toBe(20);
  });
});
