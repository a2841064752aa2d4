// What the calls do that arrange hosts and bring them back: many at once, folders, the bin, backups. All
// windows are told what has become of the hosts, and tunnels follow those that come and go.
import type { Handlers } from '../gate/answer.ts';
import type { Services } from './handlers.ts';

type Needed = Pick<Services, 'hosts' | 'tunnels' | 'settings' | 'settingsAre' | 'broadcast'> & {
  links: Pick<Services['links'], 'sync'>;
};

/** What is told of hosts and folders; folders first, as hosts name them. */
export function hostNews({ hosts, broadcast }: Pick<Services, 'hosts' | 'broadcast'>) {
  const changed = (): void => hosts.telling.tell((change) => broadcast('hosts:changed', change));
  const allChanged = (): void => {
    broadcast('folders:changed', hosts.folders.list());
    changed();
  };
  return { changed, allChanged };
}

/** Hosts that are deleted for good leave no settings behind. */
export function forgetSettings(
  ids: readonly string[],
  { settings, settingsAre }: Pick<Services, 'settings' | 'settingsAre'>,
): void {
  const had = ids.filter((id) => settings.forget(id));
  if (had.length > 0) settingsAre(settings.get());
}

export function arrangeHandlers(services: Needed) {
  const { hosts, tunnels, links } = services;
  const { changed, allChanged: foldersChanged } = hostNews(services);
  // Folders that follow a file may have come or gone.
  const allChanged = (): void => {
    foldersChanged();
    links.sync();
  };
  const gone = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) await tunnels.dropHost(id);
  };
  return {
    'hosts:delete': async (ids) => {
      hosts.bin.takeHosts(ids);
      changed();
      await gone(ids);
    },
    'hosts:rename': (id, name) => {
      const result = hosts.rename(id, name);
      if (result.ok) changed();
      return result.ok ? {} : result.errors;
    },
    'hosts:move': (ids, folder) => {
      hosts.many.move(ids, folder);
      changed();
    },
    'hosts:patch': (ids, patch, act?: string) => {
      const errors = hosts.many.patch(ids, patch, act);
      if (Object.keys(errors).length === 0) changed();
      return errors;
    },
    'hosts:unpatch': (act) => {
      hosts.many.unpatch(act);
      changed();
    },
    'folders:list': () => hosts.folders.list(),
    'folders:check': (draft, id) => hosts.folders.check(draft, id),
    'folders:save': (draft, id) => {
      const result = hosts.folders.save(draft, id);
      if (result.ok) foldersChanged();
      return result;
    },
    'folders:move': (ids, parent) => {
      hosts.folders.move(ids, parent);
      foldersChanged();
    },
    'folders:inherited': (folder, own) => hosts.folders.inheritance.for(folder, own),
    'folders:delete': async (id) => {
      const ids = hosts.bin.takeFolder(id);
      allChanged();
      await gone(ids);
    },
    ...keptHandlers(services, allChanged, gone),
  } satisfies Partial<Handlers>;
}

function keptHandlers(
  services: Needed,
  allChanged: () => void,
  gone: (ids: readonly string[]) => Promise<void>,
) {
  const { hosts, tunnels } = services;
  return {
    'bin:list': () => hosts.bin.list(),
    'bin:restore': (ids) => {
      const back = hosts.bin.restore(ids);
      allChanged();
      back.forEach((id) => tunnels.hostAdded(id));
      return hosts.shown(back);
    },
    'bin:empty': (ids) => forgetSettings(hosts.bin.empty(ids), services),
    'backups:list': () => hosts.backups.list(),
    'backups:preview': (name) => hosts.backups.preview(name),
    'backups:restore': async (name) => {
      const before = hosts.list().map(({ id }) => id);
      hosts.backups.restore(name);
      allChanged();
      const after = new Set(hosts.list().map(({ id }) => id));
      after.forEach((id) => tunnels.hostAdded(id));
      await gone(before.filter((id) => !after.has(id)));
    },
  } satisfies Partial<Handlers>;
}
