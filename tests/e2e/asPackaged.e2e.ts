// The app that tests and benches drive runs as people's does: what its processes share lies in
// memory, as without the driver, which has it put on a disk.
import { expect, test } from '@playwright/test';
import { tree } from '../../bench/stage/processTree.ts';
import { startApp } from '../support/app.ts';
import { needs } from '../support/needs.ts';
import { commandLine } from '../support/processes.ts';
import { whyNoProcessFacts } from '../support/processFacts.ts';

const SWITCH = '--disable-dev-shm-usage';

test('the driver’s switch for shared memory reaches no process of the app', async () => {
  needs(whyNoProcessFacts(), test);
  const app = await startApp();
  const { electron } = app;
  const main = electron.process().pid!;
  const has = await electron.evaluate(
    ({ app }, name) => app.commandLine.hasSwitch(name),
    SWITCH.slice(2),
  );
  expect(has).toBe(false);
  await expect.poll(() => tree(main).map(({ role }) => role)).toContain('renderer');
  for (const { pid } of tree(main)) expect(commandLine(pid)).not.toContain(SWITCH);
  await app.close();
});
