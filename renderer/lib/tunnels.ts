// What is said about tunnels: where one leads, how it stands and how much goes through it.
import type {
  SavedHost,
  SavedTunnel,
  TunnelDraft,
  TunnelFigures,
  TunnelKind,
  TunnelView,
} from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';

/** In the order in which they are offered. */
export const TUNNEL_KINDS: readonly TunnelKind[] = ['local', 'remote', 'dynamic'];

/** Which hosts can have tunnels: this computer needs none to itself. */
export function hasTunnels({ can }: Pick<SavedHost, 'can'>): boolean {
  return can.tunnels !== null;
}

export const NEW_TUNNEL: TunnelDraft = {
  kind: 'local',
  name: '',
  listenAddress: '127.0.0.1',
  listenPort: '',
  shared: false,
  targetAddress: 'localhost',
  targetPort: '',
  user: '',
  password: '',
  autostart: false,
};

type Ends = Pick<
  SavedTunnel,
  'kind' | 'listenAddress' | 'listenPort' | 'targetAddress' | 'targetPort'
>;

/** `127.0.0.1:8080`, `[::1]:8080`, `/run/db.sock`. */
export function placeText(address: string, port: string): string {
  if (address.startsWith('/')) return address;
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const LOOPBACK = new RegExp(`^(127(\\.${OCTET}){3}|localhost|::1|\\[::1\\])$`);

/** Only programs of the listening machine can connect there; so it is where nothing is typed. */
export function staysThere(address: string): boolean {
  const typed = address.trim();
  return typed === '' || LOOPBACK.test(typed);
}

/** Where it leads; a proxy leads anywhere. */
export function targetText(tunnel: Ends): string {
  return tunnel.kind === 'dynamic' ? '' : placeText(tunnel.targetAddress, tunnel.targetPort);
}

/** Where it listens now, or is to listen; a port that is to be chosen is no address yet. */
export function listenText(tunnel: Ends & { listening?: string }): string {
  if (tunnel.listening) return tunnel.listening;
  if (tunnel.listenPort === '0') return words.tunnels.ways.freePort(tunnel.listenAddress);
  return placeText(tunnel.listenAddress, tunnel.listenPort);
}

/** What it is called: its name, else where it leads. */
export function tunnelName(tunnel: SavedTunnel): string {
  if (tunnel.name) return tunnel.name;
  return tunnel.kind === 'dynamic' ? words.tunnels.kinds.dynamic.label : targetText(tunnel);
}

/** `127.0.0.1:8080 here → localhost:80 on web`, for the line below its name. */
export function tunnelWay(tunnel: TunnelView, host: string): string {
  const at = listenText(tunnel);
  const to = targetText(tunnel);
  const { ways } = words.tunnels;
  if (tunnel.kind === 'dynamic') return ways.dynamic(at, host);
  return ways[tunnel.kind](at, to, host);
}

/** It runs, or would if it could just now. */
export function isWanted({ state }: Pick<TunnelView, 'state'>): boolean {
  return state !== 'stopped' && state !== 'failed';
}

export interface Rate {
  /** Bytes a second. */
  up: number;
  down: number;
}

/** What has gone through it, in parts; of what ssh carries itself, that it does. */
export function tunnelFigures({ open, total, up, down }: TunnelFigures, rate: Rate): string[] {
  const { figures } = words.tunnels;
  if (open === null || total === null) return [figures.unknown];
  const parts = [figures.open(open), figures.total(total)];
  if (up) parts.push(figures.sent(up));
  if (down) parts.push(figures.received(down));
  if (rate.up >= 1) parts.push(figures.sending(Math.round(rate.up)));
  if (rate.down >= 1) parts.push(figures.receiving(Math.round(rate.down)));
  return parts;
}

/** Bytes a second between two looks; none where nobody can know, or it was started anew. */
export function rateBetween(
  before: TunnelFigures | undefined,
  now: TunnelFigures,
  ms: number,
): Rate {
  const part = (name: 'up' | 'down'): number => {
    const [from, to] = [before?.[name] ?? null, now[name]];
    return from === null || to === null || ms <= 0 ? 0 : Math.max(0, ((to - from) * 1000) / ms);
  };
  return { up: part('up'), down: part('down') };
}

/** The page to open for a local tunnel that runs; null where it leads to no port of this computer. */
export function pageOf({ kind, state, listening }: TunnelView): string | null {
  if (kind !== 'local' || state !== 'running' || !listening || listening.startsWith('/'))
    return null;
  return `http://${listening.replace(/^(0\.0\.0\.0|\[::\])(?=:)/, '127.0.0.1')}/`;
}

/** What a host's entry says of its tunnels. */
export function tunnelCount(tunnels: readonly TunnelView[]): string[] {
  const running = tunnels.filter(({ state }) => state === 'running').length;
  const waiting = tunnels.filter(({ state }) => state === 'starting' || state === 'waiting').length;
  const failed = tunnels.filter(({ state }) => state === 'failed').length;
  const { counts } = words.tunnels;
  return [
    running > 0 ? counts.running(running) : '',
    waiting > 0 ? counts.waiting(waiting, running > 0) : '',
    failed > 0 ? counts.failed(failed, running + waiting > 0) : '',
  ].filter(Boolean);
}
