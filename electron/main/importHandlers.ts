// What the calls do that bring hosts along from other tools, and take them elsewhere.
import path from 'node:path';
import { systemClock } from '../../core/time/clock.ts';
import type { Handlers } from '../gate/answer.ts';
import type { WindowRef } from '../window.ts';
import { hostNews } from './arrangeHandlers.ts';
import type { Services } from './handlers.ts';
import type { ImportDesk, ImportDialogs } from './importDesk.ts';
import { importDialogs } from './importDialogs.ts';
import { language } from './language.ts';

type Needed = Pick<Services, 'hosts' | 'tunnels' | 'vault' | 'broadcast' | 'nativeOf'>;

/** Beside the main program, in development as in the package. */
const THREAD = path.resolve(import.meta.dirname, '../importer/importer.js');

const desks = new WeakMap<Needed['hosts'], Promise<ImportDesk>>();

/** One for all windows. Late: no start needs it. */
function deskOf(services: Needed): Promise<ImportDesk> {
  const known = desks.get(services.hosts) ?? makeDesk(services);
  desks.set(services.hosts, known);
  return known;
}

async function makeDesk(services: Needed): Promise<ImportDesk> {
  const { ImportDesk: Desk } = await import('./importDesk.ts');
  const { hosts, tunnels, vault } = services;
  return new Desk({
    ...{ hosts, vault, clock: systemClock, threadFile: THREAD, language: language() },
    onChanged: async ({ added, removed }) => {
      hostNews(services).allChanged();
      added.forEach((id) => tunnels.hostAdded(id));
      for (const id of removed) await tunnels.dropHost(id);
    },
  });
}

export function importHandlers(services: Needed, caller: WindowRef) {
  const desk = (): Promise<ImportDesk> => deskOf(services);
  const dialogs = (): ImportDialogs => importDialogs(services.nativeOf(caller));
  return {
    'import:found': async () => (await desk()).found(),
    'import:open': async (pick) => (await desk()).open(pick, dialogs()),
    'import:further': async (id, from) => (await desk()).further(id, from),
    'import:lines': async (id, at) => (await desk()).lines(id, at),
    'import:apply': async (id, wish) => (await desk()).apply(id, wish, caller.emit),
    'import:undo': async (id) => (await desk()).undo(id),
    'import:close': async (id) => (await desk()).close(id),
    'export:write': async (wish) => (await desk()).export(wish, dialogs()),
  } satisfies Partial<Handlers>;
}
