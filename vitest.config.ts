// Unit and integration tests: real PTYs, sockets and sshd, in plain Node.
// The end-to-end tests on the real app are Playwright's, see playwright.config.ts.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { testHome } from './build/testing/testHome.ts';

export default defineConfig({
  // Runes in `.svelte.ts` files need the compiler, also where no component is drawn.
  plugins: [svelte()],
  test: {
    include: ['tests/**/*.test.ts'],
    env: { HOME: testHome() },
    pool: 'forks', // native modules and real child processes don't belong in worker threads
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
