// A real agent, after a burst of work: what it holds of the machine's memory comes back.
import { expect, it, onTestFinished } from 'vitest';
import { startAgent } from '../../support/agent.ts';
import { AgentShell, connect } from '../../support/agentShell.ts';
import { needs } from '../../support/needs.ts';
import { residentBytes, whyNoProcessFacts } from '../../support/processFacts.ts';

const MB = 1e6;
const SHELLS = 16;
/** Beyond each one's log, so that there are terminals, too. */
const LINES = 160_000;

it('an agent whose shells have ended is nearly as small as it was', async (test) => {
  needs(whyNoProcessFacts(), test);
  const agent = await startAgent();
  onTestFinished(async () => void (await agent.stop()));
  const resident = (): number => residentBytes(agent.pid);
  const owner = await connect(agent.link);
  onTestFinished(() => owner.close());
  const start = resident();
  const line = '"$(printf \'\\033[32mof a flood, a line as long as lines are\')"';
  const script = `yes ${line} | head -n ${LINES}; exec sleep 1000`;
  const shells = await Promise.all(
    Array.from({ length: SHELLS }, async () => {
      const shell = AgentShell.open(owner, { command: ['sh', '-c', script] });
      await shell.until(() => shell.bytes > LINES * 48, 'all of it');
      return shell;
    }),
  );
  const most = resident();
  expect(most - start).toBeGreaterThan(100 * MB);
  for (const { cursor } of shells) await owner.request('kill', { session: cursor.session });
  await Promise.all(shells.map(({ end }) => end));
  await expect
    .poll(() => resident() - start, { timeout: 90_000, interval: 200 })
    .toBeLessThan(50 * MB);
}, 240_000);
