// Updates, as a package is built for them: where it looks, whose signature it takes, and the feed
// that electron-builder itself writes, signed by the release's own script.
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MakerElectronBuilder } from '../../build/package/makerElectronBuilder.ts';
import { SEVEN_ZIP } from '../../build/package/sevenZip.ts';
import { TARGETS } from '../../build/package/targets.ts';
import {
  addUpdateSource,
  publishConfig,
  updateSource,
  whatsNew,
} from '../../build/package/updates.ts';
import { checkSignature } from '../../electron/updates/feed.ts';
import { readAddress } from '../../electron/updates/updateAddress.ts';
import about from '../../package.json' with { type: 'json' };
import { makeMaintainer } from '../support/feeds.ts';
import { needs } from '../support/needs.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const maintainer = makeMaintainer();
const ENV = {
  BOWLINE_UPDATE_FEED: 'https://example.com/bowline',
  BOWLINE_UPDATE_PUBLIC_KEY: maintainer.publicText,
};

async function added(platform: string, env: NodeJS.ProcessEnv): Promise<Record<string, unknown>> {
  const resources = temporaryDirectory();
  await addUpdateSource(resources, platform, env);
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(resources, name), 'utf8'));
  return Object.fromEntries(readdirSync(resources).map((name) => [name, read(name)]));
}

describe('a package', () => {
  it('built without an address has none', async () => {
    expect(updateSource({})).toBeUndefined();
    expect(await added('linux-x64', {})).toEqual({});
    expect(publishConfig('linux', 'x64', updateSource({}))).toEqual({ publish: null });
  });

  it('built with one has it, and the app takes it', async () => {
    const files = await added('linux-x64', ENV);
    const { folder } = readAddress(JSON.stringify(files['updates.json']));
    expect(folder.href).toBe('https://example.com/bowline/');
    expect(files['app-update.yml']).toEqual({
      provider: 'generic',
      url: 'https://example.com/bowline/',
      updaterCacheDirName: 'bowline-updater',
    });
  });

  it.each<[NodeJS.ProcessEnv, RegExp]>([
    [{ ...ENV, BOWLINE_UPDATE_PUBLIC_KEY: '' }, /belong together/],
    [{ ...ENV, BOWLINE_UPDATE_FEED: '' }, /belong together/],
    [{ ...ENV, BOWLINE_UPDATE_FEED: 'http://127.0.0.1:80/' }, /https/],
    [{ ...ENV, BOWLINE_UPDATE_FEED: 'http://example.com/' }, /https/],
    [{ ...ENV, BOWLINE_UPDATE_PUBLIC_KEY: 'AAAA' }, /./],
  ])('isn’t built with a half or an unsafe one', (env, words) => {
    expect(() => updateSource(env)).toThrow(words);
  });

  it('of Windows that is signed holds updates to the same publisher', async () => {
    const signed = { ...ENV, WIN_CSC_LINK: 'a.pfx' };
    await expect(added('win32-x64', signed)).rejects.toThrow(/BOWLINE_WINDOWS_PUBLISHER/);
    const files = await added('win32-x64', { ...signed, BOWLINE_WINDOWS_PUBLISHER: 'CN=Ada' });
    expect(files['app-update.yml']).toMatchObject({ publisherName: ['CN=Ada'] });
  });

  it('of macOS that isn’t signed gets no address: the system would refuse each update', async () => {
    expect(await added('darwin-arm64', ENV)).toEqual({});
    const files = await added('darwin-arm64', { ...ENV, BOWLINE_MAC_IDENTITY: 'Ada' });
    expect(Object.keys(files)).toHaveLength(2);
  });

  it('tells what is new only in its own version', () => {
    expect(whatsNew('1.2.3', '# 1.2.3\n\n- All of it.\n')).toBe('- All of it.');
    expect(whatsNew('1.2.4', '# 1.2.3\n\n- All of it.\n')).toBe('');
    expect(whatsNew(about.version)).not.toBe('');
  });
});

describe('the feed', () => {
  beforeEach((test) => {
    needs(SEVEN_ZIP ? undefined : 'there is no 7-Zip', test);
    Object.assign(process.env, ENV);
  });
  afterEach(() => {
    for (const name of Object.keys(ENV)) delete process.env[name];
  });

  it.each([
    ['x64', 'latest-mac.yml'],
    ['arm64', 'latest-arm64-mac.yml'],
  ])('of macOS, %s, is written by electron-builder itself', async (targetArch, name) => {
    const folder = await madeZip(targetArch);
    const feed = readFileSync(path.join(folder, name), 'utf8');
    expect(feed).toContain(`version: ${about.version}\n`);
    expect(feed).toContain(`- url: bowline-${about.version}-${targetArch}.zip\n`);
    expect(feed).toMatch(/ {4}size: \d+\n/);
    expect(feed).toContain(`releaseNotes: ${whatsNew(about.version)}\n`);
  });

  it('is signed only while all that it names is there as it says', async () => {
    const folder = await madeZip('x64');
    const privateText = maintainer.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    expect(signed(folder, privateText)).toMatchObject({
      status: 0,
      stdout: 'signed   latest-mac.yml\n',
    });
    const bytes = readFileSync(path.join(folder, 'latest-mac.yml'));
    const signature = readFileSync(path.join(folder, 'latest-mac.yml.sig'), 'latin1');
    checkSignature('latest-mac.yml', bytes, signature, maintainer);

    expect(signed(folder, '').stderr).toContain('no BOWLINE_UPDATE_SIGNING_KEY');
    const other = makeMaintainer().privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    expect(signed(folder, other).stderr).toContain('isn’t the key that copies are built with');
    const rsa = generateKeyPairSync('ed448').privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect(signed(folder, rsa as string).stderr).toContain('ed25519');
    writeFileSync(path.join(folder, `bowline-${about.version}-x64.zip`), 'another');
    expect(signed(folder, privateText)).toMatchObject({ status: 2 });
    expect(signed(folder, privateText).stderr).toContain('its checksum is another');
  });

  it('of nothing needs no key', () => {
    expect(signed(temporaryDirectory(), '')).toMatchObject({ status: 0 });
  });
});

/** What the release's script says to a folder. */
function signed(folder: string, key: string) {
  const script = path.join(ROOT, 'build/release/signFeeds.mjs');
  const env = { ...process.env, BOWLINE_UPDATE_SIGNING_KEY: key };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** electron-builder's archive of a small stand-in for the application, and what it writes beside. */
async function madeZip(targetArch: string): Promise<string> {
  const [dir, makeDir] = [temporaryDirectory(), temporaryDirectory()];
  mkdirSync(path.join(dir, 'Bowline.app/Contents/Resources'), { recursive: true });
  writeFileSync(path.join(dir, 'Bowline.app/Contents/Info.plist'), 'stand-in');
  const target = TARGETS.find(({ name }) => name === 'zip')!;
  const skips: string[] = [];
  const maker = new MakerElectronBuilder({ target, onSkip: (why) => void skips.push(why) });
  await maker.prepareConfig('x64');
  const options = { dir, makeDir, targetArch };
  const made = await maker.make(options as Parameters<MakerElectronBuilder['make']>[0]);
  expect(skips).toEqual([]);
  expect(made.map((file) => path.extname(file)).sort()).toEqual(['.yml', '.zip']);
  return path.dirname(made[0]!);
}
