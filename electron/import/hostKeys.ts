// What a found host is called by in its file, so that it is known when the file comes again: an id where the
// format has one, else its name with the folders that it is in.
import type { FoundHost } from './found.ts';

/** In the order of the hosts, each another one: of several that are called the same, by their number. */
export function hostKeys(hosts: readonly FoundHost[]): string[] {
  const counts = new Map<string, number>();
  return hosts.map((host) => {
    const key = keyOf(host);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? key : `${key} ${count}`;
  });
}

function keyOf({ own, group, name, address, protocol }: FoundHost): string {
  if (own) return `id ${own.id}`;
  return JSON.stringify([
    ...(protocol === 'ssh' ? [] : [`${protocol}:`]),
    ...group,
    name || address,
  ]);
}
