// Of a terminal's manners: programs that put text on the clipboard, bells, and screen readers.
import { count } from '../count.ts';

const copies = {
  label: 'A program asks for the clipboard',
  asks: (host: string) => `${host} wants to put text on the clipboard`,
  size: (lines: number, characters: number) =>
    `${count(lines, 'line')}, ${count(characters, 'character')}`,
  once: 'Allow once',
  always: 'Always for this host',
  never: 'Never',
  close: 'Not now',
  allow: 'Allow',
  show: 'Show',
  menu: {
    once: 'Let the program copy its text',
    always: 'Always let this host copy text',
    never: 'Never let this host copy text',
  },
  notKept: 'The answer could not be kept',
  notRead: (host: string) =>
    `A program on ${host} wanted to read the clipboard. No host may: paste what it needs.`,
  refused: {
    'refused-everywhere': (host: string) =>
      `A program on ${host} wanted to put text on the clipboard, which your settings refuse.`,
    'refused-host': (host: string) =>
      `A program on ${host} wanted to put text on the clipboard, which you refused for this host.`,
    'others-typed': (host: string) =>
      `A program on ${host} wanted to put text on the clipboard. Somebody else typed there last, so nothing was put.`,
  },
  unfit: {
    'too-long': (host: string) =>
      `A program on ${host} wanted to put more than 1 MiB of text on the clipboard. Nothing was put: copy it in parts, or into a file.`,
    'not-base64': (host: string) =>
      `A program on ${host} wanted to put something on the clipboard that isn’t base64. Nothing was put.`,
    'not-text': (host: string) =>
      `A program on ${host} wanted to put something on the clipboard that isn’t UTF-8 text. Nothing was put.`,
  },
};

const settings = {
  clipboardWrite: 'Programs may put text on the clipboard',
  clipboardWrites: { ask: 'Ask once per host', allow: 'Always', refuse: 'Never' },
  clipboardHosts: 'Hosts that were answered for',
  clipboardAnswers: { allow: 'always', refuse: 'never' },
  forget: (host: string) => `Ask again about ${host}`,
  forgetShort: 'Ask again',
  deletedHost: 'a deleted host',
  notForgotten: 'What was answered could not be forgotten',
  screenReader: 'Screen reader',
  screenReaders: { system: 'As the system says', on: 'On', off: 'Off' },
  screenReaderHint: 'On, terminals can be read line by line, and new output is read out.',
};

const reader = {
  question: 'Do you use a screen reader?',
  on: 'Make terminals readable',
  notKept: 'The setting could not be kept',
};

export const manners = { copies, settings, reader };
