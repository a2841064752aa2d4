// The agent that the app installs on other computers: whole, and able to run on its own.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, packAgent } from '../../build/compile.ts';
import { AGENT_BUNDLE, bundleAgent } from '../../build/package/agentBundle.ts';
import { reachOf, tooNew } from '../../build/package/binaryReach.ts';
import { THIS_MACHINE, whyNoParts } from '../../build/package/nativeFor.ts';
import { compileParts } from '../../build/setup/nativeParts.mjs';
import { SYSTEM } from '../../core/system.ts';
import { needs } from '../support/needs.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

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
  const names = ['linux', `${SYSTEM}-${process.arch}`, 'darwin-x64', 'darwin-arm64'];
  expect(Object.keys(manifest.packages)).toEqual(expect.arrayContaining(names));
  for (const { file, sha256, bytes } of Object.values(manifest.packages)) {
    const content = readFileSync(path.join(AGENT_BUNDLE, file));
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    expect(content.byteLength).toBe(bytes);
  }
});

it('runs where nothing of this repository is, with its PTY module', () => {
  const folder = unpack(`${SYSTEM}-${process.arch}`);
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
  const parts = path.join(unpack(`${SYSTEM}-${process.arch}`), 'native', 'build');
  const peer = JSON.stringify(path.join(parts, 'peer.node'));
  execFileSync(process.execPath, ['-e', `require(${peer}).peerCredentials(0)`]);
  const terminal = JSON.stringify(path.join(parts, 'terminal.node'));
  execFileSync(process.execPath, ['-e', `require(${terminal}).terminalMode(0)`]);
  execFileSync(path.join(parts, 'bowline-launch'), ['-', 'true']);
});

it.each(['darwin-x64', 'darwin-arm64'])('for %s brings the helper that starts programs', (name) => {
  const helper = `node_modules/node-pty/prebuilds/${name}/spawn-helper`;
  expect(statSync(path.join(unpack(name), helper)).mode & 0o777).toBe(0o755);
});

describe('the archives of each Linux that Node runs on', () => {
  it.for(['linux-x64', 'linux-arm64'])(
    '%s has all parts compiled, for its processor',
    (name, test) => {
      needs(whyNoParts(name), test);
      const folder = unpack(name);
      const parts = [
        'peer.node',
        'terminal.node',
        'bowline-launch',
        'bowline-askpass',
        'bowline-proxy',
      ].map((it) => `native/build/${it}`);
      for (const part of ['node_modules/node-pty/build/Release/pty.node', ...parts]) {
        const reach = reachOf(path.join(folder, part));
        expect(reach.arch).toBe(name.replace('linux-', ''));
        expect(reach.versions).toContainEqual(expect.stringMatching(/^GLIBC_/));
        expect(tooNew(reach)).toEqual([]);
      }
    },
  );
});

describe('the same sources', () => {
  it('make the same bytes again', async () => {
    const [once, again] = [temporaryDirectory(), temporaryDirectory()];
    // What lies in the repository is read by other tests meanwhile.
    const shares = [temporaryDirectory(), temporaryDirectory()];
    const umask = process.umask(0o022);
    await bundleAgent(once, shares[0]);
    process.umask(0o077);
    await bundleAgent(again, shares[1]).finally(() => process.umask(umask));
    const names = readdirSync(once).filter((name) => /\.(gz|json)$/.test(name));
    expect(names).toContain('bowline-agent-linux.tar.gz');
    for (const name of names)
      expect(readFileSync(path.join(once, name)).equals(readFileSync(path.join(again, name)))).toBe(
        true,
      );
  });

  it('make the same native parts again', async () => {
    const [once, again] = [temporaryDirectory(), temporaryDirectory()];
    await compileParts('c++', THIS_MACHINE, once);
    await compileParts('c++', THIS_MACHINE, again);
    for (const name of [
      'pty.node',
      'peer.node',
      'bowline-launch',
      'bowline-askpass',
      'bowline-proxy',
    ])
      expect(readFileSync(path.join(once, name)).equals(readFileSync(path.join(again, name)))).toBe(
        true,
      );
  });

  it('carry nobody’s name, no time of day and nothing of the folder they lay in', () => {
    const archive = path.join(AGENT_BUNDLE, manifest.packages['linux-x64']!.file);
    const listed = execFileSync('tar', ['--numeric-owner', '-tvzf', archive], { encoding: 'utf8' });
    const lines = listed.trim().split('\n');
    expect(lines.filter((line) => !/^[-d]rw[-x]r-[-x]r-[-x] 0\/0 /.test(line))).toEqual([]);
    const header = readFileSync(archive).subarray(4, 10);
    expect([...header]).toEqual([0, 0, 0, 0, 2, 255]);
    const agent = readFileSync(path.join(unpack('linux-x64'), 'bowline-agent.mjs'), 'utf8');
    expect(agent).not.toContain(REPOSITORY);
  });
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
