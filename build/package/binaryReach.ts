// How far a compiled part reaches: for which processor it is, and which versions of the system's
// libraries it asks for. What needs a newer glibc than Node itself does is refused here, where it
// is made, and not by the loader of somebody's server.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What the oldest systems have that Node's own releases run on (RHEL 8, Debian 10). */
export const NEWEST_ALLOWED: Record<string, string> = {
  GLIBC: '2.28',
  GLIBCXX: '3.4.25',
  CXXABI: '1.3.11',
};

/** As `readelf` calls them. */
const PROCESSORS: Record<string, string> = {
  'Advanced Micro Devices X86-64': 'x64',
  AArch64: 'arm64',
};

export interface Reach {
  /** As Node calls it, or as `readelf` does where it is neither of ours. */
  arch: string;
  /** `GLIBC_2.17` and the like, each once. */
  versions: string[];
}

/** Compares `2.4` and `2.28` as versions. */
function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) > 0;
}

/**
 * @param file an ELF file
 * @throws where there is no `readelf`, which comes with every compiler for Linux
 */
export function reachOf(file: string): Reach {
  const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } } as const;
  const header = execFileSync('readelf', ['-hVW', file], options);
  const machine = /Machine:\s+(.*)/.exec(header)?.[1] ?? 'nothing';
  const arch = PROCESSORS[machine] ?? machine;
  const found = header.matchAll(/Name: ([A-Z]+_[\d.]+)/g);
  return { arch, versions: [...new Set(Array.from(found, ([, name]) => name!))] };
}

/** The versions in it that are too new. */
export function tooNew({ versions }: Reach): string[] {
  return versions.filter((name) => {
    const [library = '', version = ''] = name.split('_');
    const allowed = NEWEST_ALLOWED[library];
    return allowed !== undefined && isNewer(version, allowed);
  });
}

/**
 * Why what is compiled in a folder can't be handed on: a part is for another processor, or asks for
 * too much, or nobody can tell. Words for whoever packages; undefined when it can.
 */
export function whyTooFar(platform: string, folder: string): string | undefined {
  const parts = readdirSync(folder).filter((file) => /\.node$|^bowline-/.test(file));
  try {
    return parts.map((name) => whyNot(platform, folder, name)).find((why) => why !== undefined);
  } catch (error) {
    return `what it asks for can't be told (${(error as Error).message})`;
  }
}

function whyNot(platform: string, folder: string, name: string): string | undefined {
  const reach = reachOf(path.join(folder, name));
  if (`linux-${reach.arch}` !== platform)
    return `${name} is for ${reach.arch}, and is wanted for ${platform}`;
  const asks = tooNew(reach);
  if (asks.length === 0) return undefined;
  return `${name} asks for ${asks.join(', ')} when it is compiled here; an older system makes one that fits all`;
}
