// One agent a folder. The lock names its holder's process and the place that it runs at, so that
// one left behind by a crash is told from one that is held, here or elsewhere, and taken over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeAway } from '../../core/files/draft.ts';
import { SYSTEM } from '../../core/system.ts';
import { AgentError, systemCode } from '../agentError.ts';
import { readRecord } from './agentRecord.ts';
import { isEarlierBoot, placeKey } from './place.ts';
import { createPrivateFile, readStateFile, removeFile } from './privateFile.ts';
import { STATE_FILES } from './stateFiles.ts';

/** Each try either gets the lock, or finds its holder, or clears one stale lock away. */
const MAX_TRIES = 5;

export interface StateLock {
  release(): void;
  /** Makes its file again where it was removed. False when another agent has it now. */
  restore(): boolean;
}

/**
 * - `here`: a process of this place holds it.
 * - `elsewhere`: one of another machine or container does, for all that can be known here.
 * - `unknown`: an agent that didn't note its place has left it, or holds it elsewhere.
 * - `stale`: nobody holds it.
 */
export type LockState = 'free' | 'here' | 'elsewhere' | 'unknown' | 'stale';

/** Whose the folder is. */
export function lockState(directory: string): LockState {
  const lock = readLock(join(directory, STATE_FILES.lock));
  return lock === undefined ? 'free' : stateOf(directory, lock);
}

/**
 * Takes the lock. Throws `AgentError` ALREADY_RUNNING while another process of this place holds
 * it, RUNS_ELSEWHERE while one of another place may.
 * @param shared the folder may be another place's, too: what nobody can tell is left alone
 */
export function takeLock(directory: string, shared = false): StateLock {
  const path = join(directory, STATE_FILES.lock);
  const mine = describe(process.pid);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (createPrivateFile(path, mine)) return held(path, mine);
    const other = readLock(path);
    if (other === undefined) continue;
    const state = stateOf(directory, other);
    if (state === 'here') throw alreadyRunning(directory, other);
    if (state === 'elsewhere' || (state === 'unknown' && shared)) throw elsewhere(directory);
    clearStale(path, other);
  }
  throw new AgentError('LOCK_CONTENDED', `Several agents are starting in ${directory} at once.`);
}

/** Process of this place that holds the lock; undefined when none does. */
export function lockHolder(directory: string): number | undefined {
  const lock = readLock(join(directory, STATE_FILES.lock));
  return lock !== undefined && stateOf(directory, lock) === 'here' ? pidOf(lock) : undefined;
}

function held(path: string, mine: string): StateLock {
  return {
    release: () => release(path, mine),
    restore: () => readLock(path) === mine || createPrivateFile(path, mine),
  };
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

function stateOf(directory: string, lock: string): LockState {
  const [, pid = '', key] = /^(\d+) \S+(?: ([0-9a-f]+))?\n$/.exec(lock) ?? [];
  if (key !== undefined && key !== placeKey()) {
    const { place } = readRecord(directory) ?? {};
    const gone = place && placeKey(place) === key && isEarlierBoot(place);
    return gone ? 'stale' : 'elsewhere';
  }
  const holder = Number(pid);
  if (pidOf(lock) !== undefined && isAlive(holder) && startOf(lock) === startTime(holder)) {
    return 'here';
  }
  return key === undefined && pid !== '' ? 'unknown' : 'stale';
}

function pidOf(lock: string): number | undefined {
  const pid = Number(/^(\d+) /.exec(lock)?.[1]);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}

function startOf(lock: string): string {
  return lock.trim().split(' ')[1] ?? '';
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
// of /proc/PID/stat) and the place one names a process for good.
function describe(pid: number): string {
  return `${pid} ${startTime(pid)} ${placeKey()}\n`;
}

function startTime(pid: number): string {
  if (SYSTEM !== 'linux') return '-';
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

function elsewhere(directory: string): AgentError {
  const host = readRecord(directory)?.name;
  const where = host === undefined ? 'another machine' : `another machine or container (${host})`;
  return new AgentError('RUNS_ELSEWHERE', `An agent of ${where} uses ${directory}.`);
}
