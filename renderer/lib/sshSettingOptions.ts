// The fields of an SSH host that are options of ssh, as they are written on its command line. The main
// process has its own table of them (electron/ssh/sshSettings.ts), to which a test holds this one.
import { held, type Holding } from './held.ts';

const OPTION_OF = {
  logInWith: 'PreferredAuthentications',
  proxyCommand: 'ProxyCommand',
  certificateFile: 'CertificateFile',
  identitiesOnly: 'IdentitiesOnly',
  addressFamily: 'AddressFamily',
  connectTimeout: 'ConnectTimeout',
  keepAliveSeconds: 'ServerAliveInterval',
  strictHostKey: 'StrictHostKeyChecking',
  agentForward: 'ForwardAgent',
  x11: 'ForwardX11',
  compression: 'Compression',
  setEnv: 'SetEnv',
  ciphers: 'Ciphers',
  kexAlgorithms: 'KexAlgorithms',
  macs: 'MACs',
  hostKeyAlgorithms: 'HostKeyAlgorithms',
  requestTty: 'RequestTTY',
} as const;

type SettingField = keyof typeof OPTION_OF;
export type SettingHost = Holding<SettingField | 'remoteCommand' | 'remoteDirectory'>;
const FIELDS = Object.entries(OPTION_OF) as [SettingField, string][];
/** A choice: whatever a folder says, it is ssh's own. */
const LEFT_TO_SSH = 'ssh';
const AUTHENTICATIONS: Readonly<Record<string, string>> = {
  key: 'publickey,gssapi-with-mic,hostbased,keyboard-interactive,password',
  password: 'password,keyboard-interactive,publickey,gssapi-with-mic,hostbased',
};
const CHOSEN: ReadonlySet<SettingField> = new Set<SettingField>([
  ...(['identitiesOnly', 'addressFamily', 'strictHostKey', 'agentForward'] as const),
  ...(['x11', 'compression', 'requestTty', 'logInWith'] as const),
]);

/** `Key=value` each, but for those that a line of the host's own has: `taken`, in lower case. */
export function settingOptions(host: SettingHost, taken: ReadonlySet<string>): string[] {
  const own = FIELDS.flatMap(([field, key]) => written(field, key, valueOf(host, field)));
  return [...own, ...startOptions(host)].filter(
    (option) => !taken.has(option.split('=', 1)[0]!.toLowerCase()),
  );
}

function valueOf(host: SettingHost, field: SettingField): string {
  const value = held(host, field);
  return CHOSEN.has(field) && value === LEFT_TO_SSH ? '' : value;
}

function written(field: SettingField, key: string, value: string): string[] {
  if (value === '') return [];
  if (field === 'x11' && value === 'trusted') return ['ForwardX11=yes', 'ForwardX11Trusted=yes'];
  if (field === 'logInWith') return preferring(key, AUTHENTICATIONS[value]);
  if (field === 'certificateFile') return [`${key}="${value}"`];
  return [`${key}=${field === 'setEnv' ? assignments(value) : value}`];
}

function preferring(key: string, ways: string | undefined): string[] {
  return ways === undefined ? [] : [`${key}=${ways}`];
}

function assignments(lines: string): string {
  const each = lines.split('\n').map((line) => line.trim());
  return each.flatMap((line) => (line === '' ? [] : [`"${line}"`])).join(' ');
}

function startOptions(host: SettingHost): string[] {
  const [folder, command] = [held(host, 'remoteDirectory'), held(host, 'remoteCommand')];
  if (!folder && !command) return [];
  const there = folder ? `cd ${quotedPath(folder)}; ` : '';
  const whole = (there + (command || 'exec "$SHELL" -l')).replaceAll('%', '%%');
  return [`RemoteCommand=${whole}`, ...(valueOf(host, 'requestTty') ? [] : ['RequestTTY=yes'])];
}

function quotedPath(path: string): string {
  const [, home = '', rest = ''] = /^(~\/?)?(.*)$/s.exec(path)!;
  return `${home}${rest && `'${rest}'`}`;
}
