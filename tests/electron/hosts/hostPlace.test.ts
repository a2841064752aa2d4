// Tags and icons as they are stored: which are one and the same, and how many and how long they may be.
import { describe, expect, it } from 'vitest';
import {
  MOST_TAGS,
  PLACE_SCHEMAS,
  TAG_LENGTH,
  tagsProblem,
  uniqueTags,
} from '../../../electron/hosts/hostPlace.ts';

const tags = (count: number): string[] => Array.from({ length: count }, (_, at) => `tag ${at}`);

describe('the tags of a host', () => {
  it('that differ in letter case or spaces only are one, as it was written first', () => {
    expect(uniqueTags([' Prod', 'prod ', '', 'PROD', 'db'])).toEqual(['Prod', 'db']);
  });

  it('are as many as may be, and not one more', () => {
    expect(tagsProblem(tags(MOST_TAGS))).toBeNull();
    expect(tagsProblem(tags(MOST_TAGS + 1))).toMatchObject({ code: 'tags-too-many' });
  });

  it('are as long as may be, on one line', () => {
    expect(tagsProblem(['x'.repeat(TAG_LENGTH)])).toBeNull();
    for (const wrong of ['x'.repeat(TAG_LENGTH + 1), 'a\nb', 'a\x1bb'])
      expect(tagsProblem(['fine', wrong])).toMatchObject({ code: 'tag-wrong' });
  });
});

describe('the icon of a host', () => {
  const parsed = (icon: string) => PLACE_SCHEMAS.icon.safeParse(icon);

  it.each(['server', '', '👩\u200d💻', '❤\ufe0f', 'x'.repeat(40)])('may be “%s”', (icon) => {
    expect(parsed(` ${icon} `).data).toBe(icon);
  });

  it.each(['x'.repeat(41), 'a\nb', 'a\x1bb', 'a\u202eb'])('can’t be %j', (icon) => {
    expect(parsed(icon).success).toBe(false);
  });
});
