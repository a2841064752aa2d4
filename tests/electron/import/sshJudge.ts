// What ssh itself makes of a configuration, by its `-G`, in the fields of what is found. It connects nowhere;
// nothing may be given to it that runs a command or looks a name up.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { userInfo } from 'node:os';
import type { FoundForward, FoundHost } from '../../../electron/import/found.ts';

const run = promisify(execFile);

export type Judged = Readonly<Record<string, unknown>>;

/** Undefined: ssh refuses the file, or the name. */
export async function asSshReads(file: string, name: string): Promise<Judged | undefined> {
  try {
    const { stdout } = await run('ssh', ['-G', '-F', file, '--', name]);
    return judged(stdout);
  } catch (error) {
    if ((error as { code?: unknown }).code === 255) return undefined;
    throw error;
  }
}

/** Whether ssh may be asked: it would run what stands behind an exec, and look names up. */
export function mayBeAsked(text: string): boolean {
  return !/^\s*match.*exec|canonical(?!izehostname no)/im.test(text.replaceAll(/^\s*#.*$/gm, ''));
}

function judged(stdout: string): Judged {
  const home = userInfo().homedir; // ssh puts it in the place of some ~
  const lines = stdout.split('\n').map((line) => {
    const at = line.indexOf(' ');
    return [line.slice(0, at), line.slice(at + 1).replaceAll(home, '~')] as const;
  });
  const all = (key: string): string[] =>
    lines.filter(([known]) => known === key).map(([, value]) => value);
  const one = (key: string): string | undefined => all(key)[0];
  const identities = all('identityfile');
  return {
    address: one('hostname'),
    port: Number(one('port')),
    user: one('user'),
    identities: identities[0] === '~/.ssh/id_rsa' ? [] : identities,
    jump: one('proxyjump')?.replaceAll('ssh://', '') ?? null,
    proxyCommand: one('proxycommand') ?? null,
    forwards: all('localforward')
      .concat(all('remoteforward'), sockets(lines))
      .map((line) => line.replace(/^\[\]:/, '[*]:')) // both mean every address
      .toSorted(),
    certificates: all('certificatefile'),
    setEnv: all('setenv'),
    sendEnv: [...new Set(all('sendenv'))],
    keepAliveSeconds: Number(one('serveraliveinterval')),
    connectTimeout: one('connecttimeout'),
    compression: one('compression'),
    forwardAgent: one('forwardagent'),
    x11: one('forwardx11'),
    gatewayPorts: one('gatewayports'),
    identitiesOnly: one('identitiesonly'),
    addKeysToAgent: one('addkeystoagent'),
    requestTty: one('requesttty'),
    remoteCommand: one('remotecommand'),
    localCommand: one('localcommand'),
    strictHostKeyChecking: one('stricthostkeychecking'),
    countMax: one('serveralivecountmax'),
    hostKeyAlias: one('hostkeyalias'),
    userKnownHostsFile: one('userknownhostsfile'),
    addressFamily: one('addressfamily'),
  };
}

/** ssh prints a local forward to a socket, or from one, a second time: as a dynamic one. */
function sockets(lines: readonly (readonly [string, string])[]): string[] {
  const dynamic = lines.filter(([key]) => key === 'dynamicforward').map(([, value]) => value);
  for (const [key, value] of lines) {
    const [listen = '', target = ''] = value.split(' ');
    if (key !== 'localforward' || !target.startsWith('/')) continue;
    dynamic.splice(dynamic.indexOf(listen), 1);
  }
  return dynamic;
}

/** The same of a host that was found: what ssh prints where nothing is said is filled in. */
export function asFound(host: FoundHost): Judged {
  const { more, jump, forwards } = host;
  const options = more.options ?? {};
  const yesNo = (value: boolean | undefined): string => (value ? 'yes' : 'no');
  const agent = more.agentForward ?? false;
  return {
    address: host.address,
    port: host.port,
    user: host.user ?? userInfo().username,
    identities: host.identities,
    jump: jump?.join(',') ?? null,
    proxyCommand: host.proxyCommand,
    forwards: forwards.map(forwardLine).toSorted(),
    certificates: more.certificates ?? [],
    setEnv: more.setEnv ?? [],
    sendEnv: options['SendEnv']?.split(' ') ?? [],
    keepAliveSeconds: more.keepAliveSeconds ?? 0,
    connectTimeout: more.connectTimeoutSeconds?.toString() ?? 'none',
    compression: yesNo(more.compression),
    forwardAgent: typeof agent === 'string' ? agent : yesNo(agent),
    x11: yesNo(more.x11),
    gatewayPorts: yesNo(more.gatewayPorts),
    identitiesOnly: yesNo(more.identitiesOnly),
    addKeysToAgent: asTrue(more.addKeysToAgent) ?? 'false',
    requestTty: asTrue(more.requestTty) ?? 'auto',
    remoteCommand: more.remoteCommand,
    localCommand: more.localCommand,
    strictHostKeyChecking: asTrue(more.strictHostKeyChecking)?.replace('off', 'false') ?? 'ask',
    countMax: options['ServerAliveCountMax'] ?? '3',
    hostKeyAlias: options['HostKeyAlias']?.replaceAll('"', ''),
    userKnownHostsFile: options['UserKnownHostsFile'] ?? '~/.ssh/known_hosts ~/.ssh/known_hosts2',
    addressFamily: options['AddressFamily'] ?? 'any',
  };
}

function asTrue(word: string | undefined): string | undefined {
  return word?.replace(/^yes$/, 'true').replace(/^no$/, 'false');
}

function forwardLine({ type, listen, target }: FoundForward): string {
  const from = 'socket' in listen ? listen.socket : place(listen);
  if (type === 'dynamic') return from;
  if (type === 'remote-dynamic') return `${from} [socks]:0`;
  return `${from} ${'socket' in target! ? target.socket : place(target!)}`;
}

function place({ host, port }: { host: string | null; port: number }): string {
  return host === null ? String(port) : `[${host}]:${port}`;
}
