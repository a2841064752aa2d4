// The packaged app for each system, as the packager's hook completes it, in the folders that
// Electron's own archives have.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../build/compile.ts';
import { completeApp } from '../../build/package/contents.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const RESOURCES: Record<string, string> = {
  'darwin-arm64': 'Electron.app/Contents/Resources',
  'darwin-x64': 'Electron.app/Contents/Resources',
  'win32-x64': 'resources',
  'linux-x64': 'resources',
};

beforeAll(() => compile());

/** @returns the resources folder of a completed app */
async function complete(platform: string): Promise<string> {
  const root = temporaryDirectory();
  writeFileSync(path.join(root, 'LICENSES.chromium.html'), 'Chromium’s');
  const resources = path.join(root, RESOURCES[platform]!);
  mkdirSync(path.join(resources, 'app'), { recursive: true });
  await completeApp(path.join(resources, 'app'), platform);
  return resources;
}

const mode = (...parts: string[]): number => statSync(path.join(...parts)).mode & 0o777;

describe.each(Object.keys(RESOURCES))('for %s', (platform) => {
  it('the app and the agent beside it have node-pty, and its module for that system', async () => {
    const resources = await complete(platform);
    const module = platform.startsWith('linux') ? 'build/Release' : `prebuilds/${platform}`;
    for (const place of ['app', 'agent'])
      expect(mode(resources, place, 'node_modules/node-pty', module, 'pty.node')).toBeGreaterThan(
        0,
      );
    expect(mode(resources, 'agent', 'bowline-agent')).toBe(0o755);
  });

  it('licences and the archives for other computers come along', async () => {
    const resources = await complete(platform);
    const notices = readFileSync(path.join(resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toContain('\nsvelte ');
    const manifest = readFileSync(path.join(resources, 'agent-bundle/manifest.json'), 'utf8');
    const { packages } = JSON.parse(manifest) as { packages: Record<string, { file: string }> };
    for (const { file } of Object.values(packages))
      expect(mode(resources, 'agent-bundle', file)).toBeGreaterThan(0);
  });
});

describe.each(['darwin-arm64', 'darwin-x64'])('for %s', (platform) => {
  it('the helper that starts programs is one, in the app and beside it', async () => {
    const resources = await complete(platform);
    const helper = `node_modules/node-pty/prebuilds/${platform}/spawn-helper`;
    for (const place of ['app', 'agent']) expect(mode(resources, place, helper)).toBe(0o755);
  });

  it('Chromium’s licences lie in the application, for nothing else is installed', async () => {
    const resources = await complete(platform);
    expect(readFileSync(path.join(resources, 'LICENSES.chromium.html'), 'utf8')).toBe('Chromium’s');
  });
});

it('a system without a PTY module can’t be packaged, and is told', async () => {
  const app = path.join(temporaryDirectory(), 'resources/app');
  mkdirSync(app, { recursive: true });
  await expect(completeApp(app, 'linux-mips')).rejects.toThrow(
    'There is no PTY module for linux-mips: no compiler for linux-mips is known.',
  );
});
