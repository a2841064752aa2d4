// Configurations of ssh as people may write them, made up by seed: in all styles of syntax, with patterns,
// conditions, includes and, now and then, a line that ssh refuses.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '../../support/random.ts';

const NAMES = ['a', 'b', 'web-1', 'web-2', 'db.example.com', 'DB', '2001:db8::5', '10', 'x_y'];
const PATTERNS = ['*', 'web-*', 'w?b-?', '*.example.com', 'd*', '?', 'b*', '*:*', '*1*'];
const HOSTS = ['r1.example.com', 'R2.Example.COM', '192.0.2.7', '%h.example.net', '2001:DB8::0:1'];
const MORE_HOSTS = ['1', '127.1', 'a', '"q.example.com"', 'x%%y', '010.1.2.3', 'fe80::1%%lo9'];
const USERS = ['ada', '"grace"', "'bob'", 'do\\\\main', 'x#y', '"two words"'];
const FORWARDS = [
  ...['8080 localhost:80', '[::1]:8443 [2001:db8::1]:443', '*:90 a:9', '127.0.0.1:81 h:ssh'],
  ...['/tmp/a.sock /tmp/b.sock', '"82" "h:83"', '/tmp/c.sock h:84', '85 /tmp/d.sock', ':86 h:87'],
  ...['h:88 /tmp/e.sock', '=89 h:80', '8080 localhost:80', 'localhost:91 [x]:92'],
];
const JUMPS = ['none', 'a', 'u@b:2222', 'u1@x:1,[2001:db8::9]:22,y', 'ssh://u@h:2201', 'z # why'];
const COMMANDS = [
  'none',
  'nc %h %p',
  'nc -X 5 "%h" %p # all',
  'ssh -W %h:%p b',
  '>&1; echo "$(x)"',
];

type Make = (random: Random) => string;
const from =
  (keyword: string, ...values: readonly string[]): Make =>
  (random) =>
    `${keyword} ${random.pick(values)}`;

const SETTINGS: readonly Make[] = [
  from('HostName', ...HOSTS, ...MORE_HOSTS),
  from('HostName', ...HOSTS),
  from('Port', '22', '2222', '65535', '0022', 'ssh', '"99"'),
  from('User', ...USERS),
  from(
    'IdentityFile',
    '~/.ssh/a',
    '"~/My Keys/b c"',
    'none',
    '%d/k_%h',
    'C:\\Users\\k',
    '"C:\\\\k"',
  ),
  from('IdentityFile', '~/.ssh/a', '~/.ssh/b', '~/.ssh/with\\ space', "~/'q'd"),
  from('CertificateFile', '~/.ssh/a-cert.pub', '~/b'),
  from('LocalForward', ...FORWARDS),
  from('LocalForward', ...FORWARDS),
  from('RemoteForward', ...FORWARDS, '1081', '0 h:1', '[::1]:70', '/tmp/r.sock'),
  from('DynamicForward', '1080', 'localhost:1082', '[::1]:1083', '*:1084', '/tmp/s.sock'),
  from('ProxyJump', ...JUMPS),
  from('ProxyCommand', ...COMMANDS),
  from('ClearAllForwardings', 'no', 'no', 'yes'),
  from('Compression', 'yes', 'no', 'YES'),
  from('ConnectTimeout', '5', '1m', 'none', '1h30'),
  from('ServerAliveInterval', '7', '1m30s', '2H'),
  from('ServerAliveCountMax', '2', '9'),
  from('ForwardAgent', 'yes', 'no', 'True', '/tmp/agent.sock', '$MY_AGENT'),
  from('ForwardX11', 'yes', 'false'),
  from('GatewayPorts', 'yes', 'no'),
  from('IdentitiesOnly', 'yes', 'no'),
  from('AddKeysToAgent', 'yes', 'no', 'ask', 'confirm', 'confirm 2h', '1d'),
  from('RequestTTY', 'yes', 'no', 'force', 'Auto'),
  from('RemoteCommand', 'tmux new -A # x', 'none', 'sh -c "a b"'),
  from('LocalCommand', 'echo "%h" # x', '==x'),
  from('StrictHostKeyChecking', 'no', 'off', 'accept-new', 'ask', 'yes'),
  from('SetEnv', 'A=1 B="2 3"', 'A=2 A=3', 'C=\\"x', '"D=e f"'),
  from('SendEnv', 'LANG LC_*', '-LC_*', 'X', '-X LANG'),
  from('HostKeyAlias', 'k1', '"k 2"'),
  from('UserKnownHostsFile', '~/k /dev/null', 'none', '/k'),
  from('AddressFamily', 'inet', 'inet6', 'any'),
  from('Protocol', '2'),
];

