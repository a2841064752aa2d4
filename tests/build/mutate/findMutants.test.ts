// The mistakes that can be put into a file: each kind where it belongs, and none in a type or a name.
import { describe, expect, it } from 'vitest';
import { findMutants, functionStart } from '../../../build/mutate/findMutants.ts';
import { mutantWords, withEdit } from '../../../build/mutate/mutant.ts';
import { MUTATORS } from '../../../build/mutate/mutators.ts';
import { shuffled } from '../../../build/mutate/sample.ts';

/** All texts that mutants of one kind make of this one. */
function made(kind: keyof typeof MUTATORS, text: string): string[] {
  const mutants = findMutants('core/some.ts', text).filter((mutant) => mutant.kind === kind);
  return mutants.map((mutant) => withEdit(text, mutant));
}

const CASES: readonly [kind: string, text: string, ...made: string[]][] = [
  ['condition negated', 'if (a) b();', 'if (!(a)) b();'],
  ['condition negated', 'x = a > b ? 1 : 2;', 'x = !(a > b) ? 1 : 2;'],
  ['guard dropped', 'if (a) return;\nb();', ';\nb();'],
  ['guard dropped', 'if (a) throw b;', ';'],
  ['statement removed', 'a.b();\nc = d;', ';\nc = d;', 'a.b();\n;'],
  ['operator swapped', 'a < b', 'a <= b'],
  ['operator swapped', 'a && b', 'a || b'],
  ['operator swapped', 'a + b', 'a - b'],
  ['operator swapped', 'a ?? b', 'a && b'],
  ['constant moved', 'a = 1', 'a = 2', 'a = 0'],
  ['constant moved', 'a = 0', 'a = 1'],
  ['constant moved', 'a = 1_024', 'a = 2048'],
  ['sign dropped', '!a', 'a'],
  ['sign dropped', 'a++', 'a--'],
  ['boolean swapped', 'a = true', 'a = false'],
  ['await removed', 'await a.b()', 'a.b()'],
  ['method changed', 'a.some(b)', 'a.every(b)'],
  ['method changed', 'a.filter(b).map(c)', 'a.map(c)'],
  ['chain broken', 'a?.b', 'a.b'],
  ['chain broken', 'a?.(b)', 'a(b)'],
  ['text emptied', 'a = `b${c}`', "a = ''"],
];

const NOTHING: readonly [kind: string, text: string][] = [
  ['text emptied', "import a from 'b';"],
  ['text emptied', "type A = 'b' | 'c';"],
  ['text emptied', "a = { 'b': c };"],
  ['text emptied', "a = '';"],
  ['constant moved', 'type A = [1, 2];'],
  ['boolean swapped', 'let a: true;'],
  ['operator swapped', "a + 'b'"],
  ['condition negated', 'if (a === b) c();'], // the operator's turn
  ['guard dropped', 'if (a) return; else b();'],
  ['statement removed', 'super(a);'],
];

describe('a mistake', () => {
  it.each(CASES)('“%s” in `%s`', (kind, text, ...wanted) => {
    expect(made(kind, text)).toEqual(wanted);
  });

  it.each(NOTHING)('“%s” is not made of `%s`', (kind, text) => {
    expect(made(kind, text)).toEqual([]);
  });

  it('of every kind is among these', () => {
    expect(new Set(CASES.map(([kind]) => kind))).toEqual(new Set(Object.keys(MUTATORS)));
  });

  it('is told with its place, and with its line where it is a part of that', () => {
    const [mutant] = findMutants('core/some.ts', 'let a;\n  a = b < c;\n').slice(-1);
    expect(mutantWords(mutant!)).toBe('core/some.ts:2  < → <=   in: a = b < c;');
  });

  it('lies in the innermost function that has a body of its own', () => {
    const text = 'function a() { return b.map((c) => { d(); }); }\ne();';
    const at = (found: string): number | undefined =>
      functionStart('core/some.ts', text, text.indexOf(found));
    expect(at('d()')).toBe(text.indexOf(' d()'));
    expect(at('b.map')).toBe(text.indexOf(' return'));
    expect(at('e()')).toBeUndefined();
  });
});

describe('the order of drawing', () => {
  const all = Array.from({ length: 100 }, (_, index) => index);

  it('is the seed’s, and leaves none out', () => {
    const drawn = shuffled(all, 7);
    expect(drawn).toEqual(shuffled(all, 7));
    expect(drawn).not.toEqual(shuffled(all, 8));
    expect([...drawn].sort((a, b) => a - b)).toEqual(all);
  });
});
