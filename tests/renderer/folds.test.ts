// Which folders are open, remembered for each window.
import { describe, expect, it } from 'vitest';
import { Folds } from '../../renderer/lib/folds.ts';

function memory(initial: string | null = null) {
  let stored = initial;
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => void (stored = value),
  };
}

describe('what was folded', () => {
  it('is each window’s own, and a new window begins as the last one', () => {
    const storage = memory();
    new Folds(storage, 'one').write(new Map([['folder:a', true]]));
    new Folds(storage, 'two').write(new Map([['folder:a', false]]));
    expect([...new Folds(storage, 'one').read()]).toEqual([['folder:a', true]]);
    expect([...new Folds(storage, 'two').read()]).toEqual([['folder:a', false]]);
    expect([...new Folds(storage, 'three').read()]).toEqual([['folder:a', false]]);
  });

  it('is forgotten of windows that are long gone', () => {
    const storage = memory();
    for (let at = 0; at < 12; at++) new Folds(storage, `w${at}`).write(new Map([[`f${at}`, true]]));
    expect([...new Folds(storage, 'w11').read()]).toEqual([['f11', true]]);
    expect([...new Folds(storage, 'w0').read()]).toEqual([['f11', true]]);
  });

  it.each([null, '', '{', '{}', '[1]', '[["one"]]', '[["one",[1],[]]]', '[["one",[],{}]]'])(
    'is nothing where %j stands',
    (stored) => {
      expect([...new Folds(memory(stored), 'one').read()]).toEqual([]);
    },
  );

  it('is nothing without a storage, and where it is full', () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    };
    for (const storage of [null, full]) {
      const folds = new Folds(storage, 'one');
      folds.write(new Map([['folder:a', true]]));
      expect(folds.read().size).toBe(0);
    }
  });
});
