// The sentences of dialogs that hang on how many shells, programs or characters there are.
import { describe, expect, it } from 'vitest';
import { dialogs } from '../../words/english/window/dialogs.ts';

describe('a question about shells that can live on', () => {
  const { leave } = dialogs;

  it('speaks of the one shell', () => {
    expect([leave.canKeep(true, 1, ['build']), leave.back(1)].join(' ')).toBe(
      'The shell can keep running on build. “Running shells…” in the menu of the host brings it back.',
    );
    expect(leave.allCutOff(true, 1, ['build'])).toBe(
      'There is no connection to build now, so the shell can’t be ended from here: it keeps running there. You can end it later.',
    );
    expect([leave.over(true), leave.end(true)]).toEqual([
      'The shell has ended meanwhile.',
      'End shell',
    ]);
  });

  it('speaks of several, on several hosts', () => {
    expect([leave.canKeep(false, 2, ['build', 'db']), leave.back(2)].join(' ')).toBe(
      '2 of the shells can keep running on build and db. “Running shells…” in the menu of the host brings them back.',
    );
    expect(leave.allCutOff(false, 2, ['build', 'db'])).toBe(
      'There is no connection to build and db now, so they can’t be ended from here: they keep running there. You can end them later.',
    );
    expect([leave.over(false), leave.end(false)]).toEqual([
      'All of them have ended meanwhile.',
      'End shells',
    ]);
  });
});

it('a question about programs that would end counts them', () => {
  const { close } = dialogs;
  const said = (names: string, programs: number) =>
    `${close.running(names, programs)} ${close.ends(programs)}`;
  expect([said('', 0), said('vim', 1), said('vim, make', 2)]).toEqual([
    'A program is still running. Closing ends it.',
    'vim is still running. Closing ends it.',
    'vim, make are still running. Closing ends them.',
  ]);
});

it('what is left out of a paste is counted', () => {
  expect([1, 1_200].map(dialogs.paste.removed)).toEqual([
    '1 control character that could act as a key is left out.',
    '1,200 control characters that could act as a key are left out.',
  ]);
});
