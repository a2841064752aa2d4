// A Vite plugin that writes down which npm packages a bundle holds, as the bundler saw it: they are
// inside of our files, so nobody could tell by looking, and their licences have to come along.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '../..');

function recordOf(bundle: string): string {
  return path.join(ROOT, 'out', 'notices', `${bundle}.json`);
}

/** A module's package, as a folder within the repository; undefined for our own files. */
export function packageOf(module: string): string | undefined {
  // Plugins put marks before ids of their own, and queries behind.
  const file = module.replace(/^\0+/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  const at = file.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const start = file.indexOf('/node_modules/');
  const words = file.slice(at + '/node_modules/'.length).split('/');
  const name = words.slice(0, words[0]!.startsWith('@') ? 2 : 1).join('/');
  return `${file.slice(start + 1, at + '/node_modules/'.length)}${name}`;
}

/**
 * Of a bundle and of its workers, which are bundles of their own within it: they share the plugin.
 * @param bundle its name, as in build/bundles.ts
 */
export function packagesUsed(bundle: string): Plugin {
  const folders = new Set<string>();
  return {
    name: 'bowline-packages-used',
    generateBundle() {
      const found = Array.from(this.getModuleIds(), packageOf);
      for (const folder of found) if (folder !== undefined) folders.add(folder);
      mkdirSync(path.dirname(recordOf(bundle)), { recursive: true });
      writeFileSync(recordOf(bundle), `${JSON.stringify([...folders].sort(), null, 2)}\n`);
    },
  };
}

/** Folders of the packages in a bundle. @throws when it hasn't been compiled */
export function readPackagesUsed(bundle: string): string[] {
  if (!existsSync(recordOf(bundle)))
    throw new Error(
      `Nobody knows what is in the bundle "${bundle}": delete out/stamps, and compile.`,
    );
  return JSON.parse(readFileSync(recordOf(bundle), 'utf8')) as string[];
}
