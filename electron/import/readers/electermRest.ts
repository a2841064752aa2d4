// What of a bookmark of electerm doesn't come along. Whatever isn't known is told, by its name.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import { isSet, isTable, textIn, textOf, valueIn, type Table } from '../plain.ts';
import { isPath } from '../serverText.ts';

/** What becomes a field of the host. */
const TAKEN = [
  ...['id', 'title', 'host', 'port', 'username', 'type', 'description', 'authType', 'profile'],
  ...['path', 'baudRate', 'dataBits', 'stopBits', 'parity', 'rtscts', 'xon', 'xoff'],
  ...['enableSsh', 'useSshAgent', 'sshAgent', 'setEnv', 'envLang', 'x11', 'compress'],
  ...['keepaliveInterval', 'readyTimeout', 'startDirectoryRemote', 'proxy', 'hasHopping'],
  ...['connectionHoppings', 'sshTunnels', 'sshTunnel', 'sshTunnelLocalPort', 'sshTunnelRemotePort'],
  ...['sshTunnelLocalHost', 'sshTunnelRemoteHost'],
];
/**
 * About electerm's own window and bookkeeping, and written for everyone: `color` is drawn by lot, names
 * of profiles are told by what they hold.
 */
const ITS_OWN = [
  ...['color', 'level', 'enableSftp', 'displayRaw', 'fontFamily', 'fontSize', 'theme', 'autoRun'],
  ...['passwordEncrypted', 'userEncrypted', 'from', 'isTransporter', 'srcId', 'status', 'tabCount'],
  ...[
    'terminalBackground',
    'keepaliveCountMax',
    'name',
    'xany',
    'autoOpen',
    'lastUse',
    'lastUpdate',
  ],
  ...['pos', 'batch', 'isTransfer', 'loginScriptDelay', 'sshSftpSplitView', 'interactiveKeyboard'],
];
/** What it writes for everyone; told where it is something else. */
const USUAL: Readonly<Record<string, readonly string[] | undefined>> = {
  term: ['xterm-256color'],
  encode: ['utf8', 'utf-8'],
  proxyType: ['5'],
  txLineEnding: ['\r'],
  rxLineEnding: ['none'],
};
const SECRETS = [
  'password',
  'passphrase',
  'privateKey',
  'certificate',
  'interactiveValues',
  'token',
];
const TYPED = ['runScripts', 'loginScript'];
/** The script of an entry that was left empty, which each bookmark has one of. */
const SCRIPT = 'script';

/** Tells of all that has no place in a host. */
export function tellBookmarkRest(name: string, bookmark: Table, found: Collected): void {
  for (const key of Object.keys(bookmark)) {
    const value = valueIn(bookmark, key);
    if (TAKEN.includes(key) || ITS_OWN.includes(key) || !says(value)) continue;
    tellSetting(name, key, value, found);
  }
}

/** Of a login that bookmarks share: only what must not come along. */
export function tellLoginSecrets(name: string, login: Table, found: Collected): void {
  for (const key of SECRETS) tellSecret(name, key, valueIn(login, key), found);
}

function says(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => isSet(one) && !isEmptyScript(one));
  return isSet(value);
}

function isEmptyScript(value: unknown): boolean {
  return isTable(value) && SCRIPT in value && textIn(value, SCRIPT) === undefined;
}

function tellSetting(name: string, key: string, value: unknown, found: Collected): void {
  const text = textOf(value);
  if (USUAL[key]?.includes(typeof value === 'string' ? value.toLowerCase() : '')) return;
  if (SECRETS.includes(key)) tellSecret(name, key, value, found);
  else if (TYPED.includes(key)) found.tell(name, key, say('import-typed-at-login'));
  else found.leave(name, key, key === 'quickCommands' ? undefined : text);
}

function tellSecret(name: string, key: string, value: unknown, found: Collected): void {
  const text = textOf(value);
  if (text === undefined || (isFile(key) && isPath(text))) return;
  found.secret(name, isFile(key) ? `${key}, the text of it` : key);
}

function isFile(key: string): boolean {
  return key === 'privateKey' || key === 'certificate';
}
