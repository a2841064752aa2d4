// Arguments of PuTTY's command line, as SuperPuTTY keeps them for a session.
import type { FoundForward, FoundMore, FoundSerial } from '../../found.ts';
import { forwardOf } from './forwards.ts';

export interface Arguments {
  readonly identities: readonly string[];
  readonly forwards: readonly FoundForward[];
  readonly more: FoundMore;
  readonly user: string | null;
  readonly port: number | null;
  readonly proxyCommand: string | null;
  readonly serial: Partial<FoundSerial>;
  /** Those that are passwords, by their names. */
  readonly secrets: readonly string[];
  /** What can't come along, without values that may be secret. */
  readonly rest: readonly string[];
}

interface Draft {
  identities: string[];
  forwards: FoundForward[];
  more: { -readonly [K in keyof FoundMore]: FoundMore[K] };
  options: Record<string, string>;
  user: string | null;
  port: number | null;
  proxyCommand: string | null;
  serial: Partial<FoundSerial>;
  secrets: string[];
  rest: string[];
}

/** Which take no value, and what they say. */
const FLAGS: ReadonlyMap<string, (draft: Draft) => void> = new Map<string, (draft: Draft) => void>([
  ['-A', ({ more }) => void (more.agentForward = true)],
  ['-a', ({ more }) => void (more.agentForward = false)],
  ['-X', ({ more }) => void (more.x11 = true)],
  ['-x', ({ more }) => void (more.x11 = false)],
  ['-C', ({ more }) => void (more.compression = true)],
  ['-t', ({ more }) => void (more.requestTty = 'yes')],
  ['-T', ({ more }) => void (more.requestTty = 'no')],
  ['-N', ({ options }) => void (options['SessionType'] = 'none')],
  ['-4', ({ options }) => void (options['AddressFamily'] = 'inet')],
  ['-6', ({ options }) => void (options['AddressFamily'] = 'inet6')],
  ['-noagent', ({ more }) => void (more.identityAgent = 'none')],
]);

/** Which take one; false: it makes no sense. */
const VALUES: ReadonlyMap<string, (draft: Draft, value: string) => boolean> = new Map<
  string,
  (draft: Draft, value: string) => boolean
>([
  ['-i', ({ identities }, value) => identities.push(value) > 0],
  ['-l', (draft, value) => (draft.user = value) !== ''],
  ['-P', (draft, value) => /^\d+$/.test(value) && (draft.port = Number(value)) >= 0],
  ['-L', (draft, value) => tunnel(draft, 'L', value)],
  ['-R', (draft, value) => tunnel(draft, 'R', value)],
  ['-D', (draft, value) => tunnel(draft, 'D', value)],
  ['-cert', ({ more }, value) => (more.certificates = [value]).length > 0],
  ['-proxycmd', (draft, value) => (draft.proxyCommand = value) !== ''],
  ['-sercfg', ({ serial }, value) => serialSettings(serial, value)],
]);

const SECRETS = new Set(['-pw', '-pwfile']);
/** Without a counterpart, and with a value that belongs to them. */
const WITH_VALUE = new Set(
  ['-load', '-m', '-nc', '-hostkey', '-loghost', '-sessionlog', '-sshlog', '-sshrawlog'].concat([
    '-logoverwrite-file',
    '-title',
    '-classname',
    '-initial',
  ]),
);
/** They say what SuperPuTTY says by itself, or are PuTTY's way to be asked nothing. */
const SAY_NOTHING = new Set(
  ['-ssh', '-2', '-telnet', '-rlogin', '-raw', '-serial', '-agent', '-batch', '-v'].concat([
    '-ssh-connection',
    '-no-antispoof',
    '-share',
    '-noshare',
  ]),
);

export function argumentsIn(text: string): Arguments {
  const draft: Draft = {
    identities: [],
    forwards: [],
    more: {},
    options: {},
    user: null,
    port: null,
    proxyCommand: null,
    serial: {},
    secrets: [],
    rest: [],
  };
  const words = wordsOf(text);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    const value = words[at + 1] ?? '';
    const [flag, taking] = [FLAGS.get(word), VALUES.get(word)];
    if (flag) flag(draft);
    else if (SAY_NOTHING.has(word)) continue;
    else if (SECRETS.has(word)) draft.secrets.push(word);
    else if (taking) {
      if (!taking(draft, value)) draft.rest.push(`${word} ${value}`);
    } else if (WITH_VALUE.has(word)) draft.rest.push(`${word} ${value}`);
    else draft.rest.push(word);
    if (SECRETS.has(word) || taking || WITH_VALUE.has(word)) at += 1;
  }
  const { options, more, ...others } = draft;
  return { ...others, more: Object.keys(options).length > 0 ? { ...more, options } : more };
}

/** Words as Windows splits them: blanks within double quotes belong to one. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:[^\s"]|"[^"]*(?:"|$))+/g) ?? [];
  return words.map((word) => word.replace(/"/g, ''));
}

/** `[addr:]port:host:port`, of a dynamic one `[addr:]port`. */
function tunnel({ forwards }: Draft, type: 'L' | 'R' | 'D', value: string): boolean {
  const parts = value.match(/\[[^\]]*\]|[^:]+/g) ?? [];
  const own = type === 'D' ? parts.length : parts.length - 2;
  if (own < 1) return false;
  const forward = forwardOf(type + parts.slice(0, own).join(':'), parts.slice(own).join(':'));
  if (forward) forwards.push(forward);
  return forward !== undefined;
}

const PARITIES = { n: 'none', o: 'odd', e: 'even', m: 'mark', s: 'space' } as const;
const FLOWS = { N: 'none', X: 'xonxoff', R: 'rtscts', D: 'dsrdtr' } as const;

/** `9600,8,n,1,N`, in whatever order: a letter in small is the parity, a capital the flow control. */
function serialSettings(serial: Partial<FoundSerial>, value: string): boolean {
  const own = serial as { -readonly [K in keyof FoundSerial]?: FoundSerial[K] };
  return value.split(',').every((part) => {
    if (Object.hasOwn(PARITIES, part)) own.parity = PARITIES[part as keyof typeof PARITIES];
    else if (Object.hasOwn(FLOWS, part)) own.flow = FLOWS[part as keyof typeof FLOWS];
    else if (/^(?:1|1\.5|2)$/.test(part)) own.stopBits = Number(part);
    else if (/^[5-9]$/.test(part)) own.dataBits = Number(part);
    else if (/^\d{2,8}$/.test(part)) own.speed = Number(part);
    else return false;
    return true;
  });
}
