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
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // These only end what hangs: how fast a machine is must not decide a test.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
