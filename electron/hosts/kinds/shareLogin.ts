// Whether plain shells of a host go over one login. What carries it: electron/shells/sharedShell.ts.
import type { Choice, HostField } from './kind.ts';

const CHOICES = [
  { value: '', label: 'As usual', hint: 'As its folder says, or else your settings of logins.' },
  {
    value: 'setting',
    label: 'As the settings say',
    hint: 'As your settings of logins say.',
    holds: '',
  },
  { value: 'off', label: 'Off', hint: 'Each plain shell logs in by itself.' },
  {
    value: 'on',
    label: 'On',
    hint:
      'Plain shells ask once, and come back together; a flood in one slows the others. Forwards and X11 ' +
      'work, and forwarded keys that are allowed. Each logs in by itself all the same where keys are asked ' +
      'about each time, where your ssh config has a ControlPath, and on Windows.',
  },
] as const satisfies readonly Choice[];

export const SHARE_LOGIN = {
  inherits: true,
  section: 'connection',
  label: 'One login',
  hint: '',
  choices: CHOICES,
} as const satisfies HostField;
