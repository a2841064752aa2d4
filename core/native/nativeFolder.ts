// Where our compiled parts lie (native/ in the repository, and what build/setup/native.mjs makes
// of it): in native/build, in the first folder above the code that runs which has one, up to the
// package's own. So they are found from the sources, from a bundle, in the packaged app and in an
// installed agent, and never in a folder such as /tmp, where anybody could have put them.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Any of the parts; all of them come together. */
const SIGN = 'peer.node';

let found: { folder: string | undefined } | undefined;

/** The folder; undefined where nothing was compiled (macOS without a compiler, Windows). */
export function nativeFolder(): string | undefined {
  found ??= { folder: search(import.meta.dirname) };
  return found.folder;
}

function search(from: string): string | undefined {
  const folder = join(from, 'native', 'build');
  if (existsSync(join(folder, SIGN))) return unpacked(folder);
  const above = dirname(from);
  const isRoot = above === from || existsSync(join(from, 'package.json'));
  return isRoot ? undefined : search(above);
}

/** Neither programs nor modules can be loaded out of an archive, so they lie beside it. */
function unpacked(folder: string): string {
  return folder.replace(/app\.asar(?=[/\\])/, '$&.unpacked');
}
