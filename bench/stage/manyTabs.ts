// Shells on the agent with a thousand lines above their screens each: in tabs, or wherever they are.
import type { Run } from '../bench.ts';
import { makeText } from '../text.ts';
import type { ShellTab } from './shellTab.ts';
import { AGENT, type Stage } from './stage.ts';
import { temporaryFolder, writeText } from './temporaryFolder.ts';

const LINES = 1_000;
const BLOCK_BYTES = 100_000;

/** Prints the lines in a shell that has the keyboard. */
export type Fill = (tab: ShellTab) => Promise<void>;

export async function filler(run: Run): Promise<Fill> {
  const folder = await temporaryFolder(run);
  const file = await writeText(folder, 'lines', makeText('plain', BLOCK_BYTES), 1);
  return async (tab) => void (await tab.run(`head -n ${LINES + 50} '${file}'`));
}

/** Opens tabs one by one, and fills each. */
export async function tabOpener(run: Run, stage: Stage): Promise<() => Promise<void>> {
  const fill = await filler(run);
  return async () => fill(await stage.open(AGENT));
}
