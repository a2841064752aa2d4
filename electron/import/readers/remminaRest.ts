// What of a profile of Remmina doesn't come along. Whatever isn't known is told, by its name.
import { say, type SaidCode } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';

type Values = ReadonlyMap<string, string>;

/** What becomes a field of the host. */
const TAKEN = [
  ...[
    'name',
    'group',
    'protocol',
    'server',
    'username',
    'notes_text',
    'labels',
    'exec',
    'execpath',
  ],
  ...['ssh_privatekey', 'ssh_certfile', 'ssh_proxycommand', 'ssh_ciphers', 'ssh_hostkeytypes'],
  ...['ssh_kex_algorithms', 'ssh_compression', 'ssh_forward_x11', 'ssh_stricthostkeycheck'],
  ...['ssh_tunnel_enabled', 'ssh_tunnel_server', 'ssh_tunnel_username'],
];
/** About its own window, its log and its list, or found out by ssh itself (`ssh_auth`). */
const ITS_OWN = [
  ...['ssh_auth', 'ssh_tunnel_auth', 'ssh_loopback', 'ssh_tunnel_loopback', 'ssh_color_scheme'],
  ...['ssh_charset', 'audiblebell', 'keyboard_grab', 'last_success', 'profile-lock', 'quality'],
  ...['colordepth', 'scale', 'keymap', 'gkeymap', 'toolbar_opacity', 'disableclipboard', 'icon'],
  ...['disablepasswordstoring', 'disableserverinput', 'disableencryption', 'disconnect-prompt'],
  ...['enable-autostart', 'enable-plugins', 'aspect_ratio', 'ignore-tls-errors', 'window', 'title'],
  ...['showcursor', 'viewonly', 'assistance_mode', 'run_line_timeout', 'filename', 'scroll'],
];
const ITS_OWN_TOO = /^(window_|view|resolution|sshlog|sshsave|ssh_terminal|disablesmooth|disable_)/;
const SECRET = /password|passphrase|secret|totp/;
/** Of the tunnel's server, which logs in by itself. */
const OF_TUNNEL = /^ssh_tunnel_/;
const WHY: Readonly<
  Record<string, SaidCode & `import-${'typed-at-login' | 'run-on-this-computer'}`>
> = {
  run_line: 'import-typed-at-login',
  precommand: 'import-run-on-this-computer',
  postcommand: 'import-run-on-this-computer',
};
const IN_SECRET_SERVICE = '.';

export function tellRemminaRest(name: string, values: Values, found: Collected): void {
  for (const [key, value] of values) {
    if (TAKEN.includes(key) || ITS_OWN.includes(key) || ITS_OWN_TOO.test(key)) continue;
    if (value === '' || value === '0') continue; // off, as it writes for everyone
    tellSetting(name, key, value, found);
  }
}

function tellSetting(name: string, key: string, value: string, found: Collected): void {
  const why = Object.hasOwn(WHY, key) ? WHY[key] : undefined;
  if (why !== undefined) found.tell(name, key, say(why));
  else if (SECRET.test(key) && value === IN_SECRET_SERVICE) {
    found.tell(name, `${key}=.`, say('import-in-secret-service'));
  } else if (SECRET.test(key)) found.secret(name, key);
  else if (OF_TUNNEL.test(key)) found.tell(name, key, say('import-jump-own-login'));
  else found.leave(name, key, value);
}
