// Whether programs on a host may use keys of this computer. The same for all kinds whose shells can.
import type { Choice, HostField } from './kind.ts';

const CHOICES = [
  { value: '', label: 'As usual', hint: 'As its folder says, or else off.' },
  {
    value: 'off',
    label: 'Off',
    hint: 'Your keys stay here, unless “Forward the ssh agent” says otherwise.',
  },
  {
    value: 'ask',
    label: 'Ask each time',
    hint: 'Programs there see which keys you have; you are asked before one is used. For shells opened from now on.',
  },
  {
    value: 'allow',
    label: 'Allow',
    hint: 'Programs there use your keys while you are attached, and so can its root. For shells opened from now on.',
  },
] as const satisfies readonly Choice[];

export const FORWARD_AGENT = {
  inherits: true,
  section: 'connection',
  label: 'Forward keys',
  hint: '',
  choices: CHOICES,
} as const satisfies HostField;
