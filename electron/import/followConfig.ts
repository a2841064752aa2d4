// An ssh config that is followed: its hosts by their aliases, what ssh would start for each, and whether it is
// another file by now. Nothing in it is run, and no name is looked up.
import { createHash } from 'node:crypto';
import type { FoundHost } from './found.ts';
import { Looked } from './looked.ts';
import { checkPlain } from './plainConfig.ts';
import { startsOf, type StartsOf } from './readers/ssh/starts.ts';
import { readWithConfig, type FoundWithConfig } from './readers/sshConfig.ts';
import { openSource } from './source.ts';

export class FollowedConfig {
  readonly #read: FoundWithConfig;
  readonly #looked: Looked;
  readonly #known = new Map<string, StartsOf>();
  #digest: string | undefined;

  constructor(read: FoundWithConfig, looked: Looked) {
    this.#read = read;
    this.#looked = looked;
  }

  /** Those that ssh can be given by their alias, in the order of the file. */
  get hosts(): FoundHost[] {
    return this.#read.hosts.filter(({ name }) => isAlias(name));
  }

  /** Files and folders that decide what it is. */
  get paths(): readonly string[] {
    return this.#looked.paths;
  }

  get isStale(): boolean {
    return this.#looked.isStale;
  }

  startsOf(alias: string): StartsOf {
    const known = this.#known.get(alias) ?? this.#starts(alias);
    this.#known.set(alias, known);
    return known;
  }

  #starts(alias: string): StartsOf {
    const { config, localUser } = this.#read;
    const digest = (): string => (this.#digest ??= digestOf(config.texts));
    return startsOf(config, alias, { localUser, digest });
  }
}

/**
 * Reads a file and what it includes. Throws a `PersonError` where it can't be read, or is too much; then
 * `looked` has what would make another try worth it.
 */
export function followConfig(
  file: string,
  sshFolder: string,
  looked = new Looked(),
): FollowedConfig {
  const source = openSource(file, sshFolder, looked);
  checkPlain(source.file?.bytes ?? new Uint8Array(), file);
  return new FollowedConfig(readWithConfig(source), looked);
}

/** ssh takes others for a user and a host, for an address, or not at all. */
function isAlias(name: string): boolean {
  return !/[@\p{Cc}]/u.test(name) && !/^ssh:\/\//i.test(name);
}

function digestOf(texts: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [file, text] of texts) hash.update(`${file}\0${text}\0`);
  return hash.digest('hex');
}
