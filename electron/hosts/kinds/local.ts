// A shell on this computer: the user's own, or a program that is named.
import { SYSTEM } from '../../../core/system.ts';
import { commandProblem } from '../../programs/localFiles.ts';
import { CAN_NOTHING, hostKind } from './kind.ts';

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
  },
  detail: ({ shell }, { loginShell }) => shell || loginShell,
  can: () => CAN_NOTHING,
});
