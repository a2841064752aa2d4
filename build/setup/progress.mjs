// What a person sees while a long set-up step runs: one line a step, with the seconds counting.
// Everything goes to stderr, so that a program's own stdout stays its own.

const TICK_MS = 1_000;
/** Without a terminal nothing can be redrawn; say now and then that we are still at it. */
const QUIET_TICK_MS = 20_000;

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** @param {string} title @param {number} since */
function startTicking(title, since) {
  const live = process.stderr.isTTY;
  process.stderr.write(live ? `  ${title} …` : `  ${title} …\n`);
  const tick = () =>
    process.stderr.write(live ? `\r  ${title} … ${seconds(since)}` : `    ${seconds(since)} …\n`);
  return setInterval(tick, live ? TICK_MS : QUIET_TICK_MS);
}

/**
 * Runs one step and shows how long it takes.
 * @template T
 * @param {string} title in a person's words: "Installing dependencies"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const since = performance.now();
  const ticking = startTicking(title, since);
  const back = process.stderr.isTTY ? '\r' : '';
  try {
    const result = await work();
    process.stderr.write(`${back}  ${title}: done in ${seconds(since)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${back}  ${title}: failed after ${seconds(since)}\n`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

/** A remark between steps, or within one, whose line it replaces. @param {string} text */
export function note(text) {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}  ${text}\n`);
}

/** Something nobody may overlook. @param {string[]} lines */
export function warnLoudly(lines) {
  const rule = '!'.repeat(78);
  process.stderr.write(`\n${rule}\n${lines.map((line) => `! ${line}`).join('\n')}\n${rule}\n\n`);
}
