// What `npm run make` builds for which system, what it says of the rest, and what it tells
// electron-builder, by that one's own schema.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILDER_CONFIG, prepackaged } from '../../build/package/builderConfig.ts';
import { explainElectron } from '../../build/package/electronZip.ts';
import type { System } from '../../build/package/targets.ts';
import { planFor, TARGETS } from '../../build/package/targets.ts';
import { publishConfig } from '../../build/package/updates.ts';
import { SYSTEM } from '../../core/system.ts';
import { needs } from '../support/needs.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

const SOURCE = { feed: 'https://example.com/', publicKey: '', publisher: undefined };

const SYSTEMS: System[] = ['linux', 'win32', 'darwin'];
const pairs = SYSTEMS.flatMap((platform) => SYSTEMS.map((here) => [platform, here] as const));

describe('the plan', () => {
  it.each(pairs)('for %s, on %s, makes or names each installer, once', (platform, here) => {
    const { make, skipped } = planFor(platform, here);
    for (const target of TARGETS) {
      const named = skipped.filter((reason) => reason.startsWith(`${target.title}: `));
      expect(named.length + Number(make.includes(target))).toBe(1);
    }
    expect(make.every((target) => target.platform === platform)).toBe(true);
  });

  it.each(SYSTEMS)('on %s makes all of its own', (here) => {
    const own = TARGETS.filter(({ platform }) => platform === here);
    expect(planFor(here, here).make).toEqual(own);
  });

  it('says where an installer can be built, and by which command', () => {
    expect(planFor('darwin', 'linux').skipped).toContain(
      'macOS disk image (DMG): it is built on macOS; run "npm run make" there',
    );
    expect(planFor('darwin', 'linux').skipped).toContain(
      'Windows installer (NSIS): it was not asked for (npm run make -- --platform win32)',
    );
  });

  it('keeps to the one that is asked for', () => {
    expect(planFor('linux', 'linux', 'rpm').make.map(({ name }) => name)).toEqual(['rpm']);
  });
});

describe('what electron-builder is told', () => {
  it('fits its own schema', async () => {
    const { validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
      validateConfiguration: (config: unknown, logger: object) => Promise<void>;
    };
    const logger = { isEnabled: false };
    await validateConfiguration(structuredClone(BUILDER_CONFIG), logger);
    const withFeed = { ...BUILDER_CONFIG, ...publishConfig('darwin', 'arm64', SOURCE) };
    await validateConfiguration(structuredClone(withFeed), logger);
    const wrong = { ...BUILDER_CONFIG, dmg: { application: 'Bowline.app' } };
    await expect(validateConfiguration(wrong, logger)).rejects.toThrow(/dmg/);
  });

  it('names files that are there', () => {
    const { icon, linux, win, nsis } = BUILDER_CONFIG;
    for (const file of [icon, linux!.icon, win!.icon, nsis!.include] as string[])
      expect(existsSync(path.join(ROOT, file))).toBe(true);
  });

  it('what is for macOS gets the application, every other installer the folder', () => {
    for (const target of TARGETS)
      expect(prepackaged(target, '/out/B')).toBe(
        target.platform === 'darwin' ? path.join('/out/B', 'Bowline.app') : '/out/B',
      );
  });

  it('the Windows installer registers links for whom it installs, and takes that back', () => {
    const script = readFileSync(path.join(ROOT, BUILDER_CONFIG.nsis!.include!), 'utf8');
    const key = 'SHELL_CONTEXT "Software\\Classes\\bowline';
    expect(script).toContain(`WriteRegStr ${key}" "URL Protocol" ""`);
    expect(script).toContain(
      `${key}\\shell\\open\\command" "" '"$INSTDIR\\\${APP_EXECUTABLE_FILENAME}" "%1"'`,
    );
    expect(script).toContain(`DeleteRegKey ${key}"`);
  });
});

describe('the Windows installer’s script', () => {
  it('is what the compiler of such scripts accepts, as it is included', (test) => {
    const missing = spawnSync('makensis', ['-VERSION']).error;
    needs(missing && 'there is no makensis (package nsis)', test);
    const folder = temporaryDirectory();
    // As electron-builder's own scripts include it, with the names that they define.
    const script = [
      'Unicode true',
      `OutFile "${folder}/x.exe"`,
      '!include LogicLib.nsh',
      '!define APP_EXECUTABLE_FILENAME "bowline.exe"',
      '!define isUpdated `"$0" == "1"`',
      `!include "${path.join(ROOT, BUILDER_CONFIG.nsis!.include!)}"`,
      ...[
        'Section',
        '!insertmacro customInstall',
        'WriteUninstaller "$INSTDIR\\u.exe"',
        'SectionEnd',
      ],
      ...['Section "un.x"', '!insertmacro customUnInstall', 'SectionEnd'],
    ];
    const file = path.join(folder, 'x.nsi');
    writeFileSync(file, script.join('\n'));
    const { status, stdout, stderr } = spawnSync('makensis', ['-WX', '-V2', file], {
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
    expect(existsSync(path.join(folder, 'x.exe'))).toBe(true);
  });
});

describe('the command', () => {
  const make = (...args: string[]): { status: number | null; said: string } => {
    const task = path.join(ROOT, 'build/tasks/make.ts');
    const { status, stderr } = spawnSync(process.execPath, [task, ...args], { encoding: 'utf8' });
    return { status, said: stderr };
  };

  it.skipIf(SYSTEM === 'darwin')('for macOS says that it takes a Mac', () => {
    const { status, said } = make('--platform', 'darwin');
    expect(status).toBe(2);
    expect(said).toMatch(/^skipped {2}macOS disk image \(DMG\): it is built on macOS/);
    expect(said).toMatch(/Nothing can be built here\.\n$/);
  });

  it('refuses systems and processors that there are no installers for', () => {
    expect(make('--platform', 'beos')).toMatchObject({
      status: 2,
      said: expect.stringContaining('There are linux, win32, darwin.') as string,
    });
    expect(make('--arch', 'mips').said).toContain('only for x64 and arm64');
  });
});

describe('Electron for another system', () => {
  it('that can’t be downloaded: which file, from where, and what to do with it', () => {
    const error = new Error('fetch failed', {
      cause: new Error('getaddrinfo ENOTFOUND github.com'),
    });
    const said = explainElectron(error, 'win32', 'x64');
    expect(said).toMatch(/^Electron for Windows \(x64\) could not be downloaded: fetch failed/);
    expect(said).toMatch(/electron-v[\d.]+-win32-x64\.zip/);
    expect(said).toContain('BOWLINE_ELECTRON_ZIPS');
  });

  it('any other failure stays what it is', () => {
    expect(explainElectron(new Error('No space left'), 'win32', 'x64')).toContain('No space left');
  });
});
