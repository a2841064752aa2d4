// Jump hosts that stand in ssh's configuration alone, as the saved hosts that they are: those that ssh reaches
// as the same user, at the same address and port, by the same way. Of others a password is kept by their place.
import type { Clock } from '../../core/time/clock.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { configHops, placeIn, type ConfigHop } from '../ssh/configHops.ts';
import { resolvedConfig } from '../ssh/resolvedConfig.ts';
import { sshArguments } from '../ssh/sshArguments.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import type { Hop, OwnerOf } from './hops.ts';

/** Saved hosts whose address, or whose alias in a file, is one of these. */
export type SavedAs = (names: readonly string[]) => readonly SshTarget[];

export interface SavedHopsOptions {
  surroundings: LocalSurroundings;
  clock: Clock;
  savedAs: SavedAs;
  ownerOf: OwnerOf;
}

/** Further ones of the same name aren't asked about. */
const MOST_ALIKE = 8;

/** From the last before the host to the first. Never rejects for what stands in a configuration. */
export async function savedHops(host: SshTarget, options: SavedHopsOptions): Promise<Hop[]> {
  const hops = await configHops(host, options.surroundings, options.clock);
  return Promise.all(hops.map((hop) => known(hop, host.file ?? '', options)));
}

async function known(hop: ConfigHop, file: string, options: SavedHopsOptions): Promise<Hop> {
  const { user, address, port } = hop.place;
  const saved = await savedFor(hop, file, options);
  return {
    ...{ user, address, port },
    owner: saved && options.ownerOf(saved),
    identityFile: saved?.identityFile ?? '',
    options: saved?.options ?? '',
    asksPerson: saved?.logInWith === 'ask',
  };
}

async function savedFor(
  hop: ConfigHop,
  file: string,
  { savedAs, surroundings, clock }: SavedHopsOptions,
): Promise<SshTarget | undefined> {
  const alike = savedAs([hop.named.toLowerCase(), hop.place.address]).slice(0, MOST_ALIKE);
  for (const saved of alike) {
    if (saved.alias) {
      // Reading another file may run what nobody has allowed; the same one was read for the hop.
      if (hop.byNameAlone && saved.alias === hop.named && saved.file === file) return saved;
      continue;
    }
    const config = await resolvedConfig(() => sshArguments(saved), surroundings, clock);
    if (config && isSame(placeIn(config), hop.place)) return saved;
  }
  return undefined;
}

function isSame(one: ConfigHop['place'], other: ConfigHop['place']): boolean {
  return (['user', 'address', 'port', 'way'] as const).every((what) => one[what] === other[what]);
}
