// A process of its own for the test of kill -9: stores one layout after the other, and prints how
// many tabs each had once it was stored. It is killed in the middle of that.
import { writeSync } from 'node:fs';
import { systemClock } from '../../../core/time/clock.ts';
import type { SavedLayout } from '../../../electron/layout/savedLayout.ts';
import { LatestFile } from '../../../electron/settings/latestFile.ts';
import { savedLayout } from './savedLayouts.ts';

const [path = '', count = '0'] = process.argv.slice(2);
const store = new LatestFile<SavedLayout>({
  ...{ path, clock: systemClock, delayMs: 0, onStored: () => undefined },
  onProblem: (error) => {
    throw error;
  },
});

for (let n = 1; n <= Number(count); n++) {
  store.save(savedLayout(n));
  await store.saved();
  writeSync(1, `${n}\n`);
}
