// What a tab says by itself, in its place between stretches of output.
import type { ShellMark } from '../shell.ts';

export const ENDED_WITH_THE_APP = note('The earlier shell ended with the app. This is a new one.');
export const NEW_CONNECTION = note('A new connection begins here.');
export const NOT_READING = note('The program is not reading its input. What you type now is lost.');
export const SHOWN_ELSEWHERE = note(
  'Another window shows this shell now. What you type here doesn’t reach it.',
);
export const TOO_MUCH = note('That was too much to type at once. Nothing of it was typed.');
export const NOT_UNDERSTOOD = note(
  'The window sent something that a shell doesn’t understand. It was ignored.',
);

function note(text: string): ShellMark {
  return { type: 'note', text };
}
