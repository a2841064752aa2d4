// Feeds of updates, made and signed as a maintainer's are: the YAML by electron-builder's own words,
// the signature by the script that the release runs.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface Maintainer {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** As the build is told it. */
  publicText: string;
}

export function makeMaintainer(): Maintainer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicText = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return { privateKey, publicKey, publicText };
}

/** The text of a `.sig` file. */
export function signatureOf(name: string, feed: string | Uint8Array, by: Maintainer): string {
  const signed = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from(feed)]);
  return `${sign(null, signed, by.privateKey).toString('base64')}\n`;
}

/** As electron-builder writes it for one file. */
export function feedText(version: string, file: string, content: Buffer, notes = ''): string {
  const sha512 = createHash('sha512').update(content).digest('base64');
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sha512}`,
    `    size: ${content.length}`,
    `path: ${file}`,
    `sha512: ${sha512}`,
    ...(notes ? [`releaseNotes: ${JSON.stringify(notes)}`] : []),
    `releaseDate: '2026-01-02T03:04:05.000Z'`,
    '',
  ].join('\n');
}
