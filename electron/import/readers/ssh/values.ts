// What may stand behind a keyword of an OpenSSH configuration, and what is said of a line that can't be.
import { say, type Said } from '../../../../words/said.ts';
import { forwardOf, type ForwardKeyword } from './forwards.ts';
import { jumpsOf } from './jumps.ts';
import { wordsOf, type SshLine } from './lines.ts';
import { portOf, secondsOf } from './ports.ts';

/** The words of a line that holds, or what is wrong with it. */
export type Value = readonly string[];
export type ReadValue = (line: SshLine) => Value | Said;

const FLAGS = ['yes', 'no', 'true', 'false'];
const MEANS_YES = ['yes', 'true'];

/** All that stands behind the keyword, # and quotes as they are: a command. */
export const command: ReadValue = ({ rest }) => {
  const text = rest.replace(/^[ \t=]+/, '');
  return text === '' ? say('import-ssh-no-value') : [text];
};

/** Several words, none of them empty. */
export const many: ReadValue = (line) => {
  const words = wordsIn(line);
  if ('code' in words || words.every((word) => word !== '')) return words;
  return say('import-ssh-no-value');
};

export const one = single((word) => word);
/** One of a few words, in small letters. */
export const oneOf = (...words: string[]): ReadValue =>
  single((word) => words.find((known) => known === word.toLowerCase()));
export const flag = single((word) => {
  const known = FLAGS.find((one) => one === word.toLowerCase());
  return known && (MEANS_YES.includes(known) ? 'yes' : 'no');
});
export const flagOr = (...words: string[]): ReadValue => oneOf(...FLAGS, ...words);
/** In seconds, or `none`. */
export const time = single((word) => (word === 'none' ? word : secondsOf(word)?.toString()));
export const wholeNumber = single((word) => (/^-?\d{1,9}$/.test(word) ? word : undefined));
export const port = single(
  (word) => String(portOf(word) || '') || undefined,
  () => say('import-ssh-port'),
);

/** `yes`, `ask`, `confirm 2h`, `1h`; times in seconds. */
export const keysToAgent: ReadValue = (line) => {
  const words = many(line);
  if ('code' in words) return words;
  const [first = '', second, third] = words.map((word) => word.toLowerCase());
  if (third !== undefined) return say('import-ssh-extra');
  const seconds = secondsOf(second ?? first)?.toString();
  if (second !== undefined) return first === 'confirm' && seconds ? [first, seconds] : wrong();
  return [...FLAGS, 'ask', 'confirm'].includes(first) ? [first] : seconds ? [seconds] : wrong();
};

export const forward =
  (keyword: ForwardKeyword): ReadValue =>
  (line) => {
    const words = wordsIn(line);
    if ('code' in words) return words;
    if (words.length > (keyword === 'dynamicforward' ? 1 : 2)) return say('import-ssh-extra');
    if (keyword === 'localforward' && words.length === 1) return say('import-ssh-no-target');
    return forwardOf(keyword, words) ? words : say('import-ssh-forward');
  };

/** The hops; none of `none`. */
export const jump: ReadValue = ({ rest }) => {
  if (rest === '') return say('import-ssh-no-value');
  return jumpsOf(rest) ?? say('import-ssh-jump');
};

export const names: ReadValue = (line) => {
  const words = many(line);
  if ('code' in words) return words;
  return words.some((word) => word.includes('=')) ? wrong() : words;
};

export const assignments: ReadValue = (line) => {
  const words = many(line);
  if ('code' in words) return words;
  return words.every((word) => word.includes('=')) ? words : wrong();
};

function single(
  read: (word: string) => string | undefined,
  problem: () => Said = wrong,
): ReadValue {
  return (line) => {
    const words = wordsIn(line);
    if ('code' in words) return words;
    if (words.length > 1) return say('import-ssh-extra');
    const value = words[0] === '' ? undefined : read(words[0]!);
    if (words[0] === '') return say('import-ssh-no-value');
    return value === undefined ? problem() : [value];
  };
}

function wordsIn({ rest }: SshLine): Value | Said {
  const { words, open } = wordsOf(rest);
  if (open) return say('import-ssh-quotes');
  return words.length > 0 ? words : say('import-ssh-no-value');
}

function wrong(): Said {
  return say('import-ssh-value');
}
