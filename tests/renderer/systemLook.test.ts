// Terminals in forced colours: the system's ground and text, and programs' colours that can be read.
import { describe, expect, it } from 'vitest';
import { contrast } from '../../core/look/contrast.ts';
import { hexOf, lookOf } from '../../renderer/lib/systemLook.ts';

describe('the look of forced colours', () => {
  it.each([
    ['#ffffff', '#000000'],
    ['#000000', '#ffffff'],
    ['#202020', '#ffffff'],
    ['#fffaef', '#3d3d3d'],
  ])('has the system’s colours, %s and %s, and all of a program’s readable', (ground, text) => {
    const { tokens } = lookOf({ ground, text });
    expect([tokens['term-bg'], tokens['term-fg']]).toEqual([ground, text]);
    for (let at = 1; at < 16; at++) {
      expect(contrast(tokens[`ansi-${at}`]!, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('reads what a browser computes', () => {
    expect(hexOf('rgb(255, 8, 0)')).toBe('#ff0800');
    expect(hexOf('rgba(1, 2, 3, 0.5)')).toBe('#010203');
  });
});
