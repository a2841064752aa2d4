// Where a copy of Bowline looks for newer ones, and whose signature it takes: put beside the app
// when it was built, by whoever publishes it (build/package/updates.ts). Without it there are no
// updates, and nothing is asked anywhere.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Beside the app's archive. */
export const ADDRESS_FILE = 'updates.json';

export interface UpdateAddress {
  /** The folder with the feed and all that it names; ends with a slash. */
  folder: URL;
  /** Ed25519: what its holder hasn't signed isn't installed. */
  publicKey: KeyObject;
}

const stored = z.strictObject({ feed: z.string().max(2_000), publicKey: z.string().max(1_000) });

/** @throws in words for whoever builds, when it is no address or no key of that kind */
export function readAddress(json: string): UpdateAddress {
  const { feed, publicKey } = stored.parse(JSON.parse(json));
  return { folder: readFolder(feed), publicKey: readPublicKey(publicKey) };
}

function readFolder(feed: string): URL {
  if (!URL.canParse(feed)) throw new Error(`"${feed}" is no address to look for updates at.`);
  const folder = new URL(feed);
  if (folder.search || folder.hash || folder.username || folder.password)
    throw new Error('The address for updates is that of a folder: no login, no "?", no "#".');
  if (!isTrustedWay(folder))
    throw new Error(`Updates come by https, and ${feed} is something else.`);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return folder;
}

/** As `openssl pkey -pubout -outform DER | base64` prints it. */
function readPublicKey(text: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`The key for updates is ${key.asymmetricKeyType}, and has to be ed25519.`);
  return key;
}

/**
 * Nobody on the way can change, or even read, what comes: https, or this computer itself, which no
 * build for others is given (the build takes https alone).
 */
export function isTrustedWay({ protocol, hostname }: Pick<URL, 'protocol' | 'hostname'>): boolean {
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}

/** The feed of a system. Of macOS and Linux each processor has one. */
export function feedName(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return 'latest.yml';
  if (platform === 'darwin') return arch === 'arm64' ? 'latest-arm64-mac.yml' : 'latest-mac.yml';
  return arch === 'arm64' ? 'latest-linux-arm64.yml' : 'latest-linux.yml';
}
