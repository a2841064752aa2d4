// The licences of what is shipped: of everything in the bundles, each with its text.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../build/compile.ts';
import { BUNDLE_NAMES, outputOf } from '../../build/fresh.mjs';
import { agentNotices, appNotices, collectNotices, noticeOf } from '../../build/package/notices.ts';
import { packageOf, readPackagesUsed } from '../../build/package/packagesUsed.ts';
import { temporaryDirectory } from '../support/temporary.ts';

beforeAll(() => compile());

describe('which package a module belongs to', () => {
  it.each([
    ['/a/node_modules/ws/lib/sender.js', 'node_modules/ws'],
    ['/a/node_modules/@xterm/xterm/css/xterm.css?direct', 'node_modules/@xterm/xterm'],
    ['\0/a/node_modules/zod/index.js?commonjs-module', 'node_modules/zod'],
    ['C:\\a\\node_modules\\ws\\index.js', 'node_modules/ws'],
    [
      '/a/node_modules/tsyringe/node_modules/tslib/x.js',
      'node_modules/tsyringe/node_modules/tslib',
    ],
    ['/a/core/channel/channel.ts', undefined],
    ['\0vite/preload-helper.js', undefined],
  ])('%j: %j', (module, folder) => {
    expect(packageOf(module)).toBe(folder);
  });
});

it('every package that a bundle names in its own comments is in the record of it', () => {
  for (const bundle of BUNDLE_NAMES.filter((name) => name !== 'renderer')) {
    const regions = readFileSync(outputOf(bundle), 'utf8').matchAll(
      /^\/\/#region (node_modules\/\S+)/gm,
    );
    const named = new Set(Array.from(regions, ([, module]) => packageOf(`/${module}`)));
    expect(readPackagesUsed(bundle)).toEqual(expect.arrayContaining([...named]));
  }
  expect(readPackagesUsed('agent')).toContain('node_modules/ws');
  expect(readPackagesUsed('renderer')).toContain('node_modules/@xterm/xterm');
  // In a worker, which is a bundle within it.
  expect(readPackagesUsed('renderer')).toContain('node_modules/@leeoniya/ufuzzy');
});

it('electron-updater is loaded from files of its own, late', () => {
  const late = path.join(path.dirname(outputOf('main')), 'late');
  const holds = (file: string) =>
    readFileSync(file, 'utf8').includes('// node_modules/electron-updater/');
  expect(holds(outputOf('main'))).toBe(false);
  expect(readdirSync(late).some((name) => holds(path.join(late, name)))).toBe(true);
});

it('the app’s notices hold each package’s own text, and say where Chromium’s are', () => {
  const text = appNotices();
  const inApp = BUNDLE_NAMES.filter((bundle) => bundle !== 'relay'); // a program of its own
  for (const { name, version, text: licence } of collectNotices(inApp, ['electron'])) {
    expect(text).toContain(`\n${name} ${version}\n`);
    expect(licence.length).toBeGreaterThan(300);
    expect(text).toContain(licence);
  }
  expect(text).toContain('\nnode-pty 1.');
  expect(text).toContain('\nelectron ');
  expect(text).toContain('LICENSES.chromium.html');
});

it('a licence whose text was forgotten is told with the author’s name', () => {
  expect(readPackagesUsed('main')).toContain('node_modules/electron-updater');
  const { text } = collectNotices(['main']).find(({ name }) => name === 'lazy-val')!;
  expect(text).toContain('Copyright (c) Vladimir Krivosheev\n');
  expect(text).toContain('Permission is hereby granted');
});

it('a licence whose text stands in a README is told from there', () => {
  const { text } = collectNotices(['main']).find(({ name }) => name === 'bplist-parser')!;
  expect(text).toContain('Copyright (c) 2012 Near Infinity Corporation\n');
  expect(text).toMatch(/Permission is hereby granted[^]*OTHER DEALINGS IN THE SOFTWARE\.$/);
});

it('the agent’s hold what is in it, and not the window’s', () => {
  const text = agentNotices();
  expect(text).toContain('\nnode-pty 1.');
  expect(text).toContain('\n@xterm/headless ');
  expect(text).not.toContain('\nsvelte ');
});

describe('a package that can’t be shipped', () => {
  const made = (about: object, licence?: string): string => {
    const folder = path.join(temporaryDirectory(), 'p');
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'p', version: '1.0.0', ...about }),
    );
    if (licence) writeFileSync(path.join(folder, 'LICENCE.md'), licence);
    return folder;
  };

  it('stops the build: no text', () => {
    expect(() => noticeOf(made({ license: 'MIT' }))).toThrow(
      'p 1.0.0 (MIT) brings no text of its licence.',
    );
  });

  it('stops the build: no licence', () => {
    expect(() => noticeOf(made({}, 'All rights reserved.'))).toThrow('p 1.0.0 tells no licence');
  });

  it('is fine with both, in whatever spelling', () => {
    const repository = 'git+https://example.org/p.git';
    expect(noticeOf(made({ license: 'ISC', repository }, 'Do as you like.\r\n'))).toEqual({
      name: 'p',
      version: '1.0.0',
      licence: 'ISC',
      source: 'https://example.org/p.git',
      text: 'Do as you like.',
    });
  });
});
