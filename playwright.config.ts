// End-to-end tests: the real app, driven through its window. `npm test` compiles first and
// gives them a virtual display; see CONTRIBUTING.md for running one alone.
import { defineConfig } from '@playwright/test';
import { takeDisplay, WORKERS } from './build/testing/displays.ts';
import { settleTestEnvironment } from './build/testing/testHome.ts';

settleTestEnvironment();
takeDisplay(process.env);

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  // Pictures are made on demand, for people to judge.
  testIgnore: process.env['BOWLINE_GALLERY'] ? [] : ['**/gallery.e2e.ts'],
  outputDir: 'test-results',
  workers: WORKERS,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // These only end what hangs: how fast a machine is must not decide a test.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
