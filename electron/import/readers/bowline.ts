// A file of our own: what any preview shows of a host, and the host whole (`own`), for what takes it over.
import { say } from '../../../words/said.ts';
import type { ImportFormat } from '../format.ts';
import {
  foundHost,
  type Endpoint,
  type FoundForward,
  type FoundHost,
  type FoundProxy,
  type Unmapped,
} from '../found.ts';
import { OWN_FORMAT, readOwn, type OwnHost, type OwnTunnel } from '../ownJson.ts';
import { portOf } from '../place.ts';
import { hostPart, sshLine, takeOption } from '../sshLine.ts';

const OURS = new RegExp(`^\\s*\\{[^]{0,2000}?"format"\\s*:\\s*"${OWN_FORMAT}"`);

export const bowline: ImportFormat = {
  word: 'Bowline (JSON)',
  recognises: (source) => OURS.test(source.text().slice(0, 4_000)),
  read(source) {
    const { hosts, seal, unmapped } = readOwn(source.text());
    const sealed = { where: source.name, what: 'sealed', why: say('import-own-sealed') };
    return {
      hosts: hosts.map(hostOf),
      unmapped: [...unmapped, ...(seal ? [sealed] : []), ...hosts.flatMap(leftOutOf)],
    };
  },
};

function leftOutOf({ name, leftOut }: OwnHost): Unmapped[] {
  return leftOut.map((what) => ({ where: name, what, why: say('import-own-left-out') }));
}

function hostOf(own: OwnHost): FoundHost {
  const { name, kind, folder, tags, notes } = own;
  const field = (key: string): string => (Object.hasOwn(own.fields, key) ? own.fields[key]! : '');
  const line = sshLine([]);
  for (const option of field('options').split('\n')) takeOption(line, option);
  const jump = field('jumpHost');
  const identity = field('identityFile');
  return foundHost({
    ...hostPart(line),
    name,
    protocol: kind,
    address: field('address') || field('agentUrl') || field('shell'),
    port: portOf(field('port')) ?? (kind === 'ssh' ? (line.port ?? 22) : 0),
    user: field('user') || (line.user ?? null),
    identities: [...(identity ? [identity] : []), ...line.identities],
    proxy: proxyOf(field),
    jump: jump === '' ? line.jump : jump.split(','),
    forwards: [...line.forwards, ...own.tunnels.map(forwardOf)],
    group: folder,
    more: {
      ...line.more,
      ...(notes ? { description: notes } : {}),
      ...(tags.length > 0 ? { tags } : {}),
    },
    own,
  });
}

function proxyOf(field: (key: string) => string): FoundProxy | null {
  const type = field('proxyKind');
  if (type !== 'socks5' && type !== 'http') return null;
  const port = portOf(field('proxyPort')) ?? (type === 'http' ? 8080 : 1080);
  return { type, host: field('proxyAddress'), port, user: field('proxyUser') || null };
}

function forwardOf(tunnel: OwnTunnel): FoundForward {
  const listen = endpoint(tunnel.listenAddress, tunnel.listenPort);
  if (tunnel.kind === 'dynamic') return { type: 'dynamic', listen };
  return { type: tunnel.kind, listen, target: endpoint(tunnel.targetAddress, tunnel.targetPort) };
}

function endpoint(address: string, port: string): Endpoint {
  if (address.startsWith('/')) return { socket: address };
  return { host: address === '' ? null : address, port: portOf(port) ?? 0 };
}
