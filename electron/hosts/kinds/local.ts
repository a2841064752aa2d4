// A shell on this computer: the user's own, or a program that is named.
import { SYSTEM } from '../../../core/system.ts';
import { commandProblem } from '../../programs/localFiles.ts';
import { environmentProblem } from '../../programs/hostEnvironment.ts';
import { CAN_NOTHING, hostKind, LONG_FIELD_LENGTH, LOOK } from './kind.ts';

export const local = hostKind({
  word: 'Local shell',
  badge: 'local',
  measured: 'program',
  fields: {
    shell: {
      label: 'Shell',
      hint: 'Program to run on this computer, and its arguments. Empty: your login shell.',
      placeholder: SYSTEM === 'win32' ? 'powershell.exe' : '/bin/bash',
      suggests: 'shells',
      check: (line) => commandProblem(line),
    },
    environment: {
      inherits: true,
      label: 'Environment',
      hint: 'Variables for its programs, one NAME=value a line.',
      placeholder: 'EDITOR=vim',
      lines: 2,
      breaks: true,
      longest: LONG_FIELD_LENGTH,
      check: environmentProblem,
      lineKey: (line) => (line.split('=', 1)[0] ?? '').trim(),
    },
    startCommand: {
      label: 'Start command',
      hint: 'Runs before the shell, for the folder and variables that it begins with.',
      placeholder: 'cd ~/work',
      hidden: SYSTEM === 'win32', // it has no shell that could take its place
    },
    look: LOOK,
  },
  detail: ({ shell }, { loginShell }) => shell || loginShell,
  can: () => CAN_NOTHING,
});
