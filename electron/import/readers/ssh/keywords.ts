// The keywords of OpenSSH's client, of all its versions: what may stand behind each, and what becomes of it.
import { say, type Said } from '../../../../words/said.ts';
import * as read from './values.ts';
import type { ReadValue, Value } from './values.ts';

export interface Keyword {
  /** As OpenSSH's manual writes it. */
  readonly name: string;
  /** Keywords with the same slot are one setting: the first of them wins. */
  readonly slot: string;
  readonly read: ReadValue;
  /** Whether several add up. */
  readonly adds: boolean;
  /** `field`: a field of the host. `option`: goes with its further options. `left`: stays behind. */
  readonly goes: 'field' | 'option' | 'left';
  /** What has to be said where it is in force; undefined: nothing. */
  readonly warns?: (value: Value) => Said | undefined;
}

const all = new Map<string, Keyword>();

export function keywordOf(keyword: string): Keyword | undefined {
  return all.get(keyword);
}

function add(name: string, value: ReadValue, rest: Partial<Keyword> = {}): void {
  const slot = name.toLowerCase();
  all.set(slot, { name, slot, read: value, adds: false, goes: 'option', ...rest });
}

const fields = { goes: 'field' } as const;
const adding = { goes: 'field', adds: true } as const;
const runs = (value: Value): Said | undefined =>
  value[0]!.toLowerCase() === 'none' ? undefined : say('import-ssh-runs');

add('HostName', read.one, fields);
add('Port', read.port, fields);
add('User', read.one, fields);
add('IdentityFile', read.one, adding);
add('CertificateFile', read.one, adding);
add('ProxyCommand', read.command, { ...fields, slot: 'proxy', warns: runs });
add('ProxyJump', read.jump, { ...fields, slot: 'proxy' });
add('LocalForward', read.forward('localforward'), adding);
add('RemoteForward', read.forward('remoteforward'), adding);
add('DynamicForward', read.forward('dynamicforward'), adding);
add('ClearAllForwardings', read.flag, fields);
add('AddKeysToAgent', read.keysToAgent, fields);
add('ForwardAgent', read.one, fields);
add('ForwardX11', read.flag, fields);
add('Compression', read.flag, fields);
add('ConnectTimeout', read.time, fields);
add('GatewayPorts', read.flag, fields);
add('IdentitiesOnly', read.flag, fields);
add('IdentityAgent', read.one, {
  ...fields,
  warns: ([path]) => (path!.startsWith('$') ? say('import-ssh-environment') : undefined),
});
add('ServerAliveInterval', read.time, fields);
add('LocalCommand', read.command, { ...fields, warns: runs });
add('RemoteCommand', read.command, fields);
add('RequestTTY', read.flagOr('auto', 'force'), fields);
add('SetEnv', read.assignments, fields);
add('SendEnv', read.names, adding);
add('Tag', read.one, fields);
add('StrictHostKeyChecking', read.flagOr('ask', 'off', 'accept-new'), {
  ...fields,
  warns: ([word]) =>
    ['no', 'off', 'false'].includes(word!) ? say('import-ssh-host-keys') : undefined,
});

const aboutHostKeys = (value: Value): Said | undefined =>
  value.includes('/dev/null') ? say('import-ssh-host-keys') : undefined;
add('UserKnownHostsFile', read.many, { warns: aboutHostKeys });
add('GlobalKnownHostsFile', read.many, { warns: aboutHostKeys });
add('KnownHostsCommand', read.command, { warns: runs });
add('ProxyUseFdpass', read.flag, {
  warns: ([word]) => (word === 'yes' ? say('import-ssh-fdpass') : undefined),
});
for (const name of ['PKCS11Provider', 'SecurityKeyProvider']) {
  add(name, read.one, {
    warns: ([library]) =>
      /^(internal|none)$/.test(library!) ? undefined : say('import-ssh-library'),
  });
}

// Carried as they are, in the words of the file.
const FLAG_OPTIONS = `BatchMode CheckHostIP ExitOnForwardFailure ForwardX11Trusted PermitLocalCommand
  GSSAPIAuthentication GSSAPIDelegateCredentials GSSAPIKeyExchange GSSAPIRenewalForcesRekey GSSAPITrustDns
  HashKnownHosts HostbasedAuthentication KbdInteractiveAuthentication PasswordAuthentication
  NoHostAuthenticationForLocalhost StreamLocalBindUnlink TCPKeepAlive VisualHostKey EnableSSHKeysign`;
