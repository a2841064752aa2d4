// The agents that are brought along: which is taken for a platform, and what is no list of them.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PersonError } from '../../../../electron/personError.ts';
import { AgentArchives } from '../../../../electron/shells/durable/agentArchives.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';

const entry = (file: string) => ({ file, sha256: 'a'.repeat(64), bytes: 12 });
const LIST = {
  version: '1.2.3',
  packages: { 'linux-x64': entry('x64.tgz'), linux: entry('any-linux.tgz') },
};

function archives(manifest: unknown = LIST): { folder: string; archives: AgentArchives } {
  const folder = temporaryDirectory();
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  writeFileSync(path.join(folder, 'manifest.json'), text);
  return { folder, archives: new AgentArchives(folder) };
}

it('the one for a platform is taken, else one that is completed there, else none', () => {
  const { folder, archives: all } = archives();
  expect(all.version).toBe('1.2.3');
  expect(all.find('linux-x64')).toEqual({
    ...entry('x64.tgz'),
    file: path.join(folder, 'x64.tgz'),
  });
  for (const platform of ['linux-x64-musl', 'linux-riscv64', 'linux'])
    expect(all.find(platform)?.file).toBe(path.join(folder, 'any-linux.tgz'));
  for (const platform of ['darwin-arm64', 'darwin', '']) expect(all.find(platform)).toBeUndefined();
});

it.each<[string, unknown]>([
  ['no JSON', '{'],
  ['without a version', { packages: {} }],
  ['without packages', { version: '1' }],
  ['with a file elsewhere', { ...LIST, packages: { linux: entry('../a.tgz') } }],
  ['with a file of two lines', { ...LIST, packages: { linux: entry('a\nb') } }],
  ['with no checksum', { ...LIST, packages: { linux: { ...entry('a'), sha256: 'a'.repeat(63) } } }],
  [
    'with a longer one',
    { ...LIST, packages: { linux: { ...entry('a'), sha256: 'a'.repeat(65) } } },
  ],
  ['with a size that is none', { ...LIST, packages: { linux: { ...entry('a'), bytes: '12' } } }],
])('a list %s is as none, which is said', (_what, manifest) => {
  expect(() => archives(manifest)).toThrow(PersonError);
  expect(() => archives(manifest)).toThrow(/agent/);
});

it('where there is no list there is no agent', () => {
  expect(() => new AgentArchives(temporaryDirectory())).toThrow(PersonError);
});
