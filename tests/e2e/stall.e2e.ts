// The window's process stands still in the middle of a flood, as on a computer that is busy with
// something else: the program waits for it, memory stays where it is, and every byte is shown after.
import { expect, test } from '@playwright/test';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { connect } from '../support/agentShell.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, typeLine, waitForRow, waitForState } from '../support/drive.ts';
import { needs } from '../support/needs.ts';
import { residentBytes, whyNoProcessFacts } from '../support/processFacts.ts';

/** As tests/electron/shells/stalledWindow.test.ts says. */
const BOUND_BYTES = 24 * 1024 * 1024;
const LINES = 3_000_000;
/** Questions to the agent: whatever grows would have grown meanwhile. */
const TURNS = 300;

let app: RunningApp;
let agent: TestAgent;

test.beforeEach(async () => {
  agent = await startAgent();
  app = await startApp();
  await addHost(app.window, { name: 'Far', kind: 'Agent', fields: { 'Pairing link': agent.link } });
  await openHost(app.window, 'Far');
  await waitForState(app.window, 'online');
});
test.afterEach(async () => {
  await app.close();
  await agent.stop();
});

async function printedBytes(turns = 1): Promise<number> {
  const client = await connect(agent.link);
  let bytes = 0;
  for (let turn = 0; turn < turns; turn++) {
    const { shells } = (await client.request('list')) as { shells: { outputBytes: number }[] };
    bytes = shells[0]!.outputBytes;
  }
  await client.close();
  return bytes;
}

test('a window that stands still pauses the program, and shows every line when it goes on', async () => {
  needs(whyNoProcessFacts(), test);
  const renderer = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  );
  await typeLine(app.window, `seq -f 'line %.0f' ${LINES}`);
  await expect.poll(printedBytes).toBeGreaterThan(8_000_000);
  process.kill(renderer, 'SIGSTOP');
  try {
    let before = -1;
    await expect.poll(async () => before === (before = await printedBytes(TURNS))).toBe(true);
    const main = app.electron.process().pid!;
    const memory = [residentBytes(main), residentBytes(agent.pid)];
    expect(await printedBytes(TURNS)).toBe(before);
    expect(residentBytes(main) - memory[0]!).toBeLessThan(BOUND_BYTES);
    expect(residentBytes(agent.pid) - memory[1]!).toBeLessThan(BOUND_BYTES);
  } finally {
    process.kill(renderer, 'SIGCONT');
  }
  await waitForRow(app.window, `line ${LINES}`);
  await waitForRow(app.window, `line ${LINES - 1}`);
});
