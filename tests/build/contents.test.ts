// What a user downloads: the bundles and node-pty's runtime, and nothing of the workshop.
import { describe, expect, it } from 'vitest';
import { leaveOut } from '../../build/package/contents.ts';

describe('the contents of the package', () => {
  it.each([
    '',
    '/package.json',
    '/out',
    '/out/app',
    '/out/app/main/main.js',
    '/out/app/renderer/assets/index.css',
    '/node_modules',
    '/node_modules/node-pty',
    '/node_modules/node-pty/lib/index.js',
    '/node_modules/node-pty/build/Release/pty.node',
    '/native',
    '/native/build/peer.node',
    '/native/build/terminal.node',
    '/native/build/bowline-launch',
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
    '/native/launch.cc',
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