const WORD_OPTIONS = `BindAddress BindInterface CASignatureAlgorithms Ciphers FingerprintHash
  GSSAPIClientIdentity GSSAPIServerIdentity GSSAPIKexAlgorithms HostbasedAcceptedAlgorithms
  HostKeyAlgorithms HostKeyAlias KbdInteractiveDevices KexAlgorithms LogLevel MACs ObscureKeystrokeTiming
  PreferredAuthentications PubkeyAcceptedAlgorithms StreamLocalBindMask TunnelDevice WarnWeakCrypto
  XAuthLocation VersionAddendum`;
for (const name of namesIn(FLAG_OPTIONS)) add(name, read.flag);
for (const name of namesIn(WORD_OPTIONS)) add(name, read.one);
for (const name of [
  'ChannelTimeout',
  'IPQoS',
  'PermitRemoteOpen',
  'RekeyLimit',
  'RevokedHostKeys',
]) {
  add(name, read.many);
}
for (const name of ['ConnectionAttempts', 'NumberOfPasswordPrompts', 'RequiredRSASize']) {
  add(name, read.wholeNumber);
}
add('ServerAliveCountMax', read.wholeNumber);
add('ForwardX11Timeout', read.time);
add('AddressFamily', read.oneOf('any', 'inet', 'inet6'));
add('PubkeyAuthentication', read.flagOr('unbound', 'host-bound'));
add('UpdateHostKeys', read.flagOr('ask'));
add('VerifyHostKeyDNS', read.flagOr('ask'));
add('Tunnel', read.flagOr('point-to-point', 'ethernet'));

const left = (code: 'sharing' | 'canonical' | 'not-shells' | 'apple' | 'obsolete') => ({
  goes: 'left' as const,
  warns: (value: Value) =>
    /^(no|false|none)$/i.test(value[0]!) && code !== 'apple' && code !== 'obsolete'
      ? undefined
      : say(`import-ssh-${code}`),
});
// Bowline shares connections in its own way.
for (const name of ['ControlMaster', 'ControlPath', 'ControlPersist']) {
  add(name, read.one, left('sharing'));
}
// Names would have to be looked up.
for (const name of ['CanonicalDomains', 'CanonicalizePermittedCNAMEs']) {
  add(name, read.many, left('canonical'));
}
for (const name of ['FallbackLocal', 'Hostname', 'MaxDots']) {
  add(`Canonicalize${name}`, read.one, left('canonical'));
}
// A shell in a window needs its input, stays in front, and has a terminal.
for (const name of ['ForkAfterAuthentication', 'StdinNull', 'SessionType', 'RefuseConnection']) {
  add(name, read.many, left('not-shells'));
}
// About the terminal that ssh itself runs in and the log it writes, and about the file: nothing to say.
for (const name of [
  'EnableEscapeCommandline',
  'EscapeChar',
  'IgnoreUnknown',
  'LogVerbose',
  'SyslogFacility',
]) {
  add(name, read.many, { goes: 'left' });
}
for (const name of ['UseKeychain', 'AskPassGUI', 'KeychainIntegration']) {
  add(name, read.many, left('apple'));
}
const OBSOLETE = `AFSTokenPassing Cipher CompressionLevel FallBackToRsh GlobalKnownHostsFile2
  KerberosAuthentication KerberosTgtPassing Protocol RhostsAuthentication RhostsRSAAuthentication
  RSAAuthentication UseBlacklistedKeys UsePrivilegedPort UserKnownHostsFile2 UseRoaming UseRsh`;
for (const name of namesIn(OBSOLETE)) add(name, read.many, left('obsolete'));

/** Earlier names of the same. */
const ALIASES: Readonly<Record<string, string>> = {
  challengeresponseauthentication: 'kbdinteractiveauthentication',
  dsaauthentication: 'pubkeyauthentication',
  hostbasedkeytypes: 'hostbasedacceptedalgorithms',
  identityfile2: 'identityfile',
  keepalive: 'tcpkeepalive',
  pubkeyacceptedkeytypes: 'pubkeyacceptedalgorithms',
  skeyauthentication: 'kbdinteractiveauthentication',
  smartcarddevice: 'pkcs11provider',
  tisauthentication: 'kbdinteractiveauthentication',
};
for (const [alias, name] of Object.entries(ALIASES)) all.set(alias, all.get(name)!);

function namesIn(list: string): string[] {
  return list.split(/\s+/);
}
