// Native parts that another machine has compiled are taken when they are what these sources make.
import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { reachOf, tooNew, whyTooFar } from '../../build/package/binaryReach.ts';
import { linuxParts, THIS_MACHINE, whyNoParts } from '../../build/package/nativeFor.ts';
import { ensureNative, NATIVE_BUILD } from '../../build/setup/native.mjs';
import { nativePartsFit, partsFor } from '../../build/setup/nativeParts.mjs';
import { SYSTEM } from '../../core/system.ts';
import { temporaryDirectory } from '../support/temporary.ts';

beforeAll(() => ensureNative());

function handedOver(): string {
  const folder = path.join(temporaryDirectory(), 'native');
  cpSync(NATIVE_BUILD, folder, { recursive: true });
  return folder;
}

it('they fit in whatever folder they lie', () => {
  expect(nativePartsFit(THIS_MACHINE, handedOver())).toBe(true);
});

it.each([
  'pty.node',
  'peer.node',
  'terminal.node',
  'bowline-launch',
  'bowline-askpass',
  'bowline-proxy',
  'stamp',
])('they don’t with another %s', (name) => {
  const folder = handedOver();
  appendFileSync(path.join(folder, name), ' ');
  expect(nativePartsFit(THIS_MACHINE, folder)).toBe(false);
});

it('they don’t for another processor, nor where there are none', () => {
  const other = THIS_MACHINE === 'linux-x64' ? 'linux-arm64' : 'linux-x64';
  expect(nativePartsFit(other, handedOver())).toBe(false);
  expect(nativePartsFit(THIS_MACHINE, temporaryDirectory())).toBe(false);
});

it('their recipe names no folder of this machine', () => {
  const recipe = ['linux-x64', 'linux-arm64', 'darwin-arm64'].map((platform) => partsFor(platform));
  expect(JSON.stringify(recipe)).not.toContain(path.resolve(import.meta.dirname, '../..'));
});

describe('what a part asks for', () => {
  it('is too new where Node’s own systems don’t have it', () => {
    const versions = [
      'GLIBC_2.28',
      'GLIBC_2.29',
      'GLIBC_2.4',
      'GLIBCXX_3.4.25',
      'GLIBCXX_3.4.26',
      'GCC_3.0',
    ];
    expect(tooNew({ arch: 'x64', versions })).toEqual(['GLIBC_2.29', 'GLIBCXX_3.4.26']);
  });

  it('is told of a real program of this system', () => {
    expect(reachOf(process.execPath).versions).toContainEqual(expect.stringMatching(/^GLIBC_2\./));
  });

  it('is a reason when it is for another processor', () => {
    const other = THIS_MACHINE === 'linux-x64' ? 'linux-arm64' : 'linux-x64';
    expect(whyTooFar(other, NATIVE_BUILD)).toMatch(/is for \w+, and is wanted for linux-/);
    expect(whyTooFar(THIS_MACHINE, NATIVE_BUILD)).toBeUndefined();
  });

  it.skipIf(SYSTEM !== 'linux')('leaves a part out that is too new, in words', async () => {
    const bin = temporaryDirectory();
    const machine = process.arch === 'x64' ? 'Advanced Micro Devices X86-64' : 'AArch64';
    const says = `echo 'Machine: ${machine}'; echo 'Name: GLIBC_2.99'`;
    writeFileSync(path.join(bin, 'readelf'), `#!/bin/sh\n${says}\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await linuxParts(THIS_MACHINE)).toBeUndefined();
    expect(whyNoParts(THIS_MACHINE)).toMatch(/asks for GLIBC_2\.99/);
  });
});
