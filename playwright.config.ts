// End-to-end tests: the real app, driven through its window. `npm test` compiles first and
// gives them a virtual display; see CONTRIBUTING.md for running one alone.
import { defineConfig } from '@playwright/test';
import { settleTestEnvironment } from './build/testing/testHome.ts';

settleTestEnvironment();

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // Two windows at once are what two cores carry; each test has its own data folder.
  workers: 2,
  fullyParallel: false,
  // A window that no frame comes from any more, a dead key that an input method drops: what a rig
  // does once in a whole run. What needed a second try is listed as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // These only end what hangs: how fast a machine is must not decide a test.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
