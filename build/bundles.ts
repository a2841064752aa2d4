// The six bundles of Bowline, as Vite configurations: what goes in, for which engine, and
// what stays outside. node-pty stays outside everywhere, for it is a native module.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig } from 'vite';
import type { BundleName } from './fresh.mjs';
import { inAscii } from './inAscii.ts';
import { packagesUsed } from './package/packagesUsed.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

const BUILTINS = [...builtinModules, /^node:/];

/** Electron 45 carries Node 24; the agent runs on whatever supported Node a server has. */
const APP_NODE = 'node24';
const AGENT_NODE = 'node20';

/** ws tries to load two native helpers; these switches of its own tell it that there are none. */
const WITHOUT_NATIVE_HELPERS = {
  'process.env.WS_NO_BUFFER_UTIL': '"1"',
  'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
};

const COMMON: InlineConfig = { root: ROOT, configFile: false, logLevel: 'warn', publicDir: false };

interface NodeBundle {
  name: BundleName;
  entry: string;
  output: string;
  target: string;
  format: 'es' | 'cjs';
  external: (string | RegExp)[];
  banner?: string;
  /** What is imported late lies beside, in files of its own, and costs nothing until then. */
  lateParts?: boolean;
  /** The late part that is all the rest of the program, and finds its files from beside its entry. */
  program?: string;
}

/** A program for Node: one file unless said, readable in a stack trace, dependencies inside. */
function forNode(bundle: NodeBundle): InlineConfig {
  const output = path.resolve(ROOT, bundle.output);
  return {
    ...COMMON,
    plugins: [packagesUsed(bundle.name), inAscii()],
    define: WITHOUT_NATIVE_HELPERS,
    ssr: { noExternal: true },
    build: {
      ssr: path.resolve(ROOT, bundle.entry),
      target: bundle.target,
      outDir: path.dirname(output),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        external: [...BUILTINS, ...bundle.external],
        output: {
          format: bundle.format,
          entryFileNames: path.basename(output),
          codeSplitting: bundle.lateParts ?? false,
          chunkFileNames: ({ facadeModuleId }) =>
            bundle.program && facadeModuleId === path.resolve(ROOT, bundle.program)
              ? 'program.js'
              : 'late/[name].js',
          ...(bundle.banner ? { banner: bundle.banner } : {}),
        },
      },
    },
  };
}

const main = forNode({
  name: 'main',
  entry: 'electron/main/begin.ts',
  program: 'electron/main/main.ts',
  output: 'out/app/main/main.js',
  target: APP_NODE,
  format: 'es',
  external: [/^electron($|\/)/, 'node-pty'],
  lateParts: true, // electron-updater
});

/** A thread's own program: it shares nothing with the main one, whose start reads none of it. */
const importer = forNode({
  name: 'importer',
  entry: 'electron/import/importThread.ts',
  output: 'out/app/importer/importer.js',
  target: APP_NODE,
  format: 'es',
  external: [],
});

/** CommonJS, because a sandboxed preload can't be a module. */
const preload = forNode({
  name: 'preload',
  entry: 'electron/preload/preload.ts',
  output: 'out/app/preload/preload.cjs',
  target: APP_NODE,
  format: 'cjs',
  external: [/^electron($|\/)/],
});

const agent = forNode({
  name: 'agent',
  entry: 'agent/main.ts',
  output: 'out/agent/bowline-agent.mjs',
  target: AGENT_NODE,
  format: 'es',
  external: ['node-pty'],
  banner: '#!/usr/bin/env node',
});

const relay = forNode({
  name: 'relay',
  entry: 'relay/main.ts',
  output: 'out/relay/bowline-relay.mjs',
  target: AGENT_NODE,
  format: 'es',
  external: [],
  banner: '#!/usr/bin/env node',
});

const inRenderer = packagesUsed('renderer');

/**
 * Whoever holds words from the beginning comes after the language was chosen, in whatever part of the window
 * it ends up: both are of one part, which all others begin with.
 */
const LANGUAGE = { name: 'language', test: /\/renderer\/language\.ts$|\/words\// };

/** Paths are relative, for the window opens a file; nothing is inline, for its CSP forbids it. */
const renderer: InlineConfig = {
  ...COMMON,
  root: path.resolve(ROOT, 'renderer'),
  base: './',
  plugins: [svelte(), inRenderer, inAscii()],
  worker: { plugins: () => [inRenderer] },
  build: {
    target: 'chrome142',
    outDir: path.resolve(ROOT, 'out/app/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 2_000, // loaded from disk, not over a network
    rolldownOptions: {
      checks: { bundlerTimings: false }, // Svelte takes its time; we know
      output: { codeSplitting: { groups: [LANGUAGE] } },
    },
  },
};

export const BUNDLES: Record<BundleName, InlineConfig> = {
  ...{ main, importer, preload, renderer, agent, relay },
};
