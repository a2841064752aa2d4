// A session of SecureCRT as a host. It writes all of its settings into each session: those that it
// writes for everybody aren't worth a word.
import { say } from '../../../words/said.ts';
import { foundHost, type FoundHost, type FoundMore, type FoundSerial } from '../found.ts';
import { setting, type HostNotes } from './hostNotes.ts';
import { crtForwards } from './securecrtForwards.ts';
import { isMapped, isUsual } from './securecrtSettings.ts';
import {
  listAt,
  numberAt,
  textAt,
  type CrtSession,
  type CrtValues,
  type Jumps,
} from './securecrtValues.ts';

const TOOL = 'SecureCRT';

interface Kind {
  readonly protocol: string;
  /** Keys that its port may stand in. The one of ssh stands in every session. */
  readonly ports: readonly string[];
  readonly usual: number;
}

/** By the name of the protocol, in small letters. Translated editions have a key in their language. */
const KINDS = new Map<string, Kind>([
  ['ssh2', { protocol: 'ssh', ports: ['[SSH2] Port', '[SSH2] 端口'], usual: 22 }],
  ['ssh1', { protocol: 'ssh', ports: ['[SSH1] Port'], usual: 22 }],
  ['sftp', { protocol: 'sftp', ports: ['[SSH2] Port', '[SSH2] 端口'], usual: 22 }],
  ['telnet', { protocol: 'telnet', ports: ['Port', '[TELNET] Port'], usual: 23 }],
  ['rlogin', { protocol: 'rlogin', ports: ['Port', '[RLOGIN] Port'], usual: 513 }],
  ['raw', { protocol: 'raw', ports: ['Port', '[RAW] Port'], usual: 0 }],
  ['serial', { protocol: 'serial', ports: [], usual: 0 }],
]);

export interface CrtAround {
  readonly template: CrtValues;
  readonly jumps: Jumps;
}

/** Undefined of a session that is no shell on another computer. */
export function crtHost(
  { name, group, values }: CrtSession,
  { template, jumps }: CrtAround,
  notes: HostNotes,
): FoundHost | undefined {
  const protocol = textAt(values, 'Protocol Name') || 'SSH2';
  const kind = KINDS.get(protocol.toLowerCase());
  const address = textAt(values, 'Hostname');
  if (!kind) {
    const isLocal = /local shell/i.test(protocol);
    const why = say(isLocal ? 'import-terminal-local' : 'import-no-kind-yet');
    notes.tell(`${protocol} ${address}`.trim(), why);
    return undefined;
  }
  if (protocol.toLowerCase() === 'ssh1') notes.tell(protocol, say('import-terminal-ssh1'));
  if (!values.has('Protocol Name')) notes.tell('no Protocol Name', say('import-terminal-value'));
  const isSerial = kind.protocol === 'serial';
  if (address === '' && !isSerial) notes.tell('Hostname', say('import-terminal-no-address'));
  tellRest(values, template, notes);
  return foundHost({
    name,
    group,
    protocol: kind.protocol,
    address: isSerial ? '' : address,
    port: portOf(values, kind, notes),
    user: loginOf(values, notes),
    identities: identityOf(values, notes),
    jump: jumpOf(values, jumps, notes),
    forwards: crtForwards(values, notes),
    ...(isSerial ? { serial: serialOf(values) } : {}),
    more: moreOf(values, notes),
  });
}

function portOf(values: CrtValues, { ports, usual }: Kind, notes: HostNotes): number {
  const key = ports.find((one) => values.has(one));
  return key === undefined ? usual : notes.port(key, textAt(values, key), usual);
}

function loginOf(values: CrtValues, notes: HostNotes): string | null {
  const saved = textAt(values, 'Credential Title');
  if (saved !== '') {
    const why = say('import-terminal-login-saved', { tool: TOOL });
    notes.tell(setting('Credential Title', saved), why);
  }
  return textAt(values, 'Username') || null;
}

const KEY = 'Identity Filename V2';

/** Often the public half is named, sometimes with options behind `::`. */
function identityOf(values: CrtValues, notes: HostNotes): string[] {
  const written = textAt(values, KEY) || textAt(values, 'Identity Filename');
  const [path = '', ...options] = written.split('::');
  if (numberAt(values, 'Public Key Type') || textAt(values, 'PKCS11 Provider Dll')) {
    notes.tell('Public Key Type', say('import-terminal-key-device'));
  }
  if (path === '') return [];
  if (numberAt(values, 'Use Global Public Key') === 1) {
    notes.tell(setting(KEY, written), say('import-terminal-key-global', { tool: TOOL }));
    return [];
  }
  const [name] = /\$\{[^{}$]*\}|%[A-Z_]+%/.exec(path) ?? [];
  if (name !== undefined) {
    notes.tell(setting(KEY, path), say('import-terminal-variable', { name, tool: TOOL }));
  }
  if (/\.pub$/i.test(path)) notes.tell(setting(KEY, path), say('import-terminal-key-public'));
  if (/\.ppk$/i.test(path)) notes.tell(setting(KEY, path), say('import-terminal-key-putty'));
  if (options.length > 0) notes.tell(setting(KEY, written), say('import-terminal-setting'));
  return [path];
}

