// Signs the feeds of updates in a folder with the maintainer's key, after a look at whether all that
// they name is there and is what they say. Plain Node, for the release's last step has nothing else.
//   BOWLINE_UPDATE_SIGNING_KEY=… node build/release/signFeeds.mjs out/make
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.argv[2] ?? '';
const { BOWLINE_UPDATE_SIGNING_KEY: keyText = '', BOWLINE_UPDATE_PUBLIC_KEY: publicText = '' } =
  process.env;

/** @param {string} message @returns {never} */
function leave(message) {
  console.error(message);
  process.exit(2);
}

/** @returns {import('node:crypto').KeyObject} */
function signingKey() {
  if (!keyText)
    leave('There are feeds to sign, and no BOWLINE_UPDATE_SIGNING_KEY: no copy would take them.');
  const key = createPrivateKey(keyText);
  if (key.asymmetricKeyType !== 'ed25519')
    leave('BOWLINE_UPDATE_SIGNING_KEY has to be an ed25519 key.');
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  if (publicText && own !== publicText.trim())
    leave(
      'BOWLINE_UPDATE_SIGNING_KEY isn’t the key that copies are built with (BOWLINE_UPDATE_PUBLIC_KEY).',
    );
  return key;
}

/** @param {string} file */
async function sha512Of(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

/**
 * As electron-builder writes them.
 * @param {string} feed
 * @returns {{ url: string, sha512: string }[]}
 */
function filesIn(feed) {
  const found = feed.matchAll(/^ {2}- url: (\S+)\n {4}sha512: (\S+)$/gm);
  return Array.from(found, ([, url = '', sha512 = '']) => ({ url, sha512 }));
}

/** @param {string} name */
async function checkFeed(name) {
  const files = filesIn(readFileSync(path.join(folder, name), 'utf8'));
  if (files.length === 0) leave(`${name} names no file.`);
  for (const { url, sha512 } of files) {
    const file = path.join(folder, path.basename(url));
    if (!existsSync(file)) leave(`${name} names ${url}, which isn’t there.`);
    if ((await sha512Of(file)) !== sha512)
      leave(`${url} isn’t what ${name} says: its checksum is another.`);
  }
}

if (!folder || !existsSync(folder)) leave('Name the folder with the installers and their feeds.');
const feeds = readdirSync(folder).filter((name) => /^latest[\w-]*\.yml$/.test(name));
if (feeds.length === 0) {
  console.log('There are no feeds of updates here: nothing was built with an update address.');
} else {
  const key = signingKey();
  for (const name of feeds) {
    await checkFeed(name);
    const signed = Buffer.concat([Buffer.from(`${name}\n`), readFileSync(path.join(folder, name))]);
    writeFileSync(
      path.join(folder, `${name}.sig`),
      `${sign(null, signed, key).toString('base64')}\n`,
    );
    console.log(`signed   ${name}`);
  }
}
