// What kind of session of MobaXterm becomes which host, and where its settings stand in the line: that
// differs from kind to kind. Lines of old versions are shorter.
import { say } from '../../../words/said.ts';
import { foundHost, type FoundHost, type FoundMore, type FoundProxy } from '../found.ts';
import type { HostNotes } from './hostNotes.ts';
import { setting } from './hostNotes.ts';
import type { MobaSession } from './mobaxtermLine.ts';
import { identityOf, jumpOf, loginOf, TOOL } from './mobaxtermParts.ts';

/** By the session's type; a kind without a shell has no reader. */
const KINDS: Readonly<Record<string, readonly [word: string, read?: Reader]>> = {
  '0': ['SSH', ssh],
  '1': ['Telnet', telnet],
  '2': ['Rsh', (session, notes) => remote(session, notes, 'rsh', 514)],
  '3': ['Xdmcp'],
  '4': ['RDP'],
  '5': ['VNC'],
  '6': ['FTP'],
  '7': ['SFTP', sftp],
  '8': ['Serial'],
  '9': ['File'],
  '10': ['Shell'],
  '11': ['Browser'],
  '12': ['Mosh', (session, notes) => remote(session, notes, 'mosh', 22)],
  '13': ['S3'],
  '14': ['WSL'],
};
const OFF = ['', '0'];
const ON = '-1';

type Part = Partial<FoundHost> & Pick<FoundHost, 'address'>;
type Reader = (session: MobaSession, notes: HostNotes) => Part;

/** Undefined of a session that is no shell on another computer. */
export function hostOf(
  session: MobaSession,
  group: readonly string[],
  notes: HostNotes,
): FoundHost | undefined {
  const [, reader] = kind(session);
  if (!reader) return undefined;
  const part = reader(session, notes);
  if (part.address === '') notes.tell('host', say('import-terminal-no-address'));
  const description = session.comment ? { description: session.comment } : {};
  tellTerminal(session, notes);
  return foundHost({ ...part, name: session.name, group, more: { ...part.more, ...description } });
}

/** `RDP 192.0.2.1:3389`, as far as the line says. */
export function kindOf(session: MobaSession): string {
  const [word] = kind(session);
  const port = /^\d+$/.test(session.raw(2)) ? `:${session.raw(2)}` : '';
  return `${word} ${session.text(1)}${port}`.trim();
}

