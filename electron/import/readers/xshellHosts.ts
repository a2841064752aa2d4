// A session of Xshell as a host. It writes all of its settings into each file; those about its own
// window, its logs and its keyboard stand in sections of their own, which are left out whole.
import { say } from '../../../words/said.ts';
import { foundHost, type FoundHost, type FoundMore } from '../found.ts';
import { setting, type HostNotes } from './hostNotes.ts';
import { xshForwards } from './xshellForwards.ts';
import { restOf } from './xshellSettings.ts';

/** Values by key by section, all in small letters. */
export type XshSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface XshSession {
  readonly name: string;
  readonly group: readonly string[];
  readonly sections: XshSections;
}

const TOOL = 'Xshell';

/** By the name of the protocol, in small letters: its port. Serial lines are numbers of lists there. */
const KINDS = new Map([
  ['ssh', 22],
  ['sftp', 22],
  ['telnet', 23],
  ['rlogin', 513],
]);

/** Undefined of a session that is no shell on another computer. */
export function xshHost(session: XshSession, notes: HostNotes): FoundHost | undefined {
  const at = valueAt(session.sections);
  const written = at('connection', 'Protocol');
  const protocol = (written || 'ssh').toLowerCase();
  const usual = KINDS.get(protocol);
  const address = at('connection', 'Host');
  if (usual === undefined) {
    notes.tell(lineOf(written, address, at), say(reasonOf(protocol)));
    return undefined;
  }
  if (address === '') notes.tell('Host', say('import-terminal-no-address'));
  tellSecrets(at, notes);
  tellLogin(at, notes);
  for (const [key, value] of restOf(session.sections)) notes.unknown(key, value);
  return foundHost({
    name: session.name,
    group: session.group,
    protocol,
    address,
    port: notes.port('Port', at('connection', 'Port'), usual),
    user: at('connection:authentication', 'UserName') || at('terminal', 'UserName') || null,
    identities: identityOf(at, notes),
    forwards: xshForwards(session.sections.get('connection:ssh') ?? new Map(), notes),
    more: moreOf(at, notes),
  });
}

type ValueAt = (section: string, key: string) => string;

function valueAt(sections: XshSections): ValueAt {
  return (section, key) => sections.get(section)?.get(key.toLowerCase()) ?? '';
}

function reasonOf(protocol: string): 'import-terminal-local' | 'import-no-kind-yet' {
  return ['local', 'shell', 'wsl'].includes(protocol)
    ? 'import-terminal-local'
    : 'import-no-kind-yet';
}

/** A serial line says numbers of lists that only the tool has: they are shown as they are. */
function lineOf(protocol: string, address: string, at: ValueAt): string {
  if (protocol.toLowerCase() !== 'serial') return `${protocol} ${address}`.trim();
  const [port, speed] = ['ComPort', 'BaudRate'].map((key) => at('connection:serial', key));
  return `${protocol} ComPort=${port}, BaudRate=${speed}`;
}

const SECRETS = ['Password', 'Passphrase', 'Pkcs11Pin', 'CapiPin'];

function tellSecrets(at: ValueAt, notes: HostNotes): void {
  for (const key of SECRETS) {
    if (at('connection:authentication', key) !== '') notes.secret(key);
  }
}

/** A name of the tool's own store of keys, hardly ever a path. */
function identityOf(at: ValueAt, notes: HostNotes): string[] {
  const login = 'connection:authentication';
  const key = at(login, 'UserKey') || at(login, 'UserKeyName');
  if (key === '') return [];
  if (!/[\\/]/.test(key)) {
    notes.tell(setting('UserKey', key), say('import-terminal-key-stored', { tool: TOOL }));
  }
  if (/\.ppk$/i.test(key)) notes.tell(setting('UserKey', key), say('import-terminal-key-putty'));
  return [key];
}

function tellLogin(at: ValueAt, notes: HostNotes): void {
  const login = 'connection:authentication';
  const proxy = at('connection:proxy', 'Proxy') || at('connection', 'Proxy');
  if (proxy !== '' && !/^<?none>?$/i.test(proxy)) {
    const why = say('import-terminal-proxy-elsewhere', { tool: TOOL });
    notes.tell(setting('Proxy', proxy), why);
  }
  const profile = at(login, 'AuthProfile');
  if (isOn(at(login, 'UseAuthProfile')) && profile !== '') {
    const why = say('import-terminal-login-saved', { tool: TOOL });
    notes.tell(setting('AuthProfile', profile), why);
  }
  const answers = Number(at(login, 'ExpectSend_Count')) || 0;
  if (isOn(at(login, 'UseExpectSend')) && answers > 0) {
    notes.tell(`ExpectSend_Count=${answers}`, say('import-terminal-script')); // may hold passwords
  }
  if (isOn(at(login, 'UseInitScript')) && at(login, 'ScriptPath') !== '') {
    notes.tell(setting('ScriptPath', at(login, 'ScriptPath')), say('import-terminal-script'));
  }
  for (const key of ['CapiKey', 'Pkcs11Middleware']) {
    const value = at(login, key);
    if (value !== '') notes.tell(setting(key, value), say('import-terminal-key-device'));
  }
  const charset = at('terminal', 'CodePage');
  if (!['', '0', '65001'].includes(charset)) {
    notes.tell(setting('CodePage', charset), say('import-terminal-charset'));
  }
}

function isOn(value: string): boolean {
  return value === '1';
}

function moreOf(at: ValueAt, notes: HostNotes): FoundMore {
  const ssh = (key: string): string => at('connection:ssh', key);
  const description = at('connection', 'Description');
  const alive = keepAliveOf(at, notes);
  return {
    ...flag('x11', ssh('ForwardX11')),
    ...flag('agentForward', ssh('AgentForwarding')),
    ...flag('compression', ssh('Compression')),
    ...(description ? { description } : {}),
    ...(ssh('RemoteCommand') ? { remoteCommand: ssh('RemoteCommand') } : {}),
    ...(ssh('InitRemoteDirectory') ? { remoteDirectory: ssh('InitRemoteDirectory') } : {}),
    ...(isOn(ssh('NoTerminal')) ? { requestTty: 'no' } : {}),
    ...(alive > 0 ? { keepAliveSeconds: alive } : {}),
  };
}

function flag(name: 'x11' | 'agentForward' | 'compression', value: string): FoundMore {
  return value === '' ? {} : { [name]: value === '1' };
}

/** Old versions have it beside the address. What it types when nobody does, no one here types. */
function keepAliveOf(at: ValueAt, notes: HostNotes): number {
  const value = (key: string): string => at('connection:keepalive', key) || at('connection', key);
  if (isOn(value('SendKeepAlive')) && value('KeepAliveString') !== '') {
    notes.tell('KeepAliveString', say('import-terminal-script'));
  }
  const seconds = Number(value('KeepAliveInterval'));
  return isOn(value('KeepAlive')) && Number.isInteger(seconds) ? seconds : 0;
}
