// What a user downloads: the bundles and node-pty's runtime, and nothing of the workshop.
import { createPackageWithOptions } from '@electron/asar';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { leaveOut, UNPACKED } from '../../build/package/contents.ts';
import { addNative } from '../../build/package/nativeFor.ts';
import { temporaryDirectory } from '../support/temporary.ts';

describe('the contents of the package', () => {
  it.each([
    '',
    '/package.json',
    '/out',
    '/out/app',
    '/out/app/main/main.js',
    '/out/app/renderer/assets/index.css',
  ])('has %j', (file) => {
    expect(leaveOut(file)).toBe(false);
  });

  it.each([
    '/.git',
    '/core/channel/channel.ts',
    '/tests/support/sshd.ts',
    '/out/make',
    '/out/application',
    '/out/app/main/main.js.map',
    '/node_modules/ws',
    '/node_modules/node-pty/lib/index.js', // comes by addNative, for the right system
    '/native/launch.cc',
    '/native/askpass.cc',
    '/native/proxy.cc',
    '/native/askApp.h',
    '/native/build/pty.cc',
    '/native/build/stamp',
    '/node_modules/node-pty/src/unix/pty.cc',
    '/node_modules/node-pty/lib/terminal.test.js',
    '/node_modules/node-pty/build/Release/obj.target/pty.o',
    '/node_modules/node-pty/prebuilds/someos-x64/pty.node',
    '/tour/transcript.txt',
  ])('does not have %j', (file) => {
    expect(leaveOut(file)).toBe(true);
  });
});

/** How programs and modules of each system begin. */
const BEGINNINGS: [begins: string, system: string][] = [
  ['7f454c46', 'linux'],
  ['cffaedfe', 'darwin'],
  ['cafebabe', 'darwin'],
  ['4d5a', 'win32'],
];

/** The system that a program or module is for; undefined for any other file. */
function isFor(file: string): string | undefined {
  const beginning = readFileSync(file).subarray(0, 4).toString('hex');
  return BEGINNINGS.find(([begins]) => beginning.startsWith(begins))?.[1];
}

function filesIn(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

describe('node-pty in the package', () => {
  const packed = async (platform: string): Promise<{ app: string; archive: string }> => {
    const folder = temporaryDirectory();
    const [app, archive] = [path.join(folder, 'app'), path.join(folder, 'app.asar')];
    await addNative(app, platform);
    await createPackageWithOptions(app, archive, { unpackDir: UNPACKED });
    return { app, archive };
  };

  it.each(['darwin-x64', 'darwin-arm64'])(
    'for %s: its helper lies beside the archive, a program',
    async (name) => {
      const { archive } = await packed(name);
      const helper = `node_modules/node-pty/prebuilds/${name}/spawn-helper`;
      expect(statSync(path.join(`${archive}.unpacked`, helper)).mode & 0o777).toBe(0o755);
    },
  );

  it.each(['darwin-arm64', 'win32-x64', 'win32-arm64'])(
    'for %s: its own module, and no other system’s',
    async (name) => {
      const { app } = await packed(name);
      const folder = path.join(app, 'node_modules/node-pty');
      expect(readdirSync(path.join(folder, 'prebuilds'))).toEqual([name]);
      expect(existsSync(path.join(folder, 'build'))).toBe(false);
      expect(existsSync(path.join(app, 'native/build/bowline-launch'))).toBe(false);
    },
  );

  it.each(['win32-x64', 'win32-arm64'])(
    'for %s: its console lies beside the archive, where Windows can load it',
    async (name) => {
      const { archive } = await packed(name);
      const folder = path.join(`${archive}.unpacked`, 'node_modules/node-pty/prebuilds', name);
      for (const file of ['conpty.node', 'conpty/conpty.dll', 'conpty/OpenConsole.exe'])
        expect(isFor(path.join(folder, file))).toBe('win32');
    },
  );

  it.each(['darwin-x64', 'darwin-arm64', 'win32-x64', 'linux-x64'])(
    'for %s: no program of another system, by what is in the files',
    async (name) => {
      const { app, archive } = await packed(name);
      const binaries = filesIn(app).filter((file) => isFor(file) !== undefined);
      expect(binaries.length).toBeGreaterThan(0);
      for (const file of binaries) {
        expect([file, isFor(file)]).toEqual([file, name.split('-')[0]]);
        const beside = path.join(`${archive}.unpacked`, path.relative(app, file));
        expect(isFor(beside)).toBe(isFor(file));
      }
    },
  );

  it('for Linux: what was compiled, and no other system’s', async () => {
    const { app } = await packed('linux-x64');
    const folder = path.join(app, 'node_modules/node-pty');
    expect(existsSync(path.join(folder, 'build/Release/pty.node'))).toBe(true);
    expect(existsSync(path.join(folder, 'prebuilds'))).toBe(false);
    expect(readdirSync(path.join(app, 'native/build')).sort()).toEqual([
      'bowline-askpass',
      'bowline-launch',
      'bowline-proxy',
      'peer.node',
      'terminal.node',
    ]);
  });
});
