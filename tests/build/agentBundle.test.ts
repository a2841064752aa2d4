// The agent that the app installs on other computers: whole, and able to run on its own.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { AGENT_BUNDLE } from '../../build/package/agentBundle.ts';
import { compile, packAgent } from '../../build/compile.ts';
import { temporaryDirectory } from '../support/temporary.ts';

interface Manifest {
  version: string;
  packages: Record<string, { file: string; sha256: string; bytes: number }>;
}

let manifest: Manifest;
beforeAll(async () => {
  await compile(['agent']);
  await packAgent();
  manifest = JSON.parse(readFileSync(path.join(AGENT_BUNDLE, 'manifest.json'), 'utf8')) as Manifest;
});

function unpack(platform: string): string {
  const folder = temporaryDirectory();
  const archive = path.join(AGENT_BUNDLE, manifest.packages[platform]!.file);
  execFileSync('tar', ['-xzof', archive, '-C', folder]);
  return folder;
}

it('has an archive for every Linux and for macOS, each with its checksum', () => {
  const names = ['linux', `${process.platform}-${process.arch}`, 'darwin-x64', 'darwin-arm64'];
  expect(Object.keys(manifest.packages)).toEqual(expect.arrayContaining(names));
  for (const { file, sha256, bytes } of Object.values(manifest.packages)) {
    const content = readFileSync(path.join(AGENT_BUNDLE, file));
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    expect(content.byteLength).toBe(bytes);
  }
});

it('runs where nothing of this repository is, with its PTY module', () => {
  const folder = unpack(`${process.platform}-${process.arch}`);
  const program = path.join(folder, 'bowline-agent.mjs');
  const said = execFileSync(process.execPath, [program, '--version'], { encoding: 'utf8' });
  expect(said.trim()).toBe(manifest.version);
  const load = `require(${JSON.stringify(folder)} + '/node_modules/node-pty').spawn('true', [], {})`;
  execFileSync(process.execPath, ['-e', load]);
});

it('brings the pages and completions of the agent, for everybody to read', () => {
  const share = path.join(unpack('linux'), 'share');
  for (const name of ['man/man1/bowline-agent.1.gz', 'zsh/vendor-completions/_bowline-agent']) {
    expect(statSync(path.join(share, name)).mode & 0o777).toBe(0o644);
  }
});

it('brings the native parts of this machine, compiled', () => {
  const parts = path.join(unpack(`${process.platform}-${process.arch}`), 'native', 'build');
  const peer = JSON.stringify(path.join(parts, 'peer.node'));
  execFileSync(process.execPath, ['-e', `require(${peer}).peerCredentials(0)`]);
  const terminal = JSON.stringify(path.join(parts, 'terminal.node'));
  execFileSync(process.execPath, ['-e', `require(${terminal}).terminalMode(0)`]);
  execFileSync(path.join(parts, 'bowline-launch'), ['-', 'true']);
});

it('for macOS brings the helper that starts programs, ready to run', () => {
  const helper = 'node_modules/node-pty/prebuilds/darwin-arm64/spawn-helper';
  expect(statSync(path.join(unpack('darwin-arm64'), helper)).mode & 0o111).toBe(0o111);
});

it('for a Linux without a ready-made PTY module brings what it takes to compile one', () => {
  const native = path.join(unpack('linux'), 'native');
  const output = path.join(native, 'pty.node');
  const include = ['-I', path.join(native, 'include')];
  const defines = ['-DNAPI_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=pty'];
  const options = ['-std=c++17', '-O0', '-fPIC', '-shared', ...defines, ...include];
  execFileSync('c++', [...options, path.join(native, 'pty.cc'), '-o', output, '-lutil']);
  const sealed = `process.exit(require(${JSON.stringify(output)}).sealed === true ? 0 : 1)`;
  execFileSync(process.execPath, ['-e', sealed]);
  for (const name of ['peer.cc', 'terminal.cc', 'launch.cc'])
    expect(statSync(path.join(native, name)).isFile()).toBe(true);
});
