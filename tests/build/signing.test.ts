// Signing: what the packager is told with keys, that nothing changes without, and what macOS is asked.
import { readFileSync } from 'node:fs';
import plist from 'plist';
import { describe, expect, it } from 'vitest';
import { ENTITLEMENTS, signing } from '../../build/package/signing.ts';

const NOTARY = { APPLE_API_KEY: '/k.p8', APPLE_API_KEY_ID: 'ID', APPLE_API_ISSUER: 'ISSUER' };
const MAC = { BOWLINE_MAC_IDENTITY: 'Developer ID Application: X' };
const WINDOWS = { WIN_CSC_LINK: '/c.pfx', WIN_CSC_KEY_PASSWORD: 'p' };

it.each(['linux', 'win32', 'darwin'])('without keys %s is packaged unsigned', (platform) => {
  expect(signing(platform, {})).toEqual({});
  expect(signing(platform, { APPLE_API_KEY: '', WIN_CSC_LINK: '' })).toEqual({});
});

it('keys for another system are left alone', () => {
  expect(signing('linux', { ...MAC, ...NOTARY, ...WINDOWS })).toEqual({});
  expect(signing('win32', { ...MAC, ...NOTARY })).toEqual({});
  expect(signing('darwin', WINDOWS)).toEqual({});
});

describe('for macOS', () => {
  it('all of it gets the hardened runtime and our entitlements, and a failure is one', () => {
    const { osxSign } = signing('darwin', MAC);
    if (typeof osxSign !== 'object') throw new Error('not signed');
    expect(osxSign).toMatchObject({ identity: MAC.BOWLINE_MAC_IDENTITY, continueOnError: false });
    expect(osxSign.optionsForFile!('/x/spawn-helper', { platform: 'darwin' })).toEqual({
      hardenedRuntime: true,
      entitlements: ENTITLEMENTS,
    });
  });

  it('it is notarised with a whole key', () => {
    expect(signing('darwin', { ...MAC, ...NOTARY }).osxNotarize).toEqual({
      appleApiKey: '/k.p8',
      appleApiKeyId: 'ID',
      appleApiIssuer: 'ISSUER',
    });
    expect(signing('darwin', MAC).osxNotarize).toBeUndefined();
  });

  it('half of the keys is a mistake, and said', () => {
    const { APPLE_API_ISSUER: _, ...half } = NOTARY;
    expect(() => signing('darwin', { ...MAC, ...half })).toThrow(/APPLE_API_ISSUER must be set/);
    expect(() => signing('darwin', NOTARY)).toThrow(/BOWLINE_MAC_IDENTITY/);
  });

  it('the entitlements allow what V8 needs, and neither sandbox nor strangers’ libraries', () => {
    const entitlements = plist.parse(readFileSync(ENTITLEMENTS, 'utf8'));
    expect(entitlements).toEqual({
      'com.apple.security.cs.allow-jit': true,
      'com.apple.security.automation.apple-events': true,
    });
  });
});

describe('for Windows', () => {
  it('the program is signed with what the installer is', () => {
    expect(signing('win32', WINDOWS).windowsSign).toEqual({
      certificateFile: '/c.pfx',
      certificatePassword: 'p',
    });
  });

  it('a certificate without its password is a mistake', () => {
    expect(() => signing('win32', { WIN_CSC_LINK: '/c.pfx' })).toThrow(/WIN_CSC_KEY_PASSWORD/);
  });
});
