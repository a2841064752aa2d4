// The same trap on the event loop that the app has: Electron's tells of a hang-up while bytes
// are still to be read, where Node's own often doesn't.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { findElectron } from '../../../build/setup/electron.mjs';
import { temporaryDirectory } from '../../support/temporary.ts';

const run = promisify(execFile);
const RUNS = Number(process.env.BOWLINE_RUNS ?? 60);
const SCRIPT = path.resolve(import.meta.dirname, '../../support/printAndExit.ts');
const electron = findElectron();

it.skipIf(!electron)(
  'loses nothing of a last output in Electron',
  { timeout: 300_000 },
  async () => {
    const file = path.join(temporaryDirectory(), 'big');
    writeFileSync(file, 'x'.repeat(2_000_000));
    const { stdout } = await run(electron!.executable, [SCRIPT, String(RUNS), file], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const lost = JSON.parse(stdout) as number[];
    expect(lost).toHaveLength(RUNS);
    expect(lost.filter((bytes) => bytes !== 0)).toEqual([]);
  },
);
