// Applies a kept patch, exactly: every line of context has to stand where the patch says. What it
// is for is pinned to one version, so anything else is a mistake that somebody has to look at.

/** @typedef {{ start: number, before: string[], after: string[] }} Hunk */

/** @param {string} patch @returns {Hunk[]} */
function hunksOf(patch) {
  /** @type {Hunk[]} */
  const hunks = [];
  for (const line of patch.split('\n')) {
    const head = /^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@/.exec(line);
    if (head) hunks.push({ start: Number(head[1]) - 1, before: [], after: [] });
    const hunk = hunks.at(-1);
    if (head || !hunk || !/^[ +-]/.test(line)) continue;
    if (!line.startsWith('+')) hunk.before.push(line.slice(1));
    if (!line.startsWith('-')) hunk.after.push(line.slice(1));
  }
  return hunks;
}

/**
 * @param {string} source
 * @param {string} patch one file's, as `diff -u` writes it
 * @returns {string} the patched source
 * @throws {Error} with the line where the two disagree
 */
export function applyPatch(source, patch) {
  const lines = source.split('\n');
  /** @type {string[]} */
  const result = [];
  let done = 0;
  for (const { start, before, after } of hunksOf(patch)) {
    const wrong = before.findIndex((line, index) => lines[start + index] !== line);
    if (wrong >= 0 || start < done) throw new Error(`line ${start + wrong + 1} is another one`);
    result.push(...lines.slice(done, start), ...after);
    done = start + before.length;
  }
  if (done === 0) throw new Error('there is nothing in it to apply');
  return [...result, ...lines.slice(done)].join('\n');
}
