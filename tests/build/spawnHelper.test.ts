// macOS starts every program through node-pty's helper, which npm delivers as a plain file.
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ensureSpawnHelpers, spawnHelpers } from '../../build/setup/spawnHelper.mjs';
import { temporaryDirectory } from '../support/temporary.ts';

/** As npm unpacks it, or as node-gyp compiles it. */
function nodePty(...folders: string[]): { root: string; helpers: string[] } {
  const root = temporaryDirectory();
  const helpers = folders.map((folder) => path.join(root, folder, 'spawn-helper'));
  for (const file of helpers) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '#!/bin/sh\n', { mode: 0o644 });
    writeFileSync(path.join(path.dirname(file), 'pty.node'), '', { mode: 0o644 });
  }
  return { root, helpers };
}

const modes = (files: string[]): number[] => files.map((file) => statSync(file).mode & 0o777);

it('makes each of them a program, and nothing else', () => {
  const folders = ['prebuilds/darwin-x64', 'prebuilds/darwin-arm64', 'build/Release'];
  const { root, helpers } = nodePty(...folders);
  ensureSpawnHelpers(root);
  expect(modes(helpers)).toEqual([0o755, 0o755, 0o755]);
  expect(modes(folders.map((folder) => path.join(root, folder, 'pty.node')))).toEqual([
    0o644, 0o644, 0o644,
  ]);
});

it('leaves one alone that is a program', () => {
  const { root, helpers } = nodePty('prebuilds/darwin-arm64');
  chmodSync(helpers[0]!, 0o755);
  const { ctimeNs } = statSync(helpers[0]!, { bigint: true });
  ensureSpawnHelpers(root);
  expect(statSync(helpers[0]!, { bigint: true }).ctimeNs).toBe(ctimeNs);
});

it('finds none where there is none', () => {
  expect(spawnHelpers(temporaryDirectory())).toEqual([]);
});
