// A command line of ssh that stands in a file, alone or as a part of one (Ansible), becomes what a host
// is found with. It is only read: nothing in it is expanded or run.
import { forwardOf } from './forward.ts';
import type { FoundForward, FoundHost, FoundMore } from './found.ts';
import { placeOf, placeOfUrl, portOf } from './place.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export interface SshLine {
  address?: string;
  user?: string;
  port?: number;
  identities: string[];
  jump: string[] | null;
  proxyCommand: string | null;
  forwards: FoundForward[];
  more: Mutable<FoundMore>;
  /** Parts that aren't understood, or say nothing of a host. */
  left: string[];
  hasPassword: boolean;
}

type Take = (line: SshLine, value: string) => boolean | void;

function emptyLine(): SshLine {
  const nothing = { jump: null, proxyCommand: null, hasPassword: false };
  return { ...nothing, identities: [], forwards: [], more: {}, left: [] };
}

/** What a host has of it besides its name and address. */
export function hostPart(
  line: SshLine,
): Pick<FoundHost, 'identities' | 'jump' | 'proxyCommand' | 'forwards' | 'more'> {
  const { identities, jump, proxyCommand, forwards, more } = line;
  return { identities, jump, proxyCommand, forwards, more };
}

/** Of the words behind the program's name. */
export function sshLine(words: readonly string[]): SshLine {
  const line = emptyLine();
  const rest = [...words].reverse();
  let onlyOptions = true;
  while (rest.length > 0) {
    const word = rest.pop()!;
    if (onlyOptions && word === '--') onlyOptions = false;
    else if (onlyOptions && /^-./.test(word)) takeFlags(line, word.slice(1), rest);
    else if (line.address === undefined) takeAddress(line, word);
    else {
      line.more.remoteCommand = [word, ...rest.reverse()].join(' ');
      break;
    }
  }
  return line;
}

function takeAddress(line: SshLine, word: string): void {
  const place = placeOfUrl(word) ?? placeOf(word);
  line.address = place.address;
  if (place.user !== null) line.user ??= place.user;
  if (place.port === undefined) line.left.push(word);
  else if (place.port !== 22) line.port ??= place.port;
  line.hasPassword ||= place.hasPassword;
}

const WITH_VALUE = 'BbcDEeFIiJLlmOoPpQRSWw';

function takeFlags(line: SshLine, letters: string, rest: string[]): void {
  for (let at = 0; at < letters.length; at++) {
    const flag = letters[at]!;
    const hasValue = WITH_VALUE.includes(flag);
    const value = hasValue ? letters.slice(at + 1) || rest.pop() || '' : '';
    const take = Object.hasOwn(FLAGS, flag) ? FLAGS[flag]! : leave;
    if (take(line, value) === false) line.left.push(hasValue ? `-${flag} ${value}` : `-${flag}`);
    if (hasValue) return;
  }
}

const leave: Take = () => false;

/** By keyword in small letters. False: its value isn't understood. */
const KEYWORDS: ReadonlyMap<string, Take> = new Map<string, Take>([
  ['hostname', (line, value) => void (line.address ??= value)],
  ['user', (line, value) => void (line.user ??= value)],
  ['port', takePort],
  ['identityfile', (line, value) => void line.identities.push(value)],
  ['certificatefile', list('certificates')],
  ['proxyjump', takeJump],
  ['proxycommand', takeProxyCommand],
  ['localforward', forward('local')],
  ['remoteforward', forward('remote')],
  ['dynamicforward', forward('dynamic')],
  ['addkeystoagent', text('addKeysToAgent')],
  ['forwardagent', takeAgent],
  ['clearallforwardings', yesNo('clearAllForwardings')],
  ['compression', yesNo('compression')],
  ['connecttimeout', seconds('connectTimeoutSeconds')],
  ['gatewayports', yesNo('gatewayPorts')],
  ['identitiesonly', yesNo('identitiesOnly')],
  ['identityagent', text('identityAgent')],
  ['serveraliveinterval', seconds('keepAliveSeconds')],
  ['localcommand', text('localCommand')],
  ['remotecommand', text('remoteCommand')],
  ['requesttty', text('requestTty')],
  ['setenv', list('setEnv')],
  ['stricthostkeychecking', text('strictHostKeyChecking')],
  ['forwardx11', yesNo('x11')],
]);

