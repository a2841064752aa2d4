// What a tab says by itself, in its place between stretches of output: a line in its terminal, in
// words as all that stands there.
import type { ShellMark } from '../shell.ts';
import { inWords, say, type Said } from '../../words/said.ts';

export const ENDED_WITH_THE_APP = say('earlier-ended-with-app');
export const ENDED_WITH_ITS_PANE = say('earlier-ended-when-closed');
export const NEW_CONNECTION = say('new-connection-begins');
export const NOT_READING = say('input-not-read');
export const TOO_MUCH = say('input-too-much');
export const NOT_UNDERSTOOD = say('input-not-understood');

export function note(said: Said): ShellMark {
  return { type: 'note', text: inWords(said) };
}
