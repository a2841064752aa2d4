// What is compiled for arm64 on another processor, run: by Node for arm64, under an emulator.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { compile, packAgent } from '../../build/compile.ts';
import { AGENT_BUNDLE } from '../../build/package/agentBundle.ts';
import { whyNoParts } from '../../build/package/nativeFor.ts';
import { FOREIGN, FOREIGN_NODE, whyNoForeignNode } from '../../build/setup/foreignNode.mjs';
import { needs } from '../support/needs.ts';
import { temporaryDirectory } from '../support/temporary.ts';

let folder: string;
beforeAll(async () => {
  await compile(['agent']);
  await packAgent();
});
beforeEach((test) => {
  needs(whyNoParts('linux-arm64') ?? whyNoForeignNode(), test);
  folder = temporaryDirectory();
  const archive = path.join(AGENT_BUNDLE, 'bowline-agent-linux-arm64.tar.gz');
  execFileSync('tar', ['-xzof', archive, '-C', folder]);
});

function run(words: readonly string[], ...args: string[]): string {
  const [program, ...before] = words;
  return execFileSync(program!, [...before, ...args], { encoding: 'utf8', cwd: folder }).trim();
}

it('the PTY module opens a terminal', () => {
  const script = `
    const { loadNativeModule } = require('./node_modules/node-pty/lib/utils.js');
    if (!loadNativeModule('pty').module.sealed) throw new Error('not ours');
    const shell = require('./node_modules/node-pty').spawn('stty', ['size'], { cols: 77, rows: 13 });
    let said = process.arch + ' ';
    shell.onData((text) => (said += text));
    shell.onExit(({ exitCode }) => console.log(said.trim(), exitCode));
  `;
  expect(run(FOREIGN_NODE, '-e', script)).toBe('arm64 13 77 0');
});

it('the credentials of peers are told', () => {
  const script = `
    const { peerCredentials } = require('./native/build/peer.node');
    const server = require('net').createServer((socket) => {
      console.log(JSON.stringify(peerCredentials(socket._handle.fd)), process.pid);
      socket.destroy();
      server.close();
    });
    server.listen('./x.sock', () => require('net').connect('./x.sock'));
  `;
  const [credentials = '', pid] = run(FOREIGN_NODE, '-e', script).split(' ');
  const ids = { uid: process.getuid?.(), gid: process.getgid?.() };
  expect(JSON.parse(credentials)).toEqual({ pid: Number(pid), ...ids });
});

it('the launcher starts programs with the limit asked for', () => {
  const words = ['100', 'sh', '-c', 'ulimit -Sn; ls /proc/self/fd | wc -l'];
  expect(run([...FOREIGN, './native/build/bowline-launch'], ...words).split('\n')).toEqual([
    '100',
    '4',
  ]);
});

it('the agent starts', () => {
  const manifest = readFileSync(path.join(AGENT_BUNDLE, 'manifest.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  expect(run(FOREIGN_NODE, 'bowline-agent.mjs', '--version')).toBe(version);
});