/** `Keyword=value` or `Keyword value`, as behind `-o`. False where it is neither. */
export function takeOption(line: SshLine, written: string): boolean {
  const [, keyword = '', raw = ''] =
    /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s*=\s*|\s+)(.*)$/s.exec(written) ?? [];
  const value = raw.trim().replace(/^"([^"]*)"$/, '$1');
  if (keyword === '' || value === '') return false;
  const take = KEYWORDS.get(keyword.toLowerCase());
  if (take) return take(line, value) !== false;
  const known = line.more.options ?? {};
  const isKnown = Object.keys(known).some((one) => one.toLowerCase() === keyword.toLowerCase());
  if (!isKnown) line.more.options = { ...known, [keyword]: value };
  return true;
}

const FLAGS: Readonly<Record<string, Take>> = {
  p: takePort,
  l: (line, value) => void (line.user ??= value),
  i: (line, value) => void line.identities.push(value),
  J: takeJump,
  L: forward('local'),
  R: forward('remote'),
  D: forward('dynamic'),
  o: takeOption,
  A: option('ForwardAgent=yes'),
  a: option('ForwardAgent=no'),
  X: option('ForwardX11=yes'),
  x: option('ForwardX11=no'),
  Y: (line) => takeOption(line, 'ForwardX11=yes') && takeOption(line, 'ForwardX11Trusted=yes'),
  C: option('Compression=yes'),
  t: option('RequestTTY=yes'),
  T: option('RequestTTY=no'),
  N: option('SessionType=none'),
  4: option('AddressFamily=inet'),
  6: option('AddressFamily=inet6'),
  g: option('GatewayPorts=yes'),
  K: option('GSSAPIAuthentication=yes'),
  k: option('GSSAPIDelegateCredentials=no'),
  b: valued('BindAddress'),
  B: valued('BindInterface'),
  c: valued('Ciphers'),
  m: valued('MACs'),
  e: valued('EscapeChar'),
  I: valued('PKCS11Provider'),
  S: valued('ControlPath'),
  w: valued('TunnelDevice'),
  P: valued('Tag'),
  // How much ssh says, and whether it goes to the background: of that one call, not of a host.
  v: () => true,
  q: () => true,
  n: () => true,
  f: () => true,
};

function option(written: string): Take {
  return (line) => takeOption(line, written);
}

function valued(keyword: string): Take {
  return (line, value) => takeOption(line, `${keyword}=${value}`);
}

function takePort(line: SshLine, value: string): boolean {
  const port = portOf(value);
  if (port !== undefined) line.port ??= port;
  return port !== undefined;
}

/** Of `ProxyJump` and `ProxyCommand`, ssh takes the one that comes first. */
function takeJump(line: SshLine, value: string): void {
  if (line.jump !== null || line.proxyCommand !== null || value === 'none') return;
  line.jump = value.split(',').map((hop) => hop.trim());
}

function takeProxyCommand(line: SshLine, value: string): void {
  if (line.jump !== null || line.proxyCommand !== null || value === 'none') return;
  line.proxyCommand = value;
}

function forward(type: 'local' | 'remote' | 'dynamic'): Take {
  return (line, value) => {
    const found = forwardOf(type, value);
    if (found) line.forwards.push(found);
    return found !== undefined;
  };
}

const YES = /^(yes|true)$/i;
const NO = /^(no|false)$/i;

function takeAgent(line: SshLine, value: string): void {
  line.more.agentForward ??= YES.test(value) || (NO.test(value) ? false : value);
}

function yesNo(
  key: 'compression' | 'gatewayPorts' | 'identitiesOnly' | 'x11' | 'clearAllForwardings',
): Take {
  return ({ more }, value) => {
    const isKnown = YES.test(value) || NO.test(value);
    if (isKnown) more[key] ??= YES.test(value);
    return isKnown;
  };
}

function seconds(key: 'connectTimeoutSeconds' | 'keepAliveSeconds'): Take {
  return ({ more }, value) => {
    const isNumber = /^\d{1,7}$/.test(value);
    if (isNumber) more[key] ??= Number(value);
    return isNumber;
  };
}

type TextKey =
  | 'addKeysToAgent'
  | 'identityAgent'
  | 'localCommand'
  | 'remoteCommand'
  | 'requestTty'
  | 'strictHostKeyChecking';

function text(key: TextKey): Take {
  return ({ more }, value) => void (more[key] ??= value);
}

function list(key: 'certificates' | 'setEnv'): Take {
  return ({ more }, value) => void (more[key] = [...(more[key] ?? []), value]);
}
