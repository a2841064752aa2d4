// Where a copy looks for updates: by https, in a folder, with a key of the right kind; and which
// copies don't look at all.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { feedName, isTrustedWay, readAddress } from '../../../electron/updates/updateAddress.ts';
import {
  ownAppImage,
  whyNoUpdates,
  type CopyFacts,
} from '../../../electron/updates/whyNoUpdates.ts';
import { makeMaintainer } from '../../support/feeds.ts';
import { inWords } from '../../../words/said.ts';

const { publicText } = makeMaintainer();

function read(feed: string, publicKey = publicText): string {
  return readAddress(JSON.stringify({ feed, publicKey })).folder.href;
}

describe('the update address', () => {
  it('is a folder, with or without its last slash', () => {
    expect(read('https://example.com/a')).toBe('https://example.com/a/');
    expect(read('https://example.com/a/')).toBe('https://example.com/a/');
  });

  it.each([
    ['http://example.com/'],
    ['http://127.0.0.1.example.com/'],
    ['ftp://example.com/'],
    ['file:///etc/'],
    ['https://user:secret@example.com/'],
    ['https://example.com/?a'],
    ['https://example.com/#a'],
    ['no address'],
  ])('can’t be %s', (feed) => {
    expect(() => read(feed)).toThrow();
  });

  it('of this computer itself needs no https', () => {
    expect(isTrustedWay(new URL('http://127.0.0.1:81/'))).toBe(true);
    expect(isTrustedWay(new URL('http://localhost/'))).toBe(false);
  });

  it('comes with an ed25519 key, and nothing besides', () => {
    const { publicKey } = generateKeyPairSync('ed448');
    const other = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    expect(() => read('https://example.com/', other)).toThrow(/ed25519/);
    expect(() => read('https://example.com/', 'AAAA')).toThrow();
    expect(() => readAddress(JSON.stringify({ feed: 'https://example.com/' }))).toThrow();
    expect(() => readAddress('{')).toThrow();
  });

  it('has a feed for each system', () => {
    const names = [
      ['win32', 'x64'],
      ['darwin', 'x64'],
      ['darwin', 'arm64'],
      ['linux', 'x64'],
      ['linux', 'arm64'],
    ].map(([platform, arch]) => feedName(platform as NodeJS.Platform, arch!));
    expect(new Set(names).size).toBe(5);
  });
});

describe('a copy that isn’t updated by itself', () => {
  const appImage: CopyFacts = {
    platform: 'linux',
    packaged: true,
    packageType: '',
    appImage: '/home/ada/Bowline.AppImage',
    mayReplace: true,
    hasAddress: true,
  };

  it.each<[Partial<CopyFacts>, RegExp]>([
    [{ packaged: false }, /sources/],
    [{ packageType: 'deb\n', appImage: undefined }, /apt upgrade bowline/],
    [{ packageType: 'deb', hasAddress: false }, /apt upgrade bowline/],
    [{ packageType: 'rpm', appImage: undefined }, /dnf upgrade bowline/],
    [{ hasAddress: false }, /^This copy was built without an update address\.$/],
    [{ appImage: undefined }, /archive/],
    [{ mayReplace: false }, /no permission/],
  ])('with %j says why', (change, words) => {
    expect(inWords(whyNoUpdates({ ...appImage, ...change }))).toMatch(words);
  });

  it('is none of AppImage, NSIS and macOS', () => {
    expect(whyNoUpdates(appImage)).toBeNull();
    for (const platform of ['win32', 'darwin'] as const)
      expect(whyNoUpdates({ ...appImage, platform, appImage: undefined })).toBeNull();
  });
});

describe('the AppImage that runs', () => {
  const mounted = { APPIMAGE: '/home/ada/Bowline.AppImage', APPDIR: '/tmp/.mount_BowlinX' };

  it('is the one that this program is in', () => {
    expect(ownAppImage(mounted, '/tmp/.mount_BowlinX/bowline')).toBe(mounted.APPIMAGE);
    expect(
      ownAppImage({ ...mounted, APPDIR: `${mounted.APPDIR}/` }, '/tmp/.mount_BowlinX/a/b'),
    ).toBe(mounted.APPIMAGE);
  });

  it.each([
    ['of the terminal that it was started from', mounted, '/opt/bowline/bowline'],
    ['with a name like it', mounted, '/tmp/.mount_BowlinX2/bowline'],
    ['without its mount', { APPIMAGE: mounted.APPIMAGE }, '/tmp/.mount_BowlinX/bowline'],
    ['without a path', { ...mounted, APPIMAGE: 'a' }, '/tmp/.mount_BowlinX/bowline'],
  ])('is none %s', (_, env, execPath) => {
    expect(ownAppImage(env, execPath)).toBeUndefined();
  });
});
