// apt-get on a machine that is busy with updates of its own, as every fresh one is in its first
// minutes. apt waits for dpkg's lock only, and not for those of its lists and its archives, so
// the waiting for all of them is done here.
import { setTimeout as pause } from 'node:timers/promises';
import { run } from './command.mjs';
import { note } from './progress.mjs';
import { SetupError } from './setupError.mjs';

/** A large update of a slow machine, milliseconds. */
const LIMIT_MS = 10 * 60_000;
const LOOK_AGAIN_MS = 2_000;

/** Who is in the way, as apt tells it. */
const LOCKED =
  /(?:Could not get lock|Unable to lock(?: directory)?|Could not open lock file) ([^\s:]+?)\.?(?: It is held by process (\d+)(?: \(([^)\n]*)\))?| - open \(11\b|\s*$)/m;
/** It couldn't be had for another reason than another program, and waiting won't help. */
const DENIED = /\block(?: file)? \S+ - open \((?!11\b)\d+/;

/**
 * @typedef {object} Lock
 * @property {string} file
 * @property {string} holder `process 123 (apt-get)`; older releases don't tell
 */

/** The lock that an apt-get failed at; undefined where it was something else. @param {string} text */
export function lockIn(text) {
  if (DENIED.test(text)) return undefined;
  const [, file, pid, name] = LOCKED.exec(text) ?? [];
  if (!file) return undefined;
  const called = name ? ` (${name.replace(/[^\w.+-]/g, '?')})` : '';
  return { file, holder: pid ? `process ${pid}${called}` : 'another program' };
}

/** @param {Lock} lock @param {number} waitedMs */
function stillLocked({ file, holder }, waitedMs) {
  return new SetupError(
    `The system's packages are locked by ${holder}, after ${Math.round(waitedMs / 60_000)} minutes ` +
      `of waiting (${file}).\nProbably the system is installing updates. Wait until that is over ` +
      `(sudo lsof ${file} shows who it is), or end it, and run the command again.`,
  );
}

/**
 * Runs apt-get, and waits while others have its locks.
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.log name of the log file, without its ending
 * @param {number} [options.limitMs] how long to wait for locks before giving up
 * @param {number} [options.lookAgainMs]
 * @param {(lock: Lock) => void} [options.onWait] called whenever somebody else is in the way
 * @returns {Promise<void>} rejects with a SetupError: of apt-get, or one that names the holder
 */
export async function aptGet(args, options) {
  const { log, limitMs = LIMIT_MS, lookAgainMs = LOOK_AGAIN_MS, onWait = tell() } = options;
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const since = performance.now();
  for (;;) {
    const lock = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=0', ...args], { log, env }).then(
      () => undefined,
      lockOf,
    );
    if (!lock) return;
    const waited = performance.now() - since;
    if (waited >= limitMs) throw stillLocked(lock, waited);
    onWait(lock);
    await pause(lookAgainMs);
  }
}

/** Throws what is no lock. @param {unknown} error */
function lockOf(error) {
  const lock = error instanceof SetupError ? lockIn(error.message) : undefined;
  if (!lock) throw error;
  return lock;
}

/** Says so once for each that is in the way; the step's seconds go on counting. */
function tell() {
  let told = '';
  return (/** @type {Lock} */ { holder }) => {
    if (holder !== told) note(`Waiting for ${holder}, which is busy with the system's packages …`);
    told = holder;
  };
}
