// A screen that comes in parts: whole with its last one, and none of another's, within a bound.
import { describe, expect, it } from 'vitest';
import { ScreenParts } from '../../../core/client/screenParts.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { named } from '../../support/protocolErrors.ts';

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
