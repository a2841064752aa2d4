// Where the thread begins that reads files of other tools: so that none of them, however large or odd, holds
// up the window. It is ended with its preview, and all that was read with it.
import { existsSync } from 'node:fs';
import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { sayIn } from '../../words/messages.ts';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import type { HostSnapshot } from '../hosts/hostSnapshots.ts';
import type { FolderName } from './comparing.ts';
import { writeExport } from './export/writeExport.ts';
import { plainHost, type PlainHost } from './export/plainHost.ts';
import { FORMATS } from './formats.ts';
import { hostKeys } from './hostKeys.ts';
import type { Planned } from './importPlan.ts';
import { ImportSession } from './importSession.ts';
import type { KnownPlace } from './knownPlaces.ts';
import { readHosts } from './readHosts.ts';
import { openSource } from './source.ts';
import type { Looked, ThreadCall, ThreadCalls, ThreadReply } from './threadCalls.ts';
import { toDrafts } from './toDrafts.ts';

export function threadCalls(): ThreadCalls {
  let session: ImportSession | undefined;
  let folders: FolderName[] = [];
  let hosts: HostSnapshot[] = [];
  let planned: readonly Planned[] = [];
  const plain: PlainHost[] = [];
  const open = (): ImportSession => {
    if (!session) throw new Error('no file is open');
    return session;
  };
  return {
    open: (asked) => (session = new ImportSession(asked)).opened,
    unseal: async (passphrase) => {
      await open().unseal(passphrase);
      return open().opened;
    },
    folders: (all) => {
      folders = all;
      hosts = [];
    },
    saved: (some) => void hosts.push(...some),
    compare: () => open().compare({ folders, hosts }),
    rows: (from, to) => open().rows(from, to),
    rowsText: (from, to) => JSON.stringify(open().rows(from, to)),
    lines: (at) => open().lines(at),
    plan: (into, choices) => {
      const plan = open().plan(into, choices);
      planned = plan.planned;
      return { count: planned.length, folders: open().folders(plan, into) };
    },
    planned: (from, to) => planned.slice(from, to),
    logins: () => open().logins,
    kept: () => [...open().kept],
    passwordsOfSame: () => open().passwordsOfSame,
    look,
    exported: (some) =>
      void plain.push(...some.map((one) => plainHost(one.host, one.arranged, one.password))),
    write: (wish) => writeExport(plain, wish),
  };
}

/** Null where nothing is there. */
function look(place: KnownPlace, sshFolder: string): Looked | null {
  if (!existsSync(place.path)) return null;
  const { word } = FORMATS[place.format];
  const none = { word, hosts: 0, waiting: 0, keys: [] };
  if (place.exportFirst) return { ...none, problem: say('import-export-first', { tool: word }) };
  try {
    return lookInto(place, sshFolder);
  } catch (error) {
    const known = error instanceof PersonError;
    return { ...none, problem: known ? error.said : say('import-not-read', { code: '' }) };
  }
}

function lookInto({ path, format }: KnownPlace, sshFolder: string): Looked | null {
  const { hosts } = readHosts(openSource(path, sshFolder), format);
  if (hosts.length === 0) return null;
  const ready = toDrafts(hosts).filter(({ state }) => state === 'ready').length;
  const counts = { hosts: ready, waiting: hosts.length - ready };
  return { word: FORMATS[format].word, ...counts, keys: hostKeys(hosts), problem: null };
}

/** Answers one call; never throws. */
export async function answerCall(calls: ThreadCalls, call: ThreadCall): Promise<ThreadReply> {
  const { id, name, args } = call;
  try {
    const work = calls[name] as (...args: unknown[]) => unknown;
    return { id, value: await work(...args) };
  } catch (error) {
    if (error instanceof PersonError) return { id, said: error.said };
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function serve(port: MessagePort): void {
  const calls = threadCalls();
  let last = Promise.resolve();
  // One after the other: an answer may be waited for.
  port.on('message', (call: ThreadCall) => {
    last = last.then(async () => port.postMessage(await answerCall(calls, call)));
  });
}

if (!isMainThread && parentPort) {
  sayIn((workerData as { language?: string } | null)?.language ?? '');
  serve(parentPort);
}
