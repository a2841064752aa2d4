// Loaded into an agent by `--import`, for tests: tells on SIGUSR2 what is alive in its memory once
// all garbage is collected.
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { runInNewContext } from 'node:vm';

if (isMainThread) {
  setFlagsFromString('--expose_gc');
  const collect = /** @type {() => void} */ (runInNewContext('gc'));
  const file = String(process.env.BOWLINE_MEMORY_FILE);
  process.on('SIGUSR2', () => {
    for (let times = 0; times < 3; times++) collect(); // buffers go only after what held them
    const { heapUsed, external } = process.memoryUsage();
    writeFileSync(`${file}.new`, String(heapUsed + external));
    renameSync(`${file}.new`, file);
  });
}
