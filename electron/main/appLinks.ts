// The folders that follow an ssh config, as the app has them: where the user's files are, and who is told.
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../core/time/clock.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { LinkedNews } from '../hosts/linkedFolders.ts';
import type { ShellStatus } from '../ipc/contract.ts';
import type { Emit } from '../window.ts';
import { LinkedConfigs } from './linkedConfigs.ts';

export interface AppLinksOptions {
  hosts: HostStore;
  broadcast: Emit;
  /** Hosts have come or gone; tunnels follow. */
  onNews: (news: LinkedNews) => void;
}

export function appLinks({ hosts, broadcast, onNews }: AppLinksOptions): LinkedConfigs {
  return new LinkedConfigs({
    ...{ hosts, clock: systemClock, home: homedir(), now: () => Date.now() },
    usual: join(ownHome(), '.ssh', 'config'),
    onHosts: (news) => {
      hosts.telling.tell((change) => broadcast('hosts:changed', change));
      onNews(news);
    },
    onStates: (states) => broadcast('links:changed', states),
  });
}

/** ssh looks for its own file where the user's entry says, whatever HOME is. */
function ownHome(): string {
  try {
    return userInfo().homedir;
  } catch {
    return homedir(); // a user without an entry
  }
}

/** What ssh says, by which it is the file that it doesn't take. */
const REFUSED: ReadonlySet<string> = new Set([
  ...['ssh-option-unknown', 'ssh-config-refused', 'ssh-configuration-open'],
]);

/** A connection failed by the file, which is told at its folder; or stands, and it isn't the file. */
export function tellLinks(links: LinkedConfigs, hosts: HostStore, status: ShellStatus): void {
  const { state, message, hostId } = status;
  const isRefused = state === 'failed' && REFUSED.has(message.code);
  if ((!isRefused && state !== 'online') || hosts.linked.list().length === 0) return;
  const [host] = hosts.shown([hostId]);
  if (host?.kind === 'config') links.refused(host, isRefused ? message : null);
}
