// One site of WinSCP becomes a host: whatever transfers files over ssh has a shell, too.
import { say, type Said } from '../../../../words/said.ts';
import { PersonError } from '../../../personError.ts';
import { foundHost, secret, type Found, type FoundMore, type Unmapped } from '../../found.ts';
import { IMPORT_DEPTH } from '../../limits.ts';
import { addressOf, bare, hop } from '../putty/address.ts';
import { identitiesOf } from '../putty/carried.ts';
import { ofKeys } from '../putty/leftBehind.ts';
import { routeOf } from '../putty/route.ts';
import { shown, type Settings } from '../putty/settings.ts';
import { isSecret, leftOfSite } from './leftOfSite.ts';

export interface Site {
  /** Its folders and its name, with `/` in between. */
  readonly path: string;
  readonly settings: Settings;
}

const SFTP = 1;
/** The three that run over ssh: SCP alone, SFTP or else SCP, SFTP alone. */
const OVER_SSH = new Set([0, SFTP, 2]);
const FAMILIES: Readonly<Record<number, string>> = { 1: 'inet', 2: 'inet6' };
const KEEP_ALIVE_SECONDS = 30;

export function siteOf({ path, settings }: Site): Found {
  const protocol = settings.int('FSProtocol', SFTP);
  const secrets = secretsIn(path, settings);
  const none = (what: string, why: Said): Found => {
    return { hosts: [], unmapped: [{ where: path, what, why }, ...secrets] };
  };
  if (path === 'Default Settings') return ofTemplate(path, settings);
  if (settings.is('IsWorkspace')) return none('IsWorkspace', say('import-workspace'));
  if (settings.all().length === 0) return { hosts: [], unmapped: [] }; // a folder with nothing in it
  if (!settings.text('HostName').trim()) return none('HostName', say('import-no-address'));
  if (!OVER_SSH.has(protocol)) {
    return none(`FSProtocol=${protocol}`, say('import-file-transfer-only'));
  }
  return sshSite(path, settings, secrets);
}

function ofTemplate(where: string, settings: Settings): Found {
  const names = ['HostName', 'UserName', 'PublicKeyFile'].filter((name) => settings.text(name));
  const what = names.map((name) => shown({ name, value: settings.text(name) })).join(', ');
  const unmapped = what ? [{ where, what, why: say('import-template') }] : [];
  return { hosts: [], unmapped: [...unmapped, ...secretsIn(where, settings)] };
}

function sshSite(where: string, settings: Settings, secrets: readonly Unmapped[]): Found {
  const group = where.split('/');
  if (group.length > IMPORT_DEPTH) {
    throw new PersonError(say('import-folder-deep', { file: group.slice(0, 3).join('/') }));
  }
  const name = group.pop()!;
  const { user, address } = target(settings.text('HostName'));
  const { unmapped, ...route } = routeOf(where, settings, new Set());
  const tunnel = tunnelOf(settings);
  const host = foundHost({
    name,
    protocol: 'sftp',
    address,
    port: settings.int('PortNumber', 22),
    user: user ?? (settings.text('UserName').trim() || null),
    identities: identitiesOf(settings),
    group: group.filter(Boolean),
    ...route,
    jump: tunnel ? [...(route.jump ?? []), tunnel] : route.jump,
    more: moreOf(settings),
  });
  return {
    hosts: [host],
    unmapped: [
      ...ofKeys(where, settings),
      ...unmapped.filter(({ what }) => !/^Proxy\w*Password/.test(what)),
      ...secrets,
      ...leftOfSite(where, settings),
    ],
  };
}

/** A user may stand before it; a port behind it is nothing that WinSCP knows. */
function target(written: string): { user: string | null; address: string } {
  const at = written.lastIndexOf('@');
  const user = written.slice(0, Math.max(at, 0)).trim() || null;
  return { user, address: bare(written.slice(at + 1).trim()) };
}

function tunnelOf(settings: Settings): string | null {
  const { address, user } = addressOf(settings.text('TunnelHostName'));
  if (!settings.is('Tunnel') || !address) return null;
  const name = user ?? settings.text('TunnelUserName').trim();
  return hop(name, address, settings.int('TunnelPortNumber', 22));
}

function moreOf(settings: Settings): FoundMore {
  const minutes = settings.int('PingInterval', 0);
  const seconds =
    minutes * 60 + settings.int('PingIntervalSecs', settings.int('PingIntervalSec', 0));
  const description = settings.text('Note').trim();
  const directory = settings.text('RemoteDirectory');
  const timeout = settings.int('Timeout', 0);
  const certificate = settings.text('DetachedCertificate').trim();
  const options = optionsOf(settings);
  return {
    ...(settings.is('AgentFwd') && { agentForward: true }),
    ...(settings.int('TryAgent', 1) === 0 && { identityAgent: 'none' }),
    ...(certificate && { certificates: [certificate] }),
    ...(settings.is('Compression') && { compression: true }),
    ...(timeout > 0 && { connectTimeoutSeconds: timeout }),
    ...(description && { description }),
    ...(settings.is('PingType') && { keepAliveSeconds: seconds || KEEP_ALIVE_SECONDS }),
    ...(directory && { remoteDirectory: directory }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

function optionsOf(settings: Settings): Record<string, string> {
  const family = FAMILIES[settings.int('AddressFamily', 0)];
  const source = settings.text('SourceAddress').trim();
  return {
    ...(family && { AddressFamily: family }),
    ...(source && { BindAddress: source }),
    ...((settings.is('GSSAPIFwdTGT') || settings.is('GssapiFwd')) && {
      GSSAPIAuthentication: 'yes',
      GSSAPIDelegateCredentials: 'yes',
    }),
  };
}

/** All passwords, whatever they open. */
function secretsIn(where: string, settings: Settings): Unmapped[] {
  const names = settings.all().filter(({ name, value }) => value !== '' && isSecret(name));
  return names.map(({ name }) => secret(where, name));
}
