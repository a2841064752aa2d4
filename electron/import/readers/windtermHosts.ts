// A session of WindTerm as a host. No vendor describes the file: what isn't known is told.
import { say } from '../../../words/said.ts';
import { foundHost, type FoundHost, type FoundMore } from '../found.ts';
import { groupOf, setting, type HostNotes } from './hostNotes.ts';
import { isEmpty, jsonOf, recordOf, shownValue, textAt, type JsonRecord } from './jsonRecords.ts';
import { targetOf } from './windtermTarget.ts';

const TOOL = 'WindTerm';

/** By the name of the protocol, in small letters: what it is here, and its port. */
const KINDS = new Map<string, readonly [protocol: string, port: number]>([
  ['ssh', ['ssh', 22]],
  ['sftp', ['sftp', 22]],
  ['telnet', ['telnet', 23]],
  ['rlogin', ['rlogin', 513]],
  ['raw', ['raw', 0]],
  ['tcp', ['raw', 0]],
]);

/** A path of its own for each system is written, too. */
const KEY = /^ssh\.identityFilePath(?:\.\w+)?$/;
/** Filled with logins, locked with something of that computer; the second names another file. */
const LOGINS = /^(?:session|ssh)\.(?:autoLogin|authPassword|password)$|^session\.(?:oneKey)$/;
const MAPPED = new Set([
  ...['session.protocol', 'session.target', 'session.port', 'session.label', 'session.group'],
  ...['session.user', 'session.description', 'session.autoExecution', 'session.uuid'],
]);
/** Of the window and the keys, and of the tool's own list. */
const OF_TOOL =
  /^(?:terminal|text|theme|window|view|scheme|font|log|logging|editor|pane|tab|process|transfer|file|shell|zmodem|xmodem|completer|completion|highlight|keyboard|search|application)\.|^session\.(?:icon|system|order|logging|log|created|modified|lastConnected|reconnect\w*|tab\w*|theme|scheme)$/i;

/** Undefined of a session that is no shell on another computer. */
export function windtermHost(record: JsonRecord, notes: HostNotes): FoundHost | undefined {
  const target = targetOf(record);
  const written = textAt(record, 'session.protocol');
  const kind = KINDS.get(written.toLowerCase() || 'ssh');
  if (!kind) {
    const why = say(/^shell$/i.test(written) ? 'import-terminal-local' : 'import-no-kind-yet');
    notes.tell(`${written} ${target.host}`.trim(), why);
    return undefined;
  }
  if (target.host === '') notes.tell('session.target', say('import-terminal-no-address'));
  if (target.hasPassword) notes.secret('session.target');
  const [protocol, usual] = kind;
  const group = textAt(record, 'session.group')
    .split('>')
    .map((name) => name.trim());
  tellRest(record, notes);
  return foundHost({
    name: notes.where,
    group: groupOf(
      group.filter((name) => name !== ''),
      notes.where,
    ),
    protocol,
    address: target.host,
    port: notes.port('session.port', textAt(record, 'session.port') || target.port, usual),
    user: textAt(record, 'session.user') || target.user || savedUser(record) || null,
    identities: identitiesOf(record, notes),
    more: moreOf(record),
  });
}

/** Logins that aren't locked say the user, too. */
function savedUser(record: JsonRecord): string {
  const saved = textAt(record, 'session.autoLogin');
  if (!saved.startsWith('{')) return '';
  try {
    return textAt(recordOf(jsonOf(saved)) ?? new Map(), 'session.user');
  } catch {
    return ''; // locked, or something else
  }
}

function identitiesOf(record: JsonRecord, notes: HostNotes): string[] {
  const paths = [...record.keys()].filter((key) => KEY.test(key)).map((key) => textAt(record, key));
  const own = [...new Set(paths.filter((path) => path !== ''))];
  for (const path of own.filter((one) => /\.ppk$/i.test(one))) {
    notes.tell(setting('ssh.identityFilePath', path), say('import-terminal-key-putty'));
  }
  return own;
}

function moreOf(record: JsonRecord): FoundMore {
  const description = textAt(record, 'session.description');
  return {
    ...(description ? { description } : {}),
    ...switched(record, 'x11', /^ssh\.(?:x11(?:Forwarding)?|forwardX11|x11\.forwarding)$/i),
    ...switched(record, 'agentForward', AGENT),
    ...switched(record, 'compression', /^ssh\.compression$/i),
  };
}

const AGENT = /^ssh\.(?:agentForwarding|forwardAgent|agent\.forwarding)$/i;
const SWITCHES = /^ssh\.(?:x11(?:Forwarding)?|forwardX11|x11\.forwarding|compression)$/i;

function switched(
  record: JsonRecord,
  name: 'x11' | 'agentForward' | 'compression',
  key: RegExp,
): FoundMore {
  const [, value] = [...record].find(([one]) => key.test(one)) ?? [];
  return typeof value === 'boolean' ? { [name]: value } : {};
}

const CHARSET = /charset|encoding/i;
/** Why a setting can't come along, by what stands in its name; the first counts. */
const REASONS: readonly (readonly [RegExp, 'script' | 'proxy' | 'tunnel' | 'charset'])[] = [
  [/auto.?execution|script|trigger|login.?command/i, 'script'],
  [/proxy|jump/i, 'proxy'],
  [/tunnel|port.?forward|forwarding/i, 'tunnel'],
  [CHARSET, 'charset'],
];

function tellRest(record: JsonRecord, notes: HostNotes): void {
  for (const [key, value] of record) {
    if (isEmpty(value) || KEY.test(key)) continue;
    if (LOGINS.test(key)) notes.secret(key);
    else if (isBoolean(key, value) || (MAPPED.has(key) && !/autoExecution/.test(key))) continue;
    else if (!OF_TOOL.test(key) || CHARSET.test(key)) tellOne(key, value, notes);
  }
}

function isBoolean(key: string, value: unknown): boolean {
  return typeof value === 'boolean' && (AGENT.test(key) || SWITCHES.test(key));
}

function tellOne(key: string, value: unknown, notes: HostNotes): void {
  const text = shownValue(value);
  const [, reason] = REASONS.find(([name]) => name.test(key)) ?? [];
  if (reason === 'charset' && /^utf-?8$/i.test(text)) return;
  if (!reason || /pass|secret|token/i.test(key)) notes.unknown(key, text);
  else if (reason === 'script')
    notes.tell(key, say('import-terminal-script')); // may hold a password
  else if (reason === 'proxy') {
    notes.tell(setting(key, text), say('import-terminal-proxy-elsewhere', { tool: TOOL }));
  } else {
    notes.tell(setting(key, text), say(`import-terminal-${reason}`));
  }
}
