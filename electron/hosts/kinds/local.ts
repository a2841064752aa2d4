// A shell on this computer: the user's own, or a program that is named.
import { programProblem } from '../localFiles.ts';
import { CAN_NOTHING, hostKind } from './kind.ts';

export const local = hostKind({
  word: 'Local shell',
  badge: 'local',
  measured: 'program',
  fields: {
    shell: {
      label: 'Shell',
      hint: 'Program to run on this computer. Empty: your login shell.',
      placeholder: '/bin/bash',
      check: (program) => programProblem(program),
    },
  },
  detail: ({ shell }, { loginShell }) => shell || loginShell,
  can: () => CAN_NOTHING,
});
