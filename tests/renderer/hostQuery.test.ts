// What is typed to find hosts, as it is meant.
import { describe, expect, it } from 'vitest';
import { readQuery, type HostQuery } from '../../renderer/lib/hostQuery.ts';
import { suggestionsFor } from '../../renderer/lib/querySuggestions.ts';
import { eachSeed } from '../support/random.ts';

const read = (typed: string) => readQuery(typed);
const conditions = (typed: string) =>
  read(typed).conditions.map(
    ({ operator, value, exact, not }) =>
      `${not ? 'not ' : ''}${operator} ${exact ? `"${value}"` : value}`,
  );

describe('words', () => {
  it.each([
    ['  web   eu ', 'web eu', []],
    ['web "eu central" 1', 'web 1', ['eu central']],
    ['"an end that is still to come', '', ['an end that is still to come']],
    ['web-eu-1', 'web-eu-1', []],
    ['10.0.0.7', '', ['10.0.0.7']],
    ['deploy@web-1', '', ['deploy@web-1']],
    ['localhost:2222', '', ['localhost:2222']],
    ['fe80::1', '', ['fe80::1']],
    ['ssh://deploy@web:22', '', ['ssh://deploy@web:22']],
    ['C++ # -', 'C++ # -', []],
    ['ssh -p 22 web', 'ssh -p 22 web', []],
  ])('%j', (typed, words, phrases) => {
    expect(read(typed)).toMatchObject({ words, phrases, conditions: [], unknown: null });
  });

  it('that are to be nowhere have a dash before them, or a word', () => {
    expect(read('web -old not "eu central"')).toMatchObject({
      ...{ words: 'web', phrases: [], excluded: ['old', 'eu central'] },
    });
  });
});

describe('conditions', () => {
  it.each([
    ['tag:prod', ['tag prod']],
    ['#prod', ['tag prod']],
    ['-#prod', ['not tag prod']],
    ['#"prod old" web', ['tag "prod old"']],
    ['-tag:x not kind:ssh', ['not tag x', 'not kind ssh']],
    ['not -tag:x', ['tag x']],
    ['in:"eu central" folder:Kunden', ['in "eu central"', 'in Kunden']],
    ['TAG:Prod IS:open', ['tag Prod', 'is open']],
    ['user:root web', ['user root']],
    ['tag:', ['tag ']],
    ['tag:22', ['tag 22']],
  ])('%j', (typed, expected) => expect(conditions(typed)).toEqual(expected));

  it('leave the other words as they are', () => {
    expect(read('web tag:prod "a b" -is:kept eu')).toMatchObject({
      ...{ words: 'web eu', phrases: ['a b'], excluded: [] },
    });
  });

  it('that there aren’t are looked for as they stand, and named', () => {
    expect(read('tagg:prod web')).toMatchObject({
      ...{ words: 'web', phrases: ['tagg:prod'], unknown: 'tagg', conditions: [] },
    });
    expect(read('"tagg:prod"').unknown).toBeNull();
  });
});

describe('a word that turns round', () => {
  it('is a word while nothing follows', () => {
    expect(read('web not').words).toBe('web not');
    expect(read('"not" web')).toMatchObject({ words: 'web', phrases: ['not'], excluded: [] });
  });
});

it('any text is read, and of each word that stands in it something is left', async () => {
  const pieces = [...'ab1 上ü-:"#@.\\ \n\u0308', 'tag:', 'not ', 'in:"', '\u{1f600}', 'is:', ' -'];
  await eachSeed(2_000, (random) => {
    const typed = Array.from({ length: random.int(14) }, () => random.pick(pieces)).join('');
    const query: HostQuery = readQuery(typed);
    const all = [query.words, ...query.phrases, ...query.excluded];
    const said = all.concat(query.conditions.map(({ operator, value }) => `${operator}${value}`));
    const letters = (text: string) => (text.match(/[ab1上ü]/gu) ?? []).sort().join('');
    expect(letters(said.join('').replace(/tag|not|is|in/g, ''))).toBe(
      letters(typed.replace(/tag|not|is|in/g, '')),
    );
  });
});

describe('a condition that is being typed goes on', () => {
  const choices = {
    tag: ['prod', 'prod old', 'db'],
    is: ['open', 'kept'],
    in: [],
    kind: [],
    user: [],
  };
  const goOn = (typed: string) => suggestionsFor(typed, (operator) => choices[operator]);

  it.each([
    ['web tag:', 'web ', ['tag:prod', 'tag:"prod old"', 'tag:db']],
    ['-#p', '', ['-#prod', '-#"prod old"']],
    ['tag:"old', '', ['tag:"prod old"']],
    ['IS:o', '', ['IS:open']],
    ['tag:prod', '', []],
    ['tag:"prod old"', '', []],
    ['web', '', []],
    ['tagg:', '', []],
  ])('%j', (typed, before, pieces) => expect(goOn(typed)).toEqual({ before, pieces }));
});