/** Another session on the way, or a proxy of the tool's own settings. */
function jumpOf(values: CrtValues, jumps: Jumps, notes: HostNotes): string[] | null {
  const firewall = textAt(values, 'Firewall Name');
  if (firewall === '' || /^none$/i.test(firewall)) return null;
  const [, path] = /^session:(.*)$/i.exec(firewall) ?? [];
  if (path === undefined) {
    const why = say('import-terminal-proxy-elsewhere', { tool: TOOL });
    notes.tell(setting('Firewall Name', firewall), why);
    return null;
  }
  const jump = jumps(path);
  if ('code' in jump) {
    notes.tell(setting('Firewall Name', firewall), jump);
    return null;
  }
  if (jump.doubt) notes.tell(setting('Firewall Name', firewall), jump.doubt);
  return [jump.name];
}

/** Numbers as Windows counts them. */
const PARITIES = ['none', 'odd', 'even', 'mark', 'space'] as const;
const STOP_BITS = [1, 1.5, 2];
const FLOWS = [
  ['CTS Flow', 'rtscts'],
  ['DSR Flow', 'dsrdtr'],
  ['XON Flow', 'xonxoff'],
] as const;

function serialOf(values: CrtValues): FoundSerial {
  const flow = FLOWS.find(([key]) => numberAt(values, key));
  return {
    line: textAt(values, 'Com Port'),
    speed: numberAt(values, 'Baud Rate') ?? 9_600,
    dataBits: numberAt(values, 'Data Bits') ?? 8,
    stopBits: STOP_BITS[numberAt(values, 'Stop Bits') ?? 0] ?? 1,
    parity: PARITIES[numberAt(values, 'Parity') ?? 0] ?? 'none',
    flow: flow?.[1] ?? 'none',
  };
}

function moreOf(values: CrtValues, notes: HostNotes): FoundMore {
  const description = listAt(values, 'Description').join('\n').trim();
  const command = textAt(values, 'Shell Command');
  const folder = textAt(values, 'Initial Directory');
  const compression = textAt(values, 'Compression List');
  const [x11, agent] = ['Forward X11', 'Enable Agent Forwarding'].map((k) => numberAt(values, k));
  const alive = numberAt(values, 'Idle NO-OP Check') ? numberAt(values, 'Idle NO-OP Timeout') : 0;
  const runs = numberAt(values, 'Use Shell Command') === 1 && command !== '';
  if (command !== '' && !runs) notes.tell(setting('Shell Command', command), unused());
  return {
    ...(description ? { description } : {}),
    ...(runs ? { remoteCommand: command } : {}),
    ...(folder ? { remoteDirectory: folder } : {}),
    ...(compression ? { compression: !/^none\b/i.test(compression) } : {}),
    ...(x11 === undefined ? {} : { x11: x11 !== 0 }),
    ...(agent === 0 || agent === 1 ? { agentForward: agent === 1 } : {}), // 2: as everywhere
    ...(alive ? { keepAliveSeconds: alive } : {}),
    ...(numberAt(values, 'Request pty') === 0 ? { requestTty: 'no' } : {}),
  };
}

function unused(): ReturnType<typeof say> {
  return say('import-terminal-off');
}

/** All that stands there and has no place in a host. */
function tellRest(values: CrtValues, template: CrtValues, notes: HostNotes): void {
  if (numberAt(values, 'Use Login Script')) {
    notes.tell('Login Script', say('import-terminal-script'));
  }
  if (numberAt(values, 'Use Script File')) {
    const script = textAt(values, 'Script Filename V2');
    notes.tell(setting('Script Filename', script), say('import-terminal-script'));
  }
  if (numberAt(values, 'Idle Check') && textAt(values, 'Idle String')) {
    notes.tell('Idle String', say('import-terminal-script'));
  }
  const charset = textAt(values, 'Output Transformer Name');
  if (!['', 'default', 'utf-8', 'utf8'].includes(charset.toLowerCase())) {
    notes.tell(setting('Output Transformer Name', charset), say('import-terminal-charset'));
  }
  if (numberAt(values, 'Use Tab Color')) notes.tell('Tab Color', say('import-terminal-colour'));
  for (const [key, value] of values) {
    const text = textAt(values, key);
    if (text === '' || value === 0 || isMapped(key)) continue;
    if (/^(?:SCP Shell )?Pass(?:word|phrase)(?: V2)?$/.test(key)) notes.secret(key);
    else if (text !== textAt(template, key) && !isUsual(key, text)) notes.unknown(key, text);
  }
}
