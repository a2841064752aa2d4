// What an update address says is taken only when its maintainer has signed it, for this system, and
// then as little of it as is needed.
import { describe, expect, it } from 'vitest';
import {
  checkSignature,
  NOTES_LIMIT,
  understandFeed,
  type Feed,
} from '../../../electron/updates/feed.ts';
import { FeedError } from '../../../electron/updates/feedError.ts';
import { feedText, makeMaintainer, signatureOf } from '../../support/feeds.ts';
import { eachSeed } from '../../support/random.ts';

const maintainer = makeMaintainer();
const NAME = 'latest-linux.yml';
const feed = Buffer.from(feedText('1.2.3', 'bowline-1.2.3-x64.AppImage', Buffer.from('app')));
const signature = signatureOf(NAME, feed, maintainer);

describe('a signature', () => {
  it('of the maintainer counts', () => {
    expect(() => checkSignature(NAME, feed, signature, maintainer)).not.toThrow();
  });

  it('of somebody else, of another file, of another system, or none doesn’t', () => {
    const other = signatureOf(NAME, feed, makeMaintainer());
    const elsewhere = signatureOf('latest.yml', feed, maintainer);
    for (const text of [other, elsewhere, '', 'AAAA', signature.slice(4), '\0'.repeat(64)])
      expect(() => checkSignature(NAME, feed, text, maintainer)).toThrow(FeedError);
    expect(() => checkSignature('latest.yml', feed, signature, maintainer)).toThrow(/signed/);
  });

  it('doesn’t outlive any change of what was signed', async () => {
    await eachSeed(200, (random) => {
      const changed = Buffer.from(feed);
      const at = random.int(changed.length);
      changed[at] = changed[at]! ^ random.between(1, 255);
      expect(() => checkSignature(NAME, changed, signature, maintainer)).toThrow(FeedError);
    });
    const longer = Buffer.concat([feed, Buffer.from('#')]);
    expect(() => checkSignature(NAME, longer, signature, maintainer)).toThrow(FeedError);
  });
});

const SHA = `${'A'.repeat(86)}==`;
const file = { url: 'bowline-1.2.3-x64.AppImage', sha512: SHA, size: 9 };
const good = { version: '1.2.3', files: [file], path: file.url, sha512: SHA };

function read(change: object, platform: NodeJS.Platform = 'linux'): Feed {
  return understandFeed({ ...good, ...change }, platform);
}

describe('a signed feed', () => {
  it('is understood without what could lead elsewhere', () => {
    const odd = { stagingPercentage: 5, packages: { x64: { path: 'https://a/b' } }, channel: 'x' };
    expect(read(odd)).toEqual({ ...good, releaseDate: '', releaseNotes: '' });
  });

  it.each([
    [{ files: [{ ...file, url: 'https://elsewhere/x.AppImage' }] }],
    [{ files: [{ ...file, url: '../x.AppImage' }] }],
    [{ files: [{ ...file, url: 'x.AppImage?y' }] }],
    [{ files: [{ ...file, sha512: 'short' }] }],
    [{ files: [{ ...file, size: 0 }] }],
    [{ files: [{ ...file, size: 1e12 }] }],
    [{ files: [{ url: file.url, sha512: SHA }] }],
    [{ files: [] }],
    [{ files: [{ ...file, url: 'bowline.exe' }] }],
    [{ version: 'new' }],
    [{ version: '1.2.3\u202e' }],
    [{ files: undefined }],
  ])('with %j is refused in words', (change) => {
    expect(() => read(change)).toThrow(FeedError);
  });

  it.each([undefined, null, 'text', 7, []])('that is %j is refused in words', (parsed) => {
    expect(() => understandFeed(parsed, 'linux')).toThrow(/doesn’t understand/);
  });

  it.each<[NodeJS.Platform, string]>([
    ['win32', 'b.exe'],
    ['darwin', 'b.zip'],
    ['linux', 'b.AppImage'],
  ])('of %s names what is installed there, and nothing else is left of it', (platform, url) => {
    const others = ['b.exe', 'b.zip', 'b.AppImage', 'b.dmg'].map((name) => ({
      ...file,
      url: name,
    }));
    expect(read({ files: others }, platform).files.map((one) => one.url)).toEqual([url]);
  });

  it('says what is new as bounded plain text', () => {
    const releaseNotes = `New:\r\n- a\u001b[2J\u202eb\u0000${'x'.repeat(100_000)}`;
    const notes = read({ releaseNotes }).releaseNotes;
    expect(notes).toMatch(/^New:\n- a\[2Jbx+$/);
    expect(notes).toHaveLength(NOTES_LIMIT);
    expect(read({ releaseNotes: null }).releaseNotes).toBe('');
  });
});
