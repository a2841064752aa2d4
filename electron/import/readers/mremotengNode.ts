// One connection of mRemoteNG: a host, or something that Bowline doesn't open.
import { say } from '../../../words/said.ts';
import { settingOf, type Collected } from '../collected.ts';
import type { FoundMore } from '../found.ts';
import { given } from '../plain.ts';
import { tellMremotengRest, tellPasswords, withoutPassword } from './mremotengRest.ts';
import type { MremotengSettings } from './mremotengSettings.ts';

export interface Connection {
  readonly settings: MremotengSettings;
  readonly group: readonly string[];
}

/** Those of a terminal, with their ports; by name, and by number as files of old have them. */
const PROTOCOLS: Readonly<Record<string, { protocol: string; port: number } | undefined>> = {
  ssh1: { protocol: 'ssh', port: 22 },
  ssh2: { protocol: 'ssh', port: 22 },
  ssh: { protocol: 'ssh', port: 22 },
  telnet: { protocol: 'telnet', port: 23 },
  rlogin: { protocol: 'rlogin', port: 513 },
  raw: { protocol: 'raw', port: 23 },
};
const NUMBERED = ['RDP', 'VNC', 'SSH1', 'SSH2', 'Telnet', 'Rlogin', 'RAW', 'HTTP', 'HTTPS'];
/** What mRemoteNG takes where an entry says nothing. */
const USUAL = 'RDP';

export function readConnection(
  { settings, group }: Connection,
  names: ReadonlySet<string>,
  found: Collected,
): void {
  const address = settings.value('Hostname');
  const name = settings.value('Name') || address || 'Node';
  const said = protocolOf(settings);
  const kind = Object.hasOwn(PROTOCOLS, said.toLowerCase())
    ? PROTOCOLS[said.toLowerCase()]
    : undefined;
  tellPasswords(name, settings, found);
  if (!kind) return found.tell(name, said, say('import-no-kind-yet'));
  if (!address) return found.tell(name, 'Hostname', say('import-has-no-address'));
  if (said.toLowerCase() === 'ssh1') found.tell(name, said, say('import-mremoteng-ssh1'));
  const written = settings.value('Port');
  found.host({
    ...{ name, protocol: kind.protocol, address, group },
    port: found.port(name, written === '0' ? undefined : written, kind.port),
    user: settings.value('Username') || null,
    jump: jumpOf(name, settings, names, found),
    more: moreOf(settings),
  });
  tellMremotengRest(name, settings, found);
}

/** Of a folder only what must not come along: what else it says holds for what is in it. */
export function tellFolder(settings: MremotengSettings, found: Collected): void {
  tellPasswords(settings.value('Name'), settings, found);
}

function protocolOf(settings: MremotengSettings): string {
  const said = settings.value('Protocol') || USUAL;
  return /^\d$/.test(said) ? (NUMBERED[Number(said)] ?? said) : said;
}

function jumpOf(
  name: string,
  settings: MremotengSettings,
  names: ReadonlySet<string>,
  found: Collected,
): string[] | null {
  const tunnel = settings.value('SSHTunnelConnectionName');
  if (!tunnel) return null;
  const why = names.has(tunnel) ? say('import-jump-by-name') : say('import-refers-to-nothing');
  found.tell(name, settingOf('SSHTunnelConnectionName', tunnel), why);
  return [tunnel];
}

function moreOf(settings: MremotengSettings): FoundMore {
  const tags = settings
    .value('EnvironmentTags')
    .split(/[,;]/)
    .map((tag) => tag.trim());
  const set = tags.filter((tag) => tag !== '');
  return given<FoundMore>({
    description: settings.value('Descr') || undefined,
    sshOptions: withoutPassword(settings.value('SSHOptions')) || undefined,
    tags: set.length > 0 ? set : undefined,
  });
}
