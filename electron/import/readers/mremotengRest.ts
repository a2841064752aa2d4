// What of a connection of mRemoteNG doesn't come along. Whatever isn't known is told, by its name.
import { say } from '../../../words/said.ts';
import { settingOf, type Collected } from '../collected.ts';
import type { MremotengSettings } from './mremotengSettings.ts';

/** What becomes a field of the host. */
const TAKEN = [
  ...['Name', 'Type', 'NodeType', 'Descr', 'Hostname', 'Port', 'Username', 'Protocol'],
  ...['SSHTunnelConnectionName', 'EnvironmentTags', 'Parent'],
];
/** About its own window and tree. */
const ITS_OWN = [
  ...['Id', 'Icon', 'Panel', 'Expanded', 'Connected', 'RenderingEngine', 'Inherit', 'PositionID'],
  ...['ScriptErrorsSuppressed', 'DesktopScaleFactor'],
];
/** Of desktops, which each entry has though it be of ssh: RDP, VNC, Hyper-V, and browsers. */
const OF_DESKTOPS = new RegExp(
  [
    '^(RD|Rdp|VNC|Redirect|Display|Disable|Enable|Cache|Sound|Load|Use[A-Z]|Start|Vm|ICA|Inherit[A-Z])',
    '^(ConnectToConsole|Colors|Resolution|AutomaticResize|Fullscreen|AlternativeShell)$',
  ].join('|'),
);
/** Which of the two it is follows from what else is set. */
const NOT_OF_DESKTOPS = ['UserViaAPI', 'UserField'];
const PASSWORD = /password/i;
const RUN_HERE = ['PreExtApp', 'PostExtApp', 'ExtApp'];
/** What it writes for everyone. */
const USUAL = ['', 'false', 'none', 'default settings', '0'];
const USUAL_OF: Readonly<Record<string, string>> = {
  EC2Region: 'eu-central-1',
  VaultOpenbaoSecretEngine: 'Kv',
};

/** Encrypted with a password that everybody knows, as long as nobody set one. */
export function tellPasswords(name: string, settings: MremotengSettings, found: Collected): void {
  for (const key of settings.names) {
    if (!PASSWORD.test(key) || key.startsWith('Inherit') || settings.inherits(key)) continue;
    if (settings.value(key) !== '') found.secret(name, key);
  }
}

export function tellMremotengRest(
  name: string,
  settings: MremotengSettings,
  found: Collected,
): void {
  for (const key of settings.names) {
    const value = settings.value(key);
    if (TAKEN.includes(key) || ITS_OWN.includes(key) || PASSWORD.test(key)) continue;
    if (OF_DESKTOPS.test(key) && !NOT_OF_DESKTOPS.includes(key)) continue;
    if (USUAL.includes(value.toLowerCase()) || USUAL_OF[key] === value) continue;
    tellSetting(name, key, value, found);
  }
}

/** PuTTY's arguments without the password that may be among them. */
export function withoutPassword(options: string): string {
  return options.replace(/(^|\s)-pw\s+(?:"[^"]*"|\S+)/gi, '').trim();
}

function tellOptions(name: string, key: string, value: string, found: Collected): void {
  const rest = withoutPassword(value);
  if (rest !== value.trim()) found.secret(name, `${key} -pw`);
  if (rest !== '') found.tell(name, settingOf(key, rest), say('import-putty-arguments'));
}

function tellSetting(name: string, key: string, value: string, found: Collected): void {
  const what = settingOf(key, value);
  if (key === 'PuttySession') found.tell(name, what, say('import-putty-session'));
  else if (key === 'SSHOptions') tellOptions(name, key, value, found);
  else if (key === 'OpeningCommand') found.tell(name, key, say('import-typed-at-login'));
  else if (RUN_HERE.includes(key)) found.tell(name, what, say('import-run-on-this-computer'));
  else found.leave(name, key, value);
}
