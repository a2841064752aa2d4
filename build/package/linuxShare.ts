// Files below /usr/share that a .deb or .rpm brings besides those that the installers' own tools
// know of: what software centres show (AppStream), and the manual and completions.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_ID } from '../../electron/launch/systemIdentity.ts';
import { sourceTime } from './archive.ts';
import { SHARE } from './sharePaths.ts';
import { PACKAGE_FILE } from '../../electron/updates/whyNoUpdates.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Below /usr/share. */
export const METAINFO = `metainfo/${APP_ID}.metainfo.xml`;

/** What software centres read, for this version, as of the day that its sources are from. */
export async function metainfo(version: string): Promise<string> {
  const template = await readFile(path.join(ROOT, 'assets/bowline.metainfo.xml'), 'utf8');
  const day = new Date(sourceTime(ROOT) * 1000).toISOString().slice(0, 10);
  return template.replace('@VERSION@', version).replace('@DATE@', day);
}

/** @param share the folder that becomes /usr/share */
export async function addLinuxShare(share: string, version: string): Promise<void> {
  const file = path.join(share, METAINFO);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o755 });
  await writeFile(file, await metainfo(version), { mode: 0o644 });
  await cp(SHARE, share, { recursive: true });
}

/**
 * Says which package manager the app belongs to, for it is that one that updates it.
 * @param usr the folder that becomes /usr
 */
export async function addPackageType(usr: string, type: 'deb' | 'rpm'): Promise<void> {
  const file = path.join(usr, 'lib/bowline/resources', PACKAGE_FILE);
  await writeFile(file, `${type}\n`, { mode: 0o644 });
}
