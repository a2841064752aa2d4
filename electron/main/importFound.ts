// Looks where other tools keep their hosts on this computer. One that takes its time (a folder on a network
// that is gone) is left, and told.
import { homedir } from 'node:os';
import path from 'node:path';
import type { HostStore } from '../hosts/hostStore.ts';
import { knownPlaces, shownPath, type KnownPlace } from '../import/knownPlaces.ts';
import { readOrigin } from '../import/origin.ts';
import type { Looked } from '../import/threadCalls.ts';
import type { HostsFound } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { ImportThread } from './importThread.ts';

/** Seconds; they are local files. */
const MOST_SECONDS = 15;

export function placesHere(system: NodeJS.Platform, env = process.env): KnownPlace[] {
  const known = system === 'win32' || system === 'darwin' ? system : 'linux';
  return knownPlaces({ system: known, home: homedir(), env });
}

/** Each in turn; nothing that isn't there is told of. */
export async function findHosts(
  start: () => ImportThread,
  hosts: HostStore,
  places: readonly KnownPlace[],
): Promise<HostsFound[]> {
  const sshFolder = path.join(homedir(), '.ssh');
  const found: HostsFound[] = [];
  let thread = start();
  for (const place of places) {
    try {
      const looked = await thread.within(thread.call('look', place, sshFolder), MOST_SECONDS);
      if (looked) found.push(told(place, looked, hosts));
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      found.push(told(place, { ...NOTHING, word: place.format, problem: error.said }, hosts));
      if (thread.hasEnded) thread = start();
    }
  }
  thread.end();
  return found;
}

const NOTHING: Looked = { word: '', hosts: 0, waiting: 0, keys: [], problem: null };

function told({ path: at, format }: KnownPlace, looked: Looked, store: HostStore): HostsFound {
  const { word, hosts, waiting, keys, problem } = looked;
  const here = new Set(store.origins(at).map((text) => readOrigin(text)?.key));
  const known = keys.filter((key) => here.has(key)).length;
  return {
    path: at,
    shown: shownPath(at, homedir()),
    format,
    word,
    hosts,
    waiting,
    known,
    problem,
  };
}
