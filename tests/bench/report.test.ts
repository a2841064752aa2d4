import { describe, expect, it } from 'vitest';
import type { Figure } from '../../bench/bench.ts';
import type { BenchRecord } from '../../bench/record.ts';
import { cells, meets } from '../../bench/report/figures.ts';
import { section, withSection } from '../../bench/report/page.ts';
import { markdownTable, textTable } from '../../bench/report/table.ts';

const SPEED: Figure = { what: 'speed', value: 0.9049, unit: '×', aim: { least: 0.9 } };
const DELAY: Figure = { what: 'delay | p99', value: 51.04, unit: 'ms', aim: { most: 50 } };
const PLAIN: Figure = { what: 'a thing', value: 12, unit: 'MB' };

describe('a figure', () => {
  it('meets its aim from the right side', () => {
    expect(meets(SPEED)).toBe(true);
    expect(meets({ ...SPEED, value: 0.89 })).toBe(false);
    expect(meets(DELAY)).toBe(false);
    expect(meets({ ...DELAY, value: 50 })).toBe(true);
  });

  it('is read with its unit, its aim and the verdict', () => {
    expect(cells(SPEED)).toEqual(['speed', '0.90×', '≥ 0.9×', 'met']);
    expect(cells(DELAY)).toEqual(['delay | p99', '51.0 ms', '≤ 50 ms', 'missed']);
    expect(cells(PLAIN)).toEqual(['a thing', '12.0 MB', '', '']);
  });
});

describe('a table', () => {
  it('stands in columns', () => {
    expect(
      textTable([
        ['what', 'so much'],
        ['a longer one', '1 ×'],
        ['b', '22 ×'],
      ]),
    ).toBe(['what          so much', 'a longer one      1 ×', 'b                22 ×'].join('\n'));
  });

  it('keeps a bar inside a cell of Markdown', () => {
    expect(
      markdownTable([
        ['a', 'b'],
        ['x | y', 'z'],
      ]),
    ).toBe(['| a | b |', '| --- | --- |', '| x \\| y | z |'].join('\n'));
  });
});

const RECORD: BenchRecord = {
  ...{ bench: 'delay', date: '2026-01-02T03:04:05.000Z', quick: false, seconds: 7 },
  ...{ figures: [DELAY], samples: { 'delay, ms': [51.04] }, notes: ['No moon.'] },
  machine: { system: 'linux', cpu: 'A processor', cores: 2, memoryGb: 4 },
  versions: { bowline: '0.1.0', commit: 'abc1234', electron: '45.0.0', xterm: '6.0.0' },
  load: { before: 0.14, after: 1.96 },
};

describe('the performance page', () => {
  const page = 'Words.\n<!-- begin delay -->\nold\n<!-- end delay -->\nMore words.\n';

  it('takes new figures between the marks, and leaves all else', () => {
    expect(withSection(page, 'delay', 'new')).toBe(
      'Words.\n<!-- begin delay -->\n\nnew\n\n<!-- end delay -->\nMore words.\n',
    );
    const twice = withSection(withSection(page, 'delay', 'new'), 'delay', 'newer');
    expect(twice).toBe(withSection(page, 'delay', 'newer'));
  });

  it('says which place it lacks', () => {
    expect(() => withSection(page, 'speed', 'new')).toThrow(/no place for speed/);
  });

  it('says how the figures were taken, what they are, and on what', () => {
    const text = section({ method: 'With a stopwatch.' }, RECORD);
    expect(text).toContain('With a stopwatch.');
    expect(text).toContain('| delay \\| p99 | 51.0 ms | ≤ 50 ms | missed |');
    expect(text).toContain('No moon.');
    expect(text).toContain('Taken on 2026-01-02 in 7 s: A processor, 2 cores, 4 GB');
    expect(text).toContain('load 0.1 before, 2.0 after');
  });
});
