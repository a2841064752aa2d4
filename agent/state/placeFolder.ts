// The folder of an agent's lock, record and socket within the state directory. The first place
// that needs one has the directory itself, as it always was; every other machine or container
// that shares it has a folder of its own, so that none takes another's agent for its own or for
// dead. The folder lies in the home and not in XDG_RUNTIME_DIR, which goes with the last logout
// while shells run on.
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AgentError } from '../agentError.ts';
import { readRecord, type AgentRecord } from './agentRecord.ts';
import { lockHolder, lockState, takeLock, type StateLock } from './lock.ts';
import { isEarlierBoot, placeKey } from './place.ts';
import { openStateDirectory } from './stateDirectory.ts';

/** The folder of an agent that has it to itself. */
export interface PlaceFolder {
  folder: string;
  lock: StateLock;
}

/** Takes a folder for an agent of this place. Throws `AgentError`, ALREADY_RUNNING say. */
export function takePlace(directory: string): PlaceFolder {
  const own = ownFolder(directory);
  if (lockHolder(own) === undefined) {
    try {
      return { folder: directory, lock: takeLock(directory, true) };
    } catch (error) {
      if (!(error instanceof AgentError) || error.code !== 'RUNS_ELSEWHERE') throw error;
    }
  }
  removeOfEarlierBoots(directory);
  const folder = openStateDirectory(own);
  return { folder, lock: takeLock(folder) };
}

/** The folder of the agent that runs at this place; undefined when none does. */
export function runningPlace(directory: string): string | undefined {
  return [ownFolder(directory), directory].find((folder) => lockHolder(folder) !== undefined);
}

/** Records of agents that may run at other places, for telling where shells are. */
export function recordsElsewhere(directory: string): AgentRecord[] {
  return [directory, ...otherFolders(directory)].flatMap((folder) => {
    const record = isElsewhere(folder) ? tried(() => readRecord(folder)) : undefined;
    return record ? [record] : [];
  });
}

function ownFolder(directory: string): string {
  return join(directory, `at-${placeKey()}`);
}

function otherFolders(directory: string): string[] {
  const names = readdirSync(directory).filter((name) => /^at-[0-9a-f]{10}$/.test(name));
  const folders = names.map((name) => join(directory, name));
  return folders.filter((folder) => lstatSync(folder, { throwIfNoEntry: false })?.isDirectory());
}

function isElsewhere(folder: string): boolean {
  return ['elsewhere', 'unknown'].includes(tried(() => lockState(folder)) ?? '');
}

// Only what is known to be of an earlier boot: an agent whose lock is damaged may still run.
function removeOfEarlierBoots(directory: string): void {
  for (const folder of otherFolders(directory)) {
    const place = tried(() => readRecord(folder)?.place);
    const gone = place && isEarlierBoot(place) && tried(() => lockState(folder)) === 'stale';
    if (gone) tried(() => rmSync(folder, { recursive: true, force: true }));
  }
}

// What is odd in another place's folder must not keep an agent from starting here.
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
