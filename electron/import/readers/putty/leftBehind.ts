// The settings of a session that can't come along, each with the reason.
import { say, type Said } from '../../../../words/said.ts';
import { secret, type Unmapped } from '../../found.ts';
import { KEY_STORE } from './carried.ts';
import { forwardsOf } from './forwards.ts';
import { isOnlyAboutTheTool } from './ignored.ts';
import { saysAnything, shown, type Setting, type Settings } from './settings.ts';

/** Those that are read elsewhere: into a host, or with a reason of their own. */
const READ = new Set(
  `HostName Protocol PortNumber UserName UserNameFromEnvironment PublicKeyFile DetachedCertificate
  PingInterval PingIntervalSecs AgentFwd TryAgent Compression Comment Notes LocalPortAcceptAll
  RemotePortAcceptAll RemoteCommand NoPTY SshNoShell Environment X11Forward AddressFamily
  GssapiFwd PortForwardings Folder ProxyMethod ProxyType ProxySOCKSVersion ProxyHost ProxyPort
  ProxyUsername ProxyPassword ProxyTelnetCommand ProxyExcludeList ProxyDNS ProxyLocalhost`
    .toLowerCase()
    .split(/\s+/),
);

const SECRET = /pass(?:word|phrase)|^pw$|secret|token/i;
/** What is typed or run may hold a password: that it is there is enough. */
const NOT_SHOWN =
  /^(?:Auto[Cc]ommand|Script|AntiIdle|WinSCPRawSettings|WinSCPOptions|SFTPConnect)/i;

type Judge = (setting: Setting) => Said | null;

const always =
  (why: Said): Judge =>
  () =>
    why;
const unless =
  (usual: RegExp, why: Said): Judge =>
  ({ value }) =>
    usual.test(String(value)) ? null : why;

/** Found by itself, or not to be worked around: both are what a version of PuTTY starts with. */
export const ofBug = unless(/^[01]$/, say('import-server-bugs'));

/** Null: it says nothing that a host would miss. */
const JUDGES: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ['autocommand', always(say('import-typed'))],
  ['autocommandout', always(say('import-typed'))],
  ['antiidle', always(say('import-typed'))],
  ['scriptfile', always(say('import-script'))],
  ['scriptfilename', always(say('import-script'))],
  ['scriptfilecontent', always(say('import-script'))],
  ['cipher', unless(/^(?:aes|chacha20|blowfish,|$)/i, say('import-algorithms'))],
  ['kex', unless(/^(?:ecdh|dh-gex|ntru|mlkem|dh-group1[4-8]|$)/i, say('import-algorithms'))],
  ['hostkey', unless(/^(?:ed|ecdsa|rsa|$)/i, say('import-algorithms'))],
  ['linecodepage', unless(/^\s*(?:utf-?8|use font encoding|$)/i, say('import-charset'))],
  [
    'terminaltype',
    unless(/^(?:(?:xterm|putty|screen|tmux)(?:-.*)?|$)/i, say('import-terminal-type')),
  ],
  ['sshprot', unless(/^[23]$/, say('import-old-ssh'))],
  ['proxyselection', unless(/^- /, say('import-proxy-detail'))], // `- Session defined proxy -`
  ['loghost', always(say('import-host-key-name'))],
  ['sshmanualhostkeys', always(say('import-host-keys'))],
  ['x11display', always(say('import-x11-detail'))],
  ['x11authtype', unless(/^1$/, say('import-x11-detail'))],
  ['x11authfile', always(say('import-x11-detail'))],
]);

export function leftBehindOf(where: string, settings: Settings): Unmapped[] {
  return settings.all().flatMap((setting) => ofOne(where, setting));
}

function ofOne(where: string, setting: Setting): Unmapped[] {
  const name = setting.name.toLowerCase();
  if (READ.has(name) || isOnlyAboutTheTool(name)) return [];
  if (name !== 'sshprot' && !saysAnything(setting))
    return isSecret(name) ? secretOf(where, setting) : [];
  if (isSecret(name)) return secretOf(where, setting);
  const judge = /^bug/.test(name) ? ofBug : (JUDGES.get(name) ?? always(say('import-only-there')));
  const why = judge(setting);
  const what = NOT_SHOWN.test(name) ? setting.name : shown(setting);
  return why ? [{ where, what, why }] : [];
}

function isSecret(name: string): boolean {
  return SECRET.test(name);
}

function secretOf(where: string, { name, value }: Setting): Unmapped[] {
  return value === '' ? [] : [secret(where, name)];
}

/** Keys that ssh can't read as they are. */
export function ofKeys(where: string, settings: Settings, name = 'PublicKeyFile'): Unmapped[] {
  const value = settings.text(name).trim();
  const what = `identities: ${shown({ name, value })}`;
  if (KEY_STORE.test(value)) return [{ where, what, why: say('import-key-store') }];
  return isPpk(value) ? [{ where, what, why: say('import-ppk') }] : [];
}

export function isPpk(file: string): boolean {
  return /\.ppk$/i.test(file);
}

/** What of the tunnels gets lost. */
export function ofForwards(where: string, settings: Settings): Unmapped[] {
  const { forwards, ofOneFamily, damaged } = forwardsOf(settings.text('PortForwardings'));
  const open = settings.is('RemotePortAcceptAll') && forwards.some(({ type }) => type === 'remote');
  const family = { where, what: ofOneFamily.join(', '), why: say('import-forward-family') };
  return [
    ...damaged.map((what) => ({ where, what, why: say('import-forward-damaged') })),
    ...(ofOneFamily.length > 0 ? [family] : []),
    ...(open
      ? [{ where, what: 'RemotePortAcceptAll', why: say('import-remote-tunnels-open') }]
      : []),
  ];
}
