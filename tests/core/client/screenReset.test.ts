// What makes room on a terminal for a screen, and how many bytes that may take.
import { describe, expect, it } from 'vitest';
import { clearingFor, MAX_CLEARING_BYTES, tabStops } from '../../../core/client/screenReset.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';

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
