// What stands beside a failed test at the end of `npm test`: bounded, and plain text.
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../build/testing/program.ts';
import { why } from '../../build/testing/why.ts';

const place = { file: path.join(ROOT, 'tests/some.test.ts'), line: 12 };

it('is what was said, without the colours, and where', () => {
  const message = '\u001b[31mexpected\u001b[39m 1\r\n\n\tto be\u0000 2 \u202e\u001b]0;title\u0007';
  expect(why([{ message, place }])).toEqual([
    'expected 1',
    '  to be 2',
    'at tests/some.test.ts:12',
  ]);
});

it('is bounded in lines, in what one holds, and in errors', () => {
  const long = why([{ message: 'x'.repeat(10_000) }]);
  expect(long.map((line) => line.length)).toEqual([201]);
  const many = why([{ message: 'line\n'.repeat(1_000), place }]);
  expect(many).toEqual([
    ...Array.from({ length: 8 }, () => 'line'),
    '…',
    'at tests/some.test.ts:12',
  ]);
  expect(why(Array.from({ length: 9 }, (_, at) => ({ message: `${at}` })))).toEqual(['0', '1']);
  expect(why([])).toEqual([]);
});
