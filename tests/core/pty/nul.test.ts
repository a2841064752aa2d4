// A NUL in what is to be run: refused by name, before the system cuts a text off there.
import { expect, it } from 'vitest';
import { openPty } from '../../../core/pty/pty.ts';

const whole = { file: '/bin/echo', args: ['a'], env: {}, cwd: '/', size: { cols: 80, rows: 24 } };

it.each([
  [{ file: '/bin/echo\0x' }, /^The program’s name contains a NUL/],
  [{ args: ['a', 'b\0c'] }, /^Argument 2 of the program contains a NUL/],
  [{ cwd: '/\0x' }, /^The folder’s name contains a NUL/],
  [{ env: { A: 'b\0' } }, /^The variable "A" contains a NUL/],
])('%j is refused', (change, message) => {
  expect(() => openPty({ ...whole, ...change })).toThrow(message);
});