const REFUSED = ['lolwut', 'Port 70000', 'Port x', 'User "open', 'HostName', 'LocalForward 1:h:2'];
const MORE_REFUSED = ['Host', 'Match', 'Match host', 'Match all host a', 'User a b', '<<<<<<< x'];

const MATCHES: readonly Make[] = [
  from('Match', 'all', 'all # x', 'host=a,b', 'host r1.*,!r1.example.com', '!host a', 'user ada'),
  from('Match', 'originalhost web-*', 'host *.EXAMPLE.com user *', 'host "a,b"', 'localuser root'),
  from('Match', 'localuser nobody-here', '!localuser nobody-here host a', 'host !a', 'user !ada,*'),
  from('match', 'Host=*:* USER=*', 'originalhost = a', 'host 0.0.0.1', 'host 2001:db8::1'),
];
const FINAL = [
  'final',
  'final all',
  'final host r1.example.com',
  '!final host a',
  'final user ada',
];

function hostLine(random: Random): string {
  const count = random.between(1, 3);
  const words = Array.from({ length: count }, () => {
    const word = random.once(3) ? random.pick(PATTERNS) : random.pick(NAMES);
    const shown = random.once(6) ? `!${word}` : word;
    return random.once(6) ? `"${shown}"` : shown;
  });
  return `Host ${words.join(' ')}`;
}

/** The same line in one of the styles that mean the same. */
function styled(line: string, random: Random): string {
  const indent = random.pick(['', '  ', '\t', '      ']);
  const separator = random.pick([' ', ' ', '\t', '=', ' = ', '  ']);
  const [, keyword, rest] = /^(\S*) ?(.*)$/.exec(line)!;
  const word = random.once(4) ? keyword!.toUpperCase() : keyword!;
  const isCommand = /command|proxyjump|match/i.test(keyword!);
  const end = isCommand ? '' : random.pick(['', '', ' ', ' # note', '\t#x "y']);
  return `${indent}${word}${rest === '' ? '' : separator}${rest}${rest === '' ? '' : end}`;
}

/** Writes one into that folder, with what it includes, and returns its path. */
export function makeConfig(random: Random, folder: string): string {
  const hasRefused = random.once(6);
  const hasFinal = random.once(3);
  let files = 0;
  const make = (depth: number): string => {
    const lines = Array.from({ length: random.between(3, 18) }, () => {
      if (random.once(4)) return hostLine(random);
      if (random.once(9)) return random.pick(MATCHES)(random);
      if (hasFinal && random.once(10)) return `Match ${random.pick(FINAL)}`;
      if (hasRefused && random.once(12)) return random.pick([...REFUSED, ...MORE_REFUSED]);
      if (depth < 3 && random.once(10)) return `Include ${make(depth + 1)}`;
      if (random.once(12)) return random.pick(['', '# Host commented', '   ', '#']);
      return random.pick(SETTINGS)(random);
    });
    const text = lines.map((line) => styled(line, random)).join(random.once(4) ? '\r\n' : '\n');
    files += 1;
    const file = path.join(folder, depth === 0 ? 'config' : `part-${files}`);
    writeFileSync(file, random.once(3) ? text : `${text}\n`, { mode: 0o600 });
    return file;
  };
  return make(0);
}
