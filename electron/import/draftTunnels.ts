// The forwards of a host in a file, as saved tunnels here.
import { say } from '../../words/said.ts';
import { parseTunnelDraft } from '../hosts/tunnelDraft.ts';
import type { TunnelDraft } from '../ipc/contract.ts';
import type { Left } from './draftFields.ts';
import type { Endpoint, FoundForward, FoundHost } from './found.ts';

const FACTS = { carriedBy: 'ssh', hasPassword: false } as const;
const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/i;

export interface DraftTunnels {
  tunnels: TunnelDraft[];
  left: Left[];
}

/** Those that a connection would have had start with the first shell. */
export function draftTunnels({ forwards, more }: FoundHost): DraftTunnels {
  const found: DraftTunnels = { tunnels: [], left: [] };
  for (const forward of forwards) add(found, forward, more);
  return found;
}

function add(found: DraftTunnels, forward: FoundForward, more: FoundHost['more']): void {
  const what = told(forward);
  const { type, listen } = forward;
  if (type === 'remote-dynamic') {
    return void found.left.push({ what, why: say('import-remote-proxy') });
  }
  // The server decides about what it listens on itself; here, GatewayPorts does.
  const everywhere = type !== 'remote' && more.gatewayPorts === true;
  const from = place(listen, everywhere ? '*' : '127.0.0.1');
  const to = place(forward.target, 'localhost');
  const parsed = parseTunnelDraft(
    {
      ...{ kind: type, name: '', user: '', password: '' },
      ...{ listenAddress: from.address, listenPort: from.port },
      shared: !from.address.startsWith('/') && !LOOPBACK.test(from.address),
      ...{ targetAddress: to.address, targetPort: to.port },
      autostart: more.clearAllForwardings !== true,
    },
    FACTS,
  );
  if (parsed.ok) found.tunnels.push(parsed.draft);
  else found.left.push({ what, why: Object.values(parsed.errors)[0]! });
}

function place(end: Endpoint | undefined, usual: string): { address: string; port: string } {
  if (!end) return { address: '', port: '' };
  if ('socket' in end) return { address: end.socket, port: '' };
  return { address: end.host ?? usual, port: String(end.port) };
}

function told({ type, listen, target }: FoundForward): string {
  return [type, written(listen), ...(target ? [written(target)] : [])].join(' ');
}

function written(end: Endpoint): string {
  if ('socket' in end) return end.socket;
  return end.host === null ? String(end.port) : `${end.host}:${end.port}`;
}
