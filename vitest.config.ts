// Unit and integration tests: real PTYs, sockets and sshd, in plain Node.
// The end-to-end tests on the real app are Playwright's, see playwright.config.ts.
import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { settleTestEnvironment } from './build/testing/testHome.ts';

settleTestEnvironment();

export default defineConfig({
  // Runes in `.svelte.ts` files need the compiler, also where no component is drawn.
  plugins: [svelte()],
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks', // native modules and real child processes don't belong in worker threads
    // Much of the time goes to waiting for real programs; by itself vitest leaves a processor free.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // These only end what hangs: how fast a machine is must not decide a test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
