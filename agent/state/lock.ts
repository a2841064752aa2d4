// One agent a state directory. The lock names its holder's process, so that one left behind
// by a crash is told from one that is held, and taken over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeAway } from '../../core/files/draft.ts';
import { AgentError, systemCode } from '../agentError.ts';
import { createPrivateFile, readStateFile, removeFile } from './privateFile.ts';
import { STATE_FILES } from './stateFiles.ts';

/** Each try either gets the lock, or finds its holder, or clears one stale lock away. */
const MAX_TRIES = 5;

export interface StateLock {
  release(): void;
}

/** Takes the lock. Throws `AgentError` ALREADY_RUNNING while another process holds it. */
export function takeLock(directory: string): StateLock {
  const path = join(directory, STATE_FILES.lock);
  const mine = describe(process.pid);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (createPrivateFile(path, mine)) return { release: () => release(path, mine) };
    const held = readLock(path);
    if (held !== undefined && isHeld(held)) throw alreadyRunning(directory, held);
    if (held !== undefined) clearStale(path, held);
  }
  throw new AgentError('LOCK_CONTENDED', `Several agents are starting in ${directory} at once.`);
}

/** Process that holds the lock; undefined when nobody does. */
export function lockHolder(directory: string): number | undefined {
  const held = readLock(join(directory, STATE_FILES.lock));
  return held !== undefined && isHeld(held) ? pidOf(held) : undefined;
}

// Another starter may have cleared the stale lock and taken its place since we read it. So it
// is moved aside and looked at again, and a live one is put back.
function clearStale(path: string, stale: string): void {
  const aside = takeAway(path);
  if (aside === undefined) return;
  const moved = readLock(aside);
  if (moved !== undefined && moved !== stale) createPrivateFile(path, moved);
  removeFile(aside);
}

// While an agent ends, a lock that can't be read is somebody else's affair.
function release(path: string, mine: string): void {
  try {
    if (readLock(path) === mine) removeFile(path);
  } catch {
    // It isn't ours any more.
  }
}

function readLock(path: string): string | undefined {
  return readStateFile(path)?.text;
}

function isHeld(lock: string): boolean {
  const pid = pidOf(lock);
  return pid !== undefined && isAlive(pid) && describe(pid) === lock;
}

function pidOf(lock: string): number | undefined {
  const pid = Number(/^(\d+) /.exec(lock)?.[1]);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

// Numbers of processes are used again; together with the time of its start (Linux: field 22
// of /proc/PID/stat) one names a process for good.
function describe(pid: number): string {
  return `${pid} ${startTime(pid)}\n`;
}

function startTime(pid: number): string {
  if (process.platform !== 'linux') return '-';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}

function alreadyRunning(directory: string, lock: string): AgentError {
  return new AgentError(
    'ALREADY_RUNNING',
    `An agent is already running here (pid ${pidOf(lock)}, state directory ${directory}).`,
    'Use `bowline-agent pair` to see its link, or --state-dir for a second one.',
  );
}
