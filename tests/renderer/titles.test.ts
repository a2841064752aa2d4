// Titles of tabs: what a program may put there, and how equal ones are told apart.
import { describe, expect, it } from 'vitest';
import { beyondHost, cleanTitle, distinctTitles, MAX_TITLE } from '../../renderer/lib/titles.ts';

describe('the title a program sets', () => {
  it('is one line without control characters', () => {
    expect(cleanTitle('  vim\n\x07 notes\t.txt ')).toBe('vim notes .txt');
  });

  it('cannot turn the reading direction of the tab strip around', () => {
    expect(cleanTitle('safe\u202egnp.exe')).toBe('safe gnp.exe');
  });

  it('is cut to a bounded length, between characters', () => {
    const long = cleanTitle('🙂'.repeat(10_000));
    expect([...long]).toHaveLength(MAX_TITLE);
    expect(long.endsWith('🙂')).toBe(true);
  });
});

describe('a title of 5,000 characters that wants to be something else', () => {
  const HOSTILE =
    'a\u200bb\u2066c\u2069\ud800\n\u2028d\u00ade\ufeff\u061cf\u{e0041}g' +
    'Z\u0335\u0336\u0337\u0338\u0339\u033a';

  it('is one bounded line of what can be seen', () => {
    const title = cleanTitle(HOSTILE.repeat(500).slice(0, 5_000));
    expect([...title].length).toBeLessThanOrEqual(MAX_TITLE);
    expect(title).not.toMatch(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\u00ad\ufeff]/u);
    expect(title).not.toMatch(/\p{M}{5}/u);
    expect(title.startsWith('ab c')).toBe(true);
  });

  it('is nothing where nothing of it can be seen', () => {
    expect(cleanTitle('\u200b\u200d\u2060\ufeff\u202e\n'.repeat(800))).toBe('');
  });

  it('keeps the joiners that words and pictures need', () => {
    const [family, persian] = ['👩\u200d👩\u200d👧', 'می\u200cخواهم'];
    expect([cleanTitle(family), cleanTitle(persian)]).toEqual([family, persian]);
  });
});

describe('what a title says beyond its host', () => {
  it.each([
    ['deploy.sh', 'deploy.sh'],
    ['web-eu-1', ''],
    ['Web-EU-1', ''],
    ['root@web-eu-1', ''],
    ['root@web-eu-1:~/releases', '~/releases'],
    ['root@web-eu-1.example.com: ~', '~'],
    ['web-eu-1: htop', 'htop'],
    ['root@10.0.0.7: ~', '~'],
    ['ann@laptop', ''],
    ['deploy@db-1: ~', 'deploy@db-1: ~'],
    ['mail to ann@web-eu-1', 'mail to ann@web-eu-1'],
    ['', ''],
  ])('%s: %s', (title, rest) => {
    expect(beyondHost(title, 'web-eu-1', ['10.0.0.7', 'ann@laptop'])).toBe(rest);
  });
});

describe('equal titles', () => {
  it('are numbered in the order of opening', () => {
    expect(distinctTitles(['web', 'db', 'web', 'web'])).toEqual([
      'web',
      'db',
      'web (2)',
      'web (3)',
    ]);
  });

  it('are numbered past a title that looks numbered already', () => {
    expect(distinctTitles(['web', 'web (2)', 'web'])).toEqual(['web', 'web (2)', 'web (3)']);
  });
});
