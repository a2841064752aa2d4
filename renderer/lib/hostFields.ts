// The fields of the Add / Edit host dialog, as data: which kind has which, in what order,
// and what is said about each. The labels are fixed names that scripts rely on.
import type { HostColor, HostDraft, HostKind, KeepAlive } from '../../electron/ipc/contract.ts';

export type FieldName = keyof HostDraft;

export interface TextField {
  name: Exclude<FieldName, 'kind' | 'color' | 'keepAlive'>;
  label: string;
  /** Said under the field while nothing is wrong with it. */
  hint: string;
  placeholder?: string;
  lines?: number;
  /** Enter makes a new line in it; in all other fields it saves. */
  breaks?: boolean;
  /** Half the width, beside the next field that is narrow too. */
  narrow?: boolean;
}

const SSH_FIELDS: TextField[] = [
  {
    name: 'address',
    label: 'Address',
    hint: 'Host name, IP address, or an alias from your ssh config.',
    placeholder: 'server.example.net',
  },
  { name: 'user', label: 'User', hint: 'Empty: as your ssh config says.', narrow: true },
  { name: 'port', label: 'Port', hint: 'Empty: 22, or your ssh config.', narrow: true },
  {
    name: 'identityFile',
    label: 'Identity file',
    hint: 'Private key to log in with. Empty: the ones ssh tries by itself.',
    placeholder: '~/.ssh/id_ed25519',
  },
  {
    name: 'jumpHost',
    label: 'Jump host',
    hint: 'Goes through this host first; several separated by commas.',
    placeholder: 'user@bastion.example.net:22',
  },
  {
    name: 'options',
    label: 'Options',
    hint: 'Further ssh options, one Key=value a line.',
    placeholder: 'Compression=yes',
    lines: 2,
    breaks: true,
  },
];

const AGENT_FIELDS: TextField[] = [
  {
    name: 'pairingLink',
    label: 'Pairing link',
    hint: 'Run “bowline-agent pair” on that machine and paste the link it prints.',
    placeholder: 'bowline://…',
    lines: 2,
  },
];

const LOCAL_FIELDS: TextField[] = [
  {
    name: 'shell',
    label: 'Shell',
    hint: 'Program to run on this computer, and its arguments. Empty: your login shell.',
    placeholder: '/bin/bash',
  },
];

export const FIELDS_OF: Record<HostKind, TextField[]> = {
  ssh: SSH_FIELDS,
  agent: AGENT_FIELDS,
  local: LOCAL_FIELDS,
};

export const NAME_FIELD: TextField = {
  name: 'name',
  label: 'Name',
  hint: 'How it is called in the list.',
};

export const COLORS: Record<HostColor, string> = {
  none: 'None',
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  amber: 'Amber',
  red: 'Red',
  violet: 'Violet',
};

export const EMPTY_DRAFT: HostDraft = {
  kind: 'ssh',
  name: '',
  color: 'none',
  address: '',
  port: '',
  user: '',
  identityFile: '',
  jumpHost: '',
  options: '',
  keepAlive: 'off',
  shell: '',
  pairingLink: '',
};

/** The choices of "Keep shells alive", and what each means. */
export const KEEP_ALIVE: Record<KeepAlive, { label: string; hint: string }> = {
  off: {
    label: 'Off',
    hint: 'A shell ends with its connection. After a cut, a new one is opened.',
  },
  agent: {
    label: 'With bowline-agent',
    hint: 'Shells run on, and nothing they print is lost. Needs the agent there (Node 20 or newer).',
  },
  tmux: {
    label: 'With tmux',
    hint: 'Shells run on in tmux, and their screen comes back. Needs tmux there.',
  },
};

/** The order in which fields stand on the screen, for finding the first wrong one. */
export function fieldOrder(kind: HostKind): FieldName[] {
  const own = FIELDS_OF[kind].map(({ name }) => name);
  return ['name', 'kind', ...own, ...(kind === 'ssh' ? ['keepAlive' as const] : []), 'color'];
}

/** The draft as it is saved: what was typed into fields of another kind is left out. */
export function forKind(draft: HostDraft): HostDraft {
  const { kind, name, color } = draft;
  const own = FIELDS_OF[kind].map((field) => [field.name, draft[field.name]]);
  const keepAlive = kind === 'ssh' ? draft.keepAlive : 'off';
  return { ...EMPTY_DRAFT, kind, name, color, keepAlive, ...Object.fromEntries(own) };
}
