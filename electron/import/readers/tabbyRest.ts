// What of a profile of Tabby doesn't come along. Whatever isn't known is told, by its name.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import { isSet, textOf, valueIn, type Table } from '../plain.ts';

/** What becomes a field of the host. */
const TAKEN = [
  ...[
    'host',
    'port',
    'user',
    'privateKey',
    'privateKeys',
    'keepaliveInterval',
    'keepaliveCountMax',
  ],
  ...['readyTimeout', 'x11', 'agentForward', 'jumpHost', 'proxyCommand', 'forwardedPorts'],
  ...['socksProxyHost', 'socksProxyPort', 'httpProxyHost', 'httpProxyPort'],
  ...['baudrate', 'databits', 'stopbits', 'parity', 'rtscts', 'xon', 'xoff', 'xany'],
];
/**
 * About its own window, or found out by ssh itself: `auth` says which way of logging in Tabby tries
 * first, and ssh tries them all.
 */
const ITS_OWN = [
  ...['auth', 'warnOnClose', 'skipBanner', 'reuseSession', 'input', 'inputMode', 'inputNewlines'],
  ...['outputMode', 'outputNewlines', 'slowSend', 'cloexec'],
];
/** Beside the options. */
const ITS_OWN_OUTER = [
  ...['id', 'type', 'name', 'group', 'options', 'icon', 'weight', 'isBuiltin', 'isTemplate'],
  ...['disableDynamicTitle', 'behaviorOnSessionEnd', 'terminalColorScheme', 'hideTitle'],
  ...['clearServiceMessagesOnConnect', 'sshConnection'],
];
const SECRETS = ['password', 'passphrase', 'totpSecret', 'keyPassphrase', 'privateKeyPassphrase'];

export function tellProfileRest(
  name: string,
  profile: Table,
  options: Table,
  found: Collected,
): void {
  for (const key of Object.keys(options)) {
    const value = valueIn(options, key);
    if (TAKEN.includes(key) || ITS_OWN.includes(key) || !isSaid(value)) continue;
    if (SECRETS.includes(key)) found.secret(name, key);
    else if (key === 'scripts') found.tell(name, 'scripts (expect/send)', typed());
    else found.leave(name, key, textOf(value));
  }
  for (const key of Object.keys(profile)) {
    const value = valueIn(profile, key);
    if (!ITS_OWN_OUTER.includes(key) && isSet(value)) found.leave(name, key, textOf(value));
  }
}

/** Algorithms are lists in a table, all of them empty where none was chosen. */
function isSaid(value: unknown): boolean {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.values(value).some(isSet);
  }
  return isSet(value);
}

function typed() {
  return say('import-typed-at-login');
}
