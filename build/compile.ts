// Builds the bundles that are out of date, and only those. Used by start, test, the agent's
// command and the packager, so that none of them can run yesterday's code.
import { build } from 'vite';
import { BUNDLES } from './bundles.ts';
import type { BundleName } from './fresh.mjs';
import { BUNDLE_NAMES, isFresh, startStamp } from './fresh.mjs';
import { bundleAgent, bundleIsFresh } from './package/agentBundle.ts';
import { step } from './setup/progress.mjs';

async function compileOne(name: BundleName): Promise<void> {
  const stamp = startStamp(name);
  await step(`Compiling ${name}`, () => build(BUNDLES[name]));
  stamp();
}

/** The app brings the agent along for the computers that it installs it on. */
export async function packAgent(): Promise<void> {
  if (!(await bundleIsFresh())) await step('Packing the agent for other computers', bundleAgent);
}

/** @throws Vite's own error when a source doesn't compile */
export async function compile(names: readonly BundleName[] = BUNDLE_NAMES): Promise<void> {
  for (const name of names) {
    if (!isFresh(name)) await compileOne(name);
  }
  if (names.includes('main')) await packAgent();
}
