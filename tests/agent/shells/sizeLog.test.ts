import { describe, expect, it } from 'vitest';
import { SizeLog } from '../../../agent/shells/sizeLog.ts';

const size = (cols: number) => ({ cols, rows: 24 });

describe('the sizes of a shell', () => {
  it('are known for every place in the output', () => {
    const sizes = new SizeLog(size(80));
    sizes.change(100, size(90));
    sizes.change(200, size(70));
    expect([0, 99, 100, 199, 200, 999].map((offset) => sizes.at(offset).cols)).toEqual([
      80, 80, 90, 90, 70, 70,
    ]);
    expect(sizes.current).toMatchObject({ offset: 200, cols: 70 });
  });

  it('count only when they differ, and between two bytes only the last', () => {
    const sizes = new SizeLog(size(80));
    expect(sizes.change(5, size(80))).toBe(false);
    sizes.change(10, size(81));
    sizes.change(10, size(82));
    const first = sizes.after(sizes.at(0).number);
    expect(first).toMatchObject({ offset: 10, cols: 82 });
    expect(sizes.after(first!.number)).toBeUndefined();
  });

  it('tell a change also to those who have seen the one it replaced', () => {
    const sizes = new SizeLog(size(80));
    sizes.change(10, size(81));
    const seen = sizes.current.number;
    sizes.change(10, size(82));
    expect(sizes.after(seen)).toMatchObject({ offset: 10, cols: 82 });
  });

  it('are forgotten with the output they belong to', () => {
    const sizes = new SizeLog(size(80));
    sizes.change(100, size(90));
    sizes.change(200, size(70));
    sizes.dropBefore(150);
    expect(sizes.at(0).cols).toBe(90);
    expect(sizes.at(150).cols).toBe(90);
    sizes.dropBefore(199);
    expect(sizes.at(0).cols).toBe(90);
    sizes.dropBefore(200);
    expect([sizes.at(0).cols, sizes.current.cols]).toEqual([70, 70]);
    sizes.dropBefore(1_000);
    expect(sizes.current.cols).toBe(70);
  });

  it('are bounded, however long somebody drags a border', () => {
    const sizes = new SizeLog(size(80));
    for (let i = 1; i <= 5000; i++) sizes.change(i, size(80 + (i % 2)));
    expect(sizes.at(0).offset).toBe(5000 - 1023);
  });
});
