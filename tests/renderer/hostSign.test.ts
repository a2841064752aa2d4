// By what a host is known, which colour a tag has, and which hosts come first.
import { describe, expect, it } from 'vitest';
import { hostSign, NO_SIGN } from '../../renderer/lib/hostSign.ts';
import { hostWeight } from '../../renderer/lib/hostWeights.ts';
import { countTags, hasTag, tagTone } from '../../renderer/lib/tags.ts';

const RED = 'var(--tone-5)';
const host = (color: 'none' | 'red' | 'blue', folder: string | null, ...tags: string[]) => ({
  ...{ color, folder, tags },
});
const inRed = (folder: string | null) => (folder === 'prod' ? ('red' as const) : undefined);

describe('a host is known by', () => {
  it('its own colour, else its folder’s', () => {
    expect(hostSign(host('blue', 'prod'), inRed).tone).toBe('var(--tone-0)');
    expect(hostSign(host('none', 'prod'), inRed).tone).toBe(RED);
    expect(hostSign(host('none', null), inRed)).toEqual(NO_SIGN);
    expect(hostSign(undefined, inRed)).toEqual(NO_SIGN);
  });

  it('its first tag, in that colour, or where it has none in one of the word', () => {
    const sign = { tone: RED, tag: 'prod', tagTone: RED };
    expect(hostSign(host('none', 'prod', 'prod', 'db'), inRed)).toEqual(sign);
    const plain = hostSign(host('none', null, 'db'), inRed);
    expect(plain).toEqual({ tone: null, tag: 'db', tagTone: tagTone('db') });
  });
});

describe('tags', () => {
  it('have the same colour for the same word, never that of broadcasting, and not by chance red', () => {
    const tones = Array.from({ length: 500 }, (_, at) => tagTone(`tag-${at}`));
    expect([...new Set(tones)].sort()).toEqual(
      [0, 1, 2, 3, 4, 7].map((tone) => `var(--tone-${tone})`),
    );
    expect(tagTone('Prod')).toBe(tagTone('prod'));
  });

  it('are counted, the most used first, then by name', () => {
    const hosts = [['b', 'Prod'], ['a'], ['prod']].map((tags) => ({ tags }));
    expect(countTags(hosts).map(({ tag, hosts: of }) => `${tag} ${of}`)).toEqual([
      ...['Prod 2', 'a 1', 'b 1'],
    ]);
    expect([hasTag(hosts[0]!, 'prod'), hasTag(hosts[1]!, 'prod')]).toEqual([true, false]);
  });
});

it('favourites and hosts that were used lately weigh more', () => {
  const now = 1e12;
  const day = 86_400_000;
  const weigh = (favourite: boolean, usedAt: number | null) =>
    hostWeight({ favourite, usedAt }, now);
  expect(weigh(false, null)).toBe(0);
  expect(weigh(true, null)).toBeGreaterThan(weigh(false, now - 8 * day));
  expect(weigh(false, now - 1)).toBeGreaterThan(weigh(false, now - 2 * day));
  expect(weigh(true, now)).toBeGreaterThan(weigh(true, null));
});
