// When does the set-up run `npm ci`? Not on every start, and never too seldom.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../build/setup/lockedInstall.mjs';
import { temporaryDirectory } from '../support/temporary.ts';

const LOCKED = {
  '': { version: '1.0.0' },
  'node_modules/ws': { version: '8.23.0' },
  'node_modules/for-another-system': { version: '1.0.0', optional: true },
};

/** A project folder, with what npm recorded about its node_modules. */
function project(installed: Record<string, { version: string }> | null): string {
  const folder = temporaryDirectory();
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: LOCKED }));
  if (installed) {
    mkdirSync(path.join(folder, 'node_modules'));
    const record = path.join(folder, 'node_modules/.package-lock.json');
    writeFileSync(record, JSON.stringify({ packages: installed }));
  }
  return folder;
}

describe('the dependencies', () => {
  it('are missing without node_modules', () => {
    expect(isInstalled(project(null))).toBe(false);
  });

  it('are there when npm installed what the lockfile says, also by hand', () => {
    expect(isInstalled(project({ 'node_modules/ws': { version: '8.23.0' } }))).toBe(true);
  });

  it('are missing when a package has another version', () => {
    expect(isInstalled(project({ 'node_modules/ws': { version: '8.22.0' } }))).toBe(false);
  });

  it('are missing when an install broke off', () => {
    expect(isInstalled(project({}))).toBe(false);
  });

  it('are wrong when a package is there that the lockfile dropped', () => {
    const installed = {
      'node_modules/ws': { version: '8.23.0' },
      'node_modules/dropped': { version: '1.0.0' },
    };
    expect(isInstalled(project(installed))).toBe(false);
  });

  it('are missing again once the lockfile has changed', () => {
    const folder = project({ 'node_modules/ws': { version: '8.23.0' } });
    expect(isInstalled(folder)).toBe(true);
    const lock = path.join(folder, 'package-lock.json');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace('8.23.0', '8.24.0'));
    expect(isInstalled(folder)).toBe(false);
  });
});
