// Which of the two Option keys is Alt, as they go down and up.
import { describe, expect, it } from 'vitest';
import { heldAfter, isAltHeld } from '../../renderer/terminal/optionKey.ts';

const down = (code: string, altKey = true) => ({ type: 'keydown', code, altKey });
const up = (code: string, altKey = false) => ({ type: 'keyup', code, altKey });

function after(...events: ReturnType<typeof down>[]): ReadonlySet<string> {
  return events.reduce<ReadonlySet<string>>(heldAfter, new Set());
}

describe('Option keys', () => {
  it('type characters unless somebody wants Alt', () => {
    expect(isAltHeld('characters', after(down('AltLeft'), down('KeyL')))).toBe(false);
    expect(isAltHeld('alt', after(down('AltLeft')))).toBe(true);
    expect(isAltHeld('alt', after(down('AltRight')))).toBe(true);
  });

  it('can be Alt on the right alone', () => {
    expect(isAltHeld('right-alt', after(down('AltRight'), down('KeyF')))).toBe(true);
    expect(isAltHeld('right-alt', after(down('AltLeft'), down('KeyL')))).toBe(false);
    expect(isAltHeld('right-alt', after(down('AltRight'), down('AltLeft')))).toBe(false);
    expect(isAltHeld('right-alt', after(down('AltRight'), up('AltRight')))).toBe(false);
    const left = after(down('AltLeft'), down('AltRight'), up('AltLeft', true));
    expect(isAltHeld('right-alt', left)).toBe(true);
  });

  it('let go in another window are held no more', () => {
    expect(after(down('AltRight'), down('KeyA', false)).size).toBe(0);
  });
});
