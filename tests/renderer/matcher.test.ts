// Finding what somebody means: words in any order, letters with gaps, the best first, among thousands.
import { describe, expect, it } from 'vitest';
import { fold, termsOf, withoutUmlauts } from '../../renderer/lib/fold.ts';
import { Matcher } from '../../renderer/lib/matcher.ts';
import { markedParts } from '../../renderer/lib/markedParts.ts';
import { seeded } from '../support/random.ts';

const matcherOf = (...texts: string[]) => new Matcher(texts.map((text) => ({ id: text, text })));
const found = (texts: string[], typed: string) =>
  matcherOf(...texts)
    .find(typed, 50)
    .hits.map(({ id }) => id);
const marked = (text: string, typed: string) => {
  const [hit] = matcherOf(text).find(typed, 1).hits;
  const parts = markedParts(text, hit?.marks ?? [], 0);
  return parts.map((part) => (part.marked ? `[${part.text}]` : part.text)).join('');
};

describe('a text is found', () => {
  it.each([
    ['pstgr us1', 'postgres-us-1', '[p]o[stgr]es-[us]-[1]'],
    ['us1 pstgr', 'postgres-us-1', '[p]o[stgr]es-[us]-[1]'],
    ['eu web', 'web-eu-2', '[web]-[eu]-2'],
    ['MULLER', 'Müller Maschinenbau', '[Müller] Maschinenbau'],
    ['mueller', 'Müller Maschinenbau', '[Müller] Maschinenbau'],
    ['müller', 'Muller', '[Muller]'],
    ['strasse', 'Hauptstraße 4', 'Haupt[straße] 4'],
    ['海', '上海-数据库-主', '上[海]-数据库-主'],
    ['数据 上海', '上海-数据库-主', '[上海]-[数据]库-主'],
    ['web', 'old-cobweb web-1', 'old-cobweb [web]-1'],
    ['10.4', 'db 10.40.1.21', 'db [10.4]0.1.21'],
  ])('%j in %j', (typed, text, marks) => expect(marked(text, typed)).toBe(marks));

  it.each([
    ['a number with gaps', '11', 'a-1-b-1'],
    ['letters in another order', 'bew', 'web'],
    ['one of two words', 'web us', 'web-eu-1'],
    ['letters that lie far apart', 'wx', 'w234567890123456789x'],
    ['letters of two lines', 'endfirst', 'the end\nfirst'],
  ])('but not by %s', (_, typed, text) => expect(found([text], typed)).toEqual([]));

  it('by signs, which mean themselves', () => {
    expect(found(['a.b', 'ab'], '.')).toEqual(['a.b']);
    expect(found(['(x)', 'x[y'], '([')).toEqual([]);
    expect(found(['C++ build', 'a*b', 'x|y'], 'c++')).toEqual(['C++ build']);
    expect(found(['-web', '"web"'], '-web')).toHaveLength(2);
  });
});

describe('the best comes first', () => {
  it('a whole name before its beginning, a word before its middle, a run before gaps', () => {
    const texts = ['w-e-b', 'cobweb', 'my-web', 'web-server', 'web'];
    expect(found(texts, 'web')).toEqual(['web', 'web-server', 'my-web', 'cobweb', 'w-e-b']);
  });

  it('a word with its signs before the same letters elsewhere', () => {
    const texts = ['host-90123', 'host-01239', 'web-0123-host'];
    expect(found(texts, 'host-0123')[0]).toBe('host-01239');
    expect(marked('host-01239', 'host-0123')).toBe('[host-0123]9');
  });

  it('a name before a second fact', () => {
    expect(found(['a\nweb', 'not-web-but-long\nb'], 'web')).toEqual([
      'not-web-but-long\nb',
      'a\nweb',
    ]);
  });

  it('what is used before what isn’t, but not before what is clearly meant', () => {
    const matcher = matcherOf('web-1', 'web-2', 'w-xx-e-yy-b');
    const by = (used: string) =>
      matcher.find('web', 3, { weightOf: (id) => (id === used ? 20 : 0) }).hits.map(({ id }) => id);
    expect(by('web-2')).toEqual(['web-2', 'web-1', 'w-xx-e-yy-b']);
    expect(by('w-xx-e-yy-b')).toEqual(['web-1', 'web-2', 'w-xx-e-yy-b']);
    expect(matcher.find('', 1, { weightOf: (id) => (id === 'web-2' ? 1 : 0) })).toEqual({
      total: 3,
      hits: [{ id: 'web-2', marks: [] }],
    });
  });
});

describe('among ten thousand', () => {
  const regions = ['eu', 'us', 'ap', 'sa'];
  const kinds = ['web', 'postgres', 'cache', 'queue', 'Lager-Übergabe', '上海-数据库'];
  const texts = Array.from({ length: 10_000 }, (_, at) => {
    const [kind, region] = [kinds[at % 6]!, regions[at % 4]!];
    return `${kind}-${region}-${at}\ndeploy@10.${at >> 8}.${at & 255}.4`;
  });
  const matcher = matcherOf(...texts);

  it('hands over the best fifty of all that match', () => {
    const { total, hits } = matcher.find('pstgr us', 50);
    expect(total).toBeGreaterThan(100);
    expect(hits).toHaveLength(50);
    expect(hits.every(({ id }) => /^postgres-us-/.test(id))).toBe(true);
    expect(matcher.find('w', 50).hits[0]!.id).toMatch(/^web-/);
    expect(matcher.find('postgres 9997', 50).hits.map(({ id }) => id.split('\n')[0])).toEqual([
      'postgres-us-9997',
    ]);
  });
});

it('takes any text and any query, and marks what lies in the text', () => {
  const random = seeded(7);
  const letters = [...'aabbcÜüß上-. (*+?"\\[\n\u0308\u{1f600}'];
  const text = (most: number) =>
    Array.from({ length: random.int(most) }, () => random.pick(letters)).join('');
  for (let round = 0; round < 500; round++) {
    const all = Array.from({ length: 5 }, () => text(30));
    for (const { id, marks } of matcherOf(...all).find(text(8), 5).hits) {
      expect(
        marks.every((at, place) => at <= id.length && (place === 0 || at > marks[place - 1]!)),
      ).toBe(true);
      expect(
        markedParts(id, marks, 0)
          .map((part) => part.text)
          .join(''),
      ).toBe(id);
    }
  }
});

it('folds character by character', () => {
  expect(fold('Übergabe-ÉTÉ')).toBe('ubergabe-ete');
  expect(fold('Straße İ 上海')).toHaveLength('Straße İ 上海'.length);
  expect(termsOf(' Web-EU  1 ')).toEqual(['web', 'eu', '1']);
  expect(termsOf('x '.repeat(100))).toHaveLength(8);
  expect(withoutUmlauts('web')).toBeNull();
});
