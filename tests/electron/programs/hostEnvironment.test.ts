// Variables and first command of a host, as they are typed and as programs get them.
import { expect, it } from 'vitest';
import {
  afterFirst,
  environmentProblem,
  withEnvironment,
} from '../../../electron/programs/hostEnvironment.ts';
import { inWords } from '../../../words/said.ts';

it.each([
  ['', ''],
  ['A=1\n\n  B_2=x=y z  \n', ''],
  ['A=1\nno variable', 'Line 2 is no variable. Write one NAME=value a line.'],
  ['2A=1', 'Line 1 is no variable. Write one NAME=value a line.'],
  ['A B=1', 'Line 1 is no variable. Write one NAME=value a line.'],
  ['=1', 'Line 1 is no variable. Write one NAME=value a line.'],
  ['A=\x1b[2J', 'Line 1 contains characters that can’t be seen.'],
])('of %j is wrong: %j', (text, problem) => {
  expect(inWords(environmentProblem(text))).toBe(problem);
});

it('on Windows a name is the same whatever its case', () => {
  const env = { Path: 'C:\\', HOME: 'x' };
  expect(withEnvironment(env, 'PATH=D:\\', 'win32')).toEqual({ HOME: 'x', PATH: 'D:\\' });
  expect(withEnvironment(env, 'PATH=/bin', 'linux')).toEqual({ ...env, PATH: '/bin' });
});

it('a first command is handed over as it is, and left out where nothing could run it', () => {
  const program = { file: '/bin/zsh', args: ['-l'] };
  expect(afterFirst(program, ' ', 'linux')).toBe(program);
  expect(afterFirst(program, 'cd /', 'win32')).toBe(program);
  const { args } = afterFirst(program, `echo "$x" 'y'`, 'darwin');
  expect(args.slice(3)).toEqual([`echo "$x" 'y'`, '/bin/zsh', '-l']);
});