function kind({ type }: MobaSession): (typeof KINDS)[string] {
  return (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? [`type ${type}`];
}

/** What the line says besides, by place; what stands in `usual` isn't worth a word. */
const SSH_REST: readonly [at: number, word: string, usual: readonly string[]][] = [
  [11, 'Do not exit after command ends', OFF],
  [13, 'Remote environment', [...OFF, 'Interactive shell']],
  [28, 'Key exchange algorithms', ['']],
  [29, 'Host key types', ['']],
  [30, 'Ciphers', ['']],
  [31, 'Disconnect if authentication succeeds trivially', OFF],
  [33, 'Attempt authentication using the SSH agent', ['', ON]],
];
/** 16 to 18 and 23 to 25 are about the browser of files beside the terminal, 32 is ssh's own way. */
const SSH_FIELDS = 35;

function ssh(session: MobaSession, notes: HostNotes): Part {
  tellRest(session, notes, SSH_REST);
  if (session.raw(27) === '2') notes.tell('SSH protocol version=1', say('import-terminal-ssh1'));
  for (let at = SSH_FIELDS; at < session.count; at += 1) {
    if (![...OFF, ON, '1'].includes(session.raw(at)))
      notes.unknown(`field ${at}`, session.text(at));
  }
  return {
    address: session.text(1),
    port: notes.port('Port', session.raw(2), 22),
    user: loginOf(session.text(3), notes),
    identities: identityOf(session.text(14), notes),
    jump: jumpOf(session, [8, 9, 10, 15], notes),
    ...proxyOf(session, notes),
    more: sshMore(session),
  };
}

function sshMore(session: MobaSession): FoundMore {
  const command = session.text(7);
  return {
    ...flag('x11', session.raw(5)),
    ...flag('compression', session.raw(6)),
    ...flag('agentForward', session.raw(34)),
    ...(command ? { remoteCommand: command } : {}),
  };
}

function flag(name: 'x11' | 'compression' | 'agentForward', value: string): FoundMore {
  return value === '' ? {} : { [name]: value === ON };
}

const PROXIES = { '1': 'socks4', '2': 'socks5', '3': 'http' } as const;
const LOCAL_PROXY = '5';

function proxyOf(session: MobaSession, notes: HostNotes): Pick<Part, 'proxy' | 'proxyCommand'> {
  const type = session.raw(19);
  if (OFF.includes(type)) return {};
  if (type === LOCAL_PROXY) return localProxy(session.text(26), notes);
  return { proxy: proxyAt(session, PROXIES[type as keyof typeof PROXIES], [20, 21, 22], notes) };
}

/** Its words for host and port are told, as ssh has others; `%pass` puts a saved password in. */
function localProxy(command: string, notes: HostNotes): Pick<Part, 'proxyCommand'> {
  if (command === '') return {};
  if (/%pass/.test(command)) notes.secret('local proxy command: %pass');
  if (/%(?:host|port|user|pass)/.test(command)) {
    notes.tell(
      setting('Local proxy command', command),
      say('import-terminal-proxy-command', { tool: TOOL }),
    );
  }
  return { proxyCommand: command };
}

function proxyAt(
  session: MobaSession,
  type: FoundProxy['type'] | undefined,
  [host, port, user]: readonly [number, number, number],
  notes: HostNotes,
): FoundProxy | null {
  const address = session.text(host);
  if (!type || address === '') {
    notes.tell(`proxy ${address}`.trim(), say('import-terminal-proxy-kind'));
    return null;
  }
  const at = notes.port('Proxy port', session.raw(port), 1080);
  return { type, host: address, port: at, user: session.text(user) || null };
}

function telnet(session: MobaSession, notes: HostNotes): Part {
  return {
    protocol: 'telnet',
    address: session.text(1),
    port: notes.port('Port', session.raw(2), 23),
    user: loginOf(session.text(3), notes),
    jump: jumpOf(session, [6, 7, 8], notes),
  };
}

/** 1 and 2 socks4, 3 and 4 socks5, all above HTTP; 2 and 4 with a login. */
const SFTP_PROXIES = [
  'socks4',
  'socks4',
  'socks5',
  'socks5',
  'http',
  'http',
  'http',
  'http',
] as const;
const SFTP_REST: readonly [at: number, word: string, usual: readonly string[]][] = [
  [8, '2-steps authentication', OFF],
  [15, 'Local startup folder', [...OFF, ON]],
];

function sftp(session: MobaSession, notes: HostNotes): Part {
  tellRest(session, notes, SFTP_REST);
  if (session.raw(14) !== '') notes.secret('proxy password');
  const proxy = session.raw(10);
  const folder = session.text(6);
  return {
    protocol: 'sftp',
    address: session.text(1),
    port: notes.port('Port', session.raw(2), 22),
    user: loginOf(session.text(3), notes),
    identities: identityOf(session.text(9), notes),
    proxy: OFF.includes(proxy)
      ? null
      : proxyAt(session, SFTP_PROXIES[Number(proxy) - 1], [11, 12, 13], notes),
    more: {
      ...flag('compression', session.raw(5)),
      ...(folder ? { remoteDirectory: folder } : {}),
    },
  };
}

/** Kinds of which only the start of a line is known: not even whether it has a port. */
function remote(session: MobaSession, notes: HostNotes, protocol: string, usual: number): Part {
  const hasPort = /^\d+$/.test(session.raw(2));
  return {
    protocol,
    address: session.text(1),
    port: notes.port('Port', hasPort ? session.raw(2) : '', usual),
    user: loginOf(session.text(hasPort ? 3 : 2), notes),
  };
}

function tellRest(session: MobaSession, notes: HostNotes, rest: typeof SSH_REST): void {
  for (const [at, word, usual] of rest) {
    if (!usual.includes(session.raw(at))) notes.unknown(word, session.text(at));
  }
}

/** UTF-8 is 15. Fonts, sizes, colours and logs are about the tool's own window. */
function tellTerminal({ terminal, tabColour }: MobaSession, notes: HostNotes): void {
  const charset = terminal[5]?.trim() ?? '';
  if (!['', '15'].includes(charset)) {
    notes.tell(setting('Terminal charset', charset), say('import-terminal-charset'));
  }
  if (terminal.some((field) => field.includes('<custom macro>'))) {
    notes.tell('custom macro', say('import-terminal-script'));
  }
  if (!['', '-1'].includes(tabColour)) {
    notes.tell(setting('tab colour', tabColour), say('import-terminal-colour'));
  }
}
