// Where the packaged app looks for newer versions: named by whoever builds, and nowhere else. The
// address and the key that signs what lies there belong together; without them the package has no
// updates. Written before the app is signed, which seals them on macOS.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ADDRESS_FILE, feedName, readAddress } from '../../electron/updates/updateAddress.ts';
import { note } from '../setup/progress.mjs';

const NEWS = path.resolve(import.meta.dirname, '../../docs/WHATS-NEW.md');

/** electron-updater's own, below the user's cache folder. */
const CACHE_FOLDER = 'bowline-updater';

export interface UpdateSource {
  /** https, a folder. */
  feed: string;
  /** Ed25519, as `openssl pkey -pubout -outform DER | base64` prints it. */
  publicKey: string;
  /** Windows: whose certificate an installer has to carry; undefined where none is signed. */
  publisher: string | undefined;
}

/**
 * What the environment names; undefined where it names nothing.
 * @throws in words, when a part is missing or can't be used
 */
export function updateSource(env: NodeJS.ProcessEnv = process.env): UpdateSource | undefined {
  const [feed, publicKey] = [env.BOWLINE_UPDATE_FEED ?? '', env.BOWLINE_UPDATE_PUBLIC_KEY ?? ''];
  if (!feed && !publicKey) return undefined;
  if (!feed || !publicKey)
    throw new Error('BOWLINE_UPDATE_FEED and BOWLINE_UPDATE_PUBLIC_KEY belong together.');
  const { folder } = readAddress(JSON.stringify({ feed, publicKey }));
  if (folder.protocol !== 'https:') throw new Error('BOWLINE_UPDATE_FEED has to begin with https:');
  return { feed: folder.href, publicKey, publisher: env.BOWLINE_WINDOWS_PUBLISHER || undefined };
}

/** @throws where the installers are signed and nobody says by whom */
function checkPublisher({ publisher }: UpdateSource, env: NodeJS.ProcessEnv): void {
  if (!publisher && env.WIN_CSC_LINK)
    throw new Error(
      'BOWLINE_WINDOWS_PUBLISHER must name the subject of the certificate, for updates to be held to it.',
    );
}

/**
 * Tells the app its address. electron-updater reads a file of its own besides, for the name of its
 * cache and the publisher.
 * @param resources the folder beside the app's archive
 * @param platform `linux-x64` and the like
 */
export async function addUpdateSource(
  resources: string,
  platform: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const source = updateSource(env);
  if (!source) return;
  if (platform.startsWith('darwin') && !env.BOWLINE_MAC_IDENTITY)
    return note('macOS updates only apps that are signed: this one gets no update address.');
  if (platform.startsWith('win32')) checkPublisher(source, env);
  const { feed, publicKey } = source;
  await writeFile(path.join(resources, ADDRESS_FILE), json({ feed, publicKey }));
  await writeFile(path.join(resources, 'app-update.yml'), json(libraryConfig(source, platform)));
}

/** YAML's readers take JSON. */
function libraryConfig({ feed, publisher }: UpdateSource, platform: string): object {
  const signed = platform.startsWith('win32') && publisher;
  return {
    provider: 'generic',
    url: feed,
    updaterCacheDirName: CACHE_FOLDER,
    ...(signed ? { publisherName: [publisher] } : {}),
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What the page of news says of a version, as users are shown it; '' where it is of another. */
export function whatsNew(version: string, page = readFileSync(NEWS, 'utf8')): string {
  const [heading = '', ...rest] = page.split('\n');
  return heading.trim() === `# ${version}` ? rest.join('\n').trim() : '';
}

/** What electron-builder is told, so that it writes the feed of a system; nothing without an address. */
export function publishConfig(platform: string, arch: string, source = updateSource()): object {
  if (!source) return { publish: null };
  const [channel = 'latest'] = feedName(platform as NodeJS.Platform, arch).split(
    /-(?:mac|linux)|\.yml/,
  );
  return {
    publish: {
      provider: 'generic',
      url: source.feed,
      channel,
      updaterCacheDirName: CACHE_FOLDER,
    },
  };
}

/** Files that say what there is to update to. */
export const FEED_FILE = /^latest[\w-]*\.yml$/;
