// One profile of Remmina: a host, or something that Bowline doesn't open.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import type { FoundMore } from '../found.ts';
import { given } from '../plain.ts';
import { foldersOf, hopOf, serverOf } from '../serverText.ts';
import { tellRemminaRest } from './remminaRest.ts';

type Values = ReadonlyMap<string, string>;

/** Of which Bowline opens, or will open, a terminal or files; with their ports. */
const PORTS: Readonly<Record<string, number>> = { SSH: 22, SFTP: 22, TELNET: 23 };

export function readRemminaProfile(file: string, values: Values, found: Collected): void {
  const name = values.get('name') || file;
  const protocol = values.get('protocol') || 'SSH';
  const kind = protocol.toUpperCase();
  if (!Object.hasOwn(PORTS, kind)) return tellOther(name, protocol, values, found);
  const { host, port } = serverOf(values.get('server') ?? '');
  if (!host) return found.tell(name, 'server', say('import-has-no-address'));
  const key = values.get('ssh_privatekey');
  found.host({
    ...{ name, protocol: kind.toLowerCase(), address: host },
    port: found.port(name, port, PORTS[kind]!),
    user: values.get('username') || null,
    identities: key ? [key] : [],
    jump: jumpOf(name, values, found),
    proxyCommand: values.get('ssh_proxycommand') || null,
    group: foldersOf(values.get('group')),
    more: moreOf(values),
  });
  tellRemminaRest(name, values, found);
}

function tellOther(name: string, protocol: string, values: Values, found: Collected): void {
  const runs = protocol.toUpperCase() === 'EXEC';
  const why = runs ? say('import-run-on-this-computer') : say('import-no-kind-yet');
  found.tell(name, protocol, why);
  for (const [key, value] of values) {
    if (/password|passphrase/.test(key) && !key.startsWith('disable') && value) {
      found.secret(name, key);
    }
  }
}

function jumpOf(name: string, values: Values, found: Collected): string[] | null {
  if (values.get('ssh_tunnel_enabled') !== '1') return null;
  const { host, port } = serverOf(values.get('ssh_tunnel_server') ?? '');
  if (!host) {
    found.tell(name, 'ssh_tunnel_enabled=1', say('import-jump-nowhere'));
    return null;
  }
  return [hopOf(host, port, values.get('ssh_tunnel_username'))];
}

/** Names of algorithms mean the same to OpenSSH. */
const OPTIONS = {
  ssh_ciphers: 'Ciphers',
  ssh_hostkeytypes: 'HostKeyAlgorithms',
  ssh_kex_algorithms: 'KexAlgorithms',
} as const;

function moreOf(values: Values): FoundMore {
  const options = Object.entries(OPTIONS).flatMap(([key, option]) => {
    const value = values.get(key);
    return value ? [[option, value] as const] : [];
  });
  const certificate = values.get('ssh_certfile');
  const tags = foldersOf(values.get('labels'), /,/);
  return given<FoundMore>({
    certificates: certificate ? [certificate] : undefined,
    compression: isOn(values, 'ssh_compression'),
    description: values.get('notes_text') || undefined,
    options: options.length > 0 ? Object.fromEntries(options) : undefined,
    remoteCommand: values.get('exec') || undefined,
    remoteDirectory: values.get('execpath') || undefined,
    strictHostKeyChecking: values.get('ssh_stricthostkeycheck') === '1' ? 'yes' : undefined,
    tags: tags.length > 0 ? tags : undefined,
    x11: isOn(values, 'ssh_forward_x11'),
  });
}

/** Off is what Remmina writes for everyone. */
function isOn(values: Values, key: string): true | undefined {
  return ['1', 'true'].includes(values.get(key) ?? '') ? true : undefined;
}
