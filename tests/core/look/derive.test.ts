// Whatever scheme comes in, everything in the window can be read: contrast of every pair of ink and
// surface, in each scheme that comes along, in 10,000 by chance, and in ones that nobody would make.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../../core/look/contrast.ts';
import { derive } from '../../../core/look/derive.ts';
import { isDark } from '../../../core/look/ground.ts';
import { asWished, schemeInForce } from '../../../core/look/inForce.ts';
import { BOWLINE_DARK, BOWLINE_LIGHT } from '../../../core/look/ours.ts';
import { ANSI_COUNT, type Hex, type Scheme } from '../../../core/look/scheme.ts';
import { SHIPPED } from '../../../core/look/schemes/shipped.ts';
import { unreadable } from '../../support/inkPairs.ts';
import { seeded } from '../../support/random.ts';

const RANDOM_SCHEMES = 10_000;
const ROOT = path.resolve(import.meta.dirname, '../../..');

function schemeOf(background: Hex, foreground: Hex, ansi: readonly Hex[]): Scheme {
  return { id: 'x', name: 'X', background, foreground, ansi };
}

const all = (colour: Hex) => Array.from({ length: ANSI_COUNT }, () => colour);

describe.each(SHIPPED.map((scheme) => [scheme.name, scheme] as const))('%s', (name, scheme) => {
  it('can be read, as it is and with its colours kept', () => {
    expect(unreadable(derive(scheme).tokens)).toEqual([]);
    const { tokens, raisedCount } = derive({ ...scheme, keeps: true });
    const own = unreadable(tokens).filter((pair) => !/^(ansi-|term-)/.test(pair));
    expect([own, raisedCount]).toEqual([[], 0]);
    expect(tokens['ansi-8']).toBe(scheme.ansi[8]);
  });

  it('is in the table of whose it is', () => {
    expect(readFileSync(path.join(ROOT, 'docs/SCHEMES.md'), 'utf8')).toContain(name);
  });

  it('is one of a kind, in colours as they are written', () => {
    const { background, foreground, ansi, accent, cursor, selection } = scheme;
    expect(ansi).toHaveLength(ANSI_COUNT);
    for (const colour of [background, foreground, ...ansi, accent, cursor, selection]) {
      expect(colour ?? '#000000').toMatch(/^#[0-9a-f]{6}$/);
    }
    expect(SHIPPED.filter(({ id }) => id === scheme.id)).toEqual([scheme]);
  });
});

it('ships twelve to sixteen, ours first, of both kinds', () => {
  expect(SHIPPED.length).toBeGreaterThanOrEqual(12);
  expect(SHIPPED.length).toBeLessThanOrEqual(16);
  expect(SHIPPED.slice(0, 2)).toEqual([BOWLINE_DARK, BOWLINE_LIGHT]);
  expect(SHIPPED.filter(({ background }) => !isDark(background)).length).toBeGreaterThan(2);
});

describe('the window goes away from a background of middle lightness', () => {
  it.each(['#13773d', '#7f7f7f', '#b03060', '#5a6e9c', '#8f6b3a', '#3f8f8f'])(
    '%s',
    (background) => {
      const scheme = schemeOf(background, '#fff0a5', all('#bb0000'));
      const { tokens } = derive(scheme);
      expect(unreadable(tokens)).toEqual([]);
      expect([tokens['term-bg'], tokens['content'] === background]).toEqual([background, false]);
    },
  );

  it('but stays on one that everything can be read on', () => {
    const { background } = BOWLINE_DARK;
    const { tokens } = derive(BOWLINE_DARK);
    expect([tokens['term-bg'], tokens['content']]).toEqual([background, background]);
  });
});

describe('nobody would make, and can be read all the same', () => {
  const GREYS = ['#000000', '#ffffff', '#808080', '#767676', '#777777', '#bcbcbc', '#0f0f0f'];
  const LOUD = ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ffc44d', '#ffb000', '#13773d'];
  it.each([...GREYS, ...LOUD])('all of it %s', (colour) => {
    const { tokens, raisedCount } = derive(schemeOf(colour, colour, all(colour)));
    expect(unreadable(tokens)).toEqual([]);
    expect(raisedCount).toBe(16); // all but black, which is a ground
    expect(contrast(tokens['match-now']!, tokens['term-bg']!)).toBeGreaterThan(1.5);
  });

  it.each(GREYS.flatMap((one) => LOUD.map((other) => [one, other] as const)))(
    '%s on %s, and the other way round',
    (one, other) => {
      expect(unreadable(derive(schemeOf(other, one, all(other))).tokens)).toEqual([]);
      expect(unreadable(derive(schemeOf(one, other, all(one))).tokens)).toEqual([]);
    },
  );
});

it('10,000 by chance can be read', { timeout: 120_000 }, () => {
  const random = seeded(20_261_129);
  const hex = (): Hex => `#${random.int(0x1000000).toString(16).padStart(6, '0')}`;
  const wrong: string[] = [];
  for (let at = 0; at < RANDOM_SCHEMES && wrong.length < 10; at++) {
    const scheme = schemeOf(hex(), hex(), Array.from({ length: ANSI_COUNT }, hex));
    const whole =
      at % 3 === 0 ? { ...scheme, accent: hex(), selection: hex(), cursor: hex() } : scheme;
    const found = unreadable(derive(whole).tokens);
    if (found.length > 0) wrong.push(`${JSON.stringify(whole)}: ${found.join('; ')}`);
  }
  expect(wrong).toEqual([]);
});

describe('the scheme in force', () => {
  const settings = {
    ...{ darkScheme: 'nord', lightScheme: 'github-light' },
    ...{ accent: 'scheme', keepColours: ['nord'] },
  };

  it('is that of the night or of the day, as it is wished', () => {
    expect(schemeInForce(settings, true, [])).toMatchObject({ id: 'nord', keeps: true });
    expect(schemeInForce(settings, false, [])).toMatchObject({ id: 'github-light', keeps: false });
    const blue = { ...settings, accent: '#0000ff' };
    expect(schemeInForce(blue, false, []).accent).toBe('#0000ff');
  });

  it('is an imported one where that is there, and else ours', () => {
    const own = { ...BOWLINE_DARK, id: 'own-1' };
    const chosen = { ...settings, darkScheme: 'own-1' };
    expect(schemeInForce(chosen, true, [own]).id).toBe('own-1');
    expect(schemeInForce(chosen, true, []).id).toBe('bowline-dark');
    expect(asWished(own, settings).accent).toBe(BOWLINE_DARK.accent);
  });
});
