// The hops of a jump host field: written out, or saved hosts by their ids, which nobody is shown.
import type { SavedHost } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { held, type Holding } from './held.ts';

type Host = Pick<SavedHost, 'id' | 'name' | 'kind' | 'address' | 'detail'> &
  Holding<'user' | 'port' | 'jumpHost'>;
type Find = (id: string) => Host | undefined;

/** Hosts that are offered at once; a part of a name finds the others. */
export const MOST_OFFERED = 200;
/** As `electron/ssh/sshFields.ts` has it, which a test holds. */
const REFERENCE = /^host:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function hopsOf(jumpHost: string): string[] {
  return jumpHost.trim() === '' ? [] : jumpHost.split(',').map((hop) => hop.trim());
}

/** The id of the saved host that a hop is. */
export function savedHop(hop: string): string | undefined {
  return REFERENCE.exec(hop)?.[1];
}

export function hopName(hop: string, find: Find): string {
  const id = savedHop(hop);
  return id === undefined ? hop : (find(id)?.name ?? words.hostForm.deletedHost);
}

/** All of them, as they are told in a line. */
export function hopNames(jumpHost: string, find: Find): string {
  return hopsOf(jumpHost)
    .map((hop) => hopName(hop, find))
    .join(', ');
}

/** Saved hosts that a host can go through: not itself, nor what goes through it. */
export function offeredHops(
  hosts: readonly Host[],
  self: string | null,
  typed: string,
): { offered: Host[]; more: boolean } {
  const find = finder(hosts);
  const part = savedHop(lastOf(typed)) ? '' : lastOf(typed).toLowerCase();
  const fit = hosts.filter(
    (host) =>
      (host.kind === 'ssh' || host.kind === 'config') &&
      host.id !== self &&
      !leadsTo(host, self, find),
  );
  const named = fit.filter(({ name }) => name.toLowerCase().includes(part));
  const found = named.length > 0 ? named : fit;
  return { offered: found.slice(0, MOST_OFFERED), more: found.length > MOST_OFFERED };
}

/** With a saved host in the place of what was typed last, or after the last that is saved. */
export function withHop(jumpHost: string, id: string): string {
  const hops = hopsOf(jumpHost);
  const kept = savedHop(hops.at(-1) ?? '') ? hops : hops.slice(0, -1);
  return [...kept, `host:${id}`].join(',');
}

export function withoutHop(jumpHost: string, index: number): string {
  return hopsOf(jumpHost)
    .filter((_, at) => at !== index)
    .join(',');
}

/** What stands before a hop; all of it where that isn't among them. */
export function beforeHop(jumpHost: string, id: string): string {
  const hops = hopsOf(jumpHost);
  const at = hops.findIndex((hop) => savedHop(hop) === id);
  return at < 0 ? jumpHost : hops.slice(0, at).join(',');
}

/** As `ssh -J` takes them, with saved ones as they are now. */
export function writtenHops(jumpHost: string, find: Find, depth = 0): string {
  const written = hopsOf(jumpHost).map((hop, index) => {
    const id = savedHop(hop);
    const host = id === undefined ? undefined : find(id);
    if (!host) return id === undefined ? hop : '';
    const address = host.address.includes(':') ? `[${host.address}]` : host.address;
    const [user, port] = [held(host, 'user'), held(host, 'port')];
    const text = `${user && `${user}@`}${address}${port && `:${port}`}`;
    const before =
      index === 0 && depth < MOST_DEPTH && writtenHops(held(host, 'jumpHost'), find, depth + 1);
    return before ? `${before},${text}` : text;
  });
  return written.filter((hop) => hop !== '').join(',');
}

/** A circle is refused when it is connected to; here it only has to end. */
const MOST_DEPTH = 16;

function leadsTo(host: Host, self: string | null, find: Find): boolean {
  const seen = new Set<string>();
  const follow = (from: Host): boolean =>
    hopsOf(held(from, 'jumpHost')).some((hop) => {
      const id = savedHop(hop);
      if (id === undefined || seen.has(id)) return false;
      seen.add(id);
      const next = find(id);
      return id === self || (next !== undefined && follow(next));
    });
  return follow(host);
}

function finder(hosts: readonly Host[]): Find {
  const byId = new Map(hosts.map((host) => [host.id, host]));
  return (id) => byId.get(id);
}

function lastOf(typed: string): string {
  return hopsOf(typed).at(-1) ?? '';
}
