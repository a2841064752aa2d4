// Jump hosts that stand in ssh's configuration alone (ProxyJump): which they are, ssh is asked, as each of
// its own on the way there asks it.
import type { Clock } from '../../core/time/clock.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { resolvedConfig, type ResolvedConfig } from './resolvedConfig.ts';
import { sshArguments, valueOf } from './sshArguments.ts';
import { writtenHop } from './sshFields.ts';
import { configFile, jumpHosts, ownWord, userWord, type SshArgument } from './sshPlaces.ts';
import type { SshTarget } from './sshTarget.ts';

export interface ConfigHop {
  /** As the configuration calls it, and nothing else of it. */
  named: string;
  /** ssh is told of it by that alone: no user, port or way beside it. */
  byNameAlone: boolean;
  /** As ssh connects to it. */
  place: HostPlace;
}

/** Where ssh goes, and by which way. */
export interface HostPlace {
  user: string;
  address: string;
  port: string;
  /** What leads there: hops, or a command. */
  way: string;
}

/** More are none that anybody waits for. */
const MOST_HOPS = 16;

/** From the last before the host to the first. Ends with the one of which ssh says no more. */
export async function configHops(
  host: SshTarget,
  surroundings: LocalSurroundings,
  clock: Clock,
): Promise<ConfigHop[]> {
  const hops: ConfigHop[] = [];
  let config = await resolvedConfig(() => sshArguments(host), surroundings, clock);
  while (config && hops.length < MOST_HOPS) {
    const list = jumpsIn(config);
    const hop = list.at(-1);
    if (hop === undefined) break;
    const { user, address, port } = writtenHop(hop);
    config = await resolvedConfig(
      () => toHop(hop, list.slice(0, -1), host.file ?? ''),
      surroundings,
      clock,
    );
    if (!config) break;
    const byNameAlone = user === '' && port === '' && list.length === 1;
    hops.push({ named: address, byNameAlone, place: placeIn(config) });
  }
  return hops;
}

/** Where an ssh with this configuration goes. */
export function placeIn(config: ResolvedConfig): HostPlace {
  const said = (name: string): string => config.get(name) ?? '';
  const [user, address, port] = [said('user'), said('hostname').toLowerCase(), said('port')];
  return { user, address, port, way: said('proxyjump') || said('proxycommand') };
}

function jumpsIn(config: ResolvedConfig): string[] {
  const text = config.get('proxyjump') ?? 'none';
  return text === 'none' ? [] : text.split(',').map((hop) => hop.trim());
}

/** As ssh starts the ssh that leads through it. */
function toHop(hop: string, before: readonly string[], file: string): SshArgument[] {
  const { user, address, port } = writtenHop(hop);
  return [
    ...configFile(file),
    ...valueOf('-l', userWord(user, 'user')),
    ...valueOf('-p', userWord(port, 'port')),
    ...jumpHosts(before.join(',')),
    ownWord('--'),
    userWord(address, 'address'),
  ];
}
