// Tabs on the agent, each with a shell and a thousand lines above its screen.
import type { Run } from '../bench.ts';
import { makeText } from '../text.ts';
import { AGENT, type Stage } from './stage.ts';
import { temporaryFolder, writeText } from './temporaryFolder.ts';

const LINES = 1_000;
const BLOCK_BYTES = 100_000;

/** Opens tabs one by one, and fills each. */
export async function tabOpener(run: Run, stage: Stage): Promise<() => Promise<void>> {
  const folder = await temporaryFolder(run);
  const file = await writeText(folder, 'lines', makeText('plain', BLOCK_BYTES), 1);
  return async () => {
    const tab = await stage.open(AGENT);
    await tab.run(`head -n ${LINES + 50} '${file}'`);
  };
}
