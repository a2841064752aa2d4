// Names of users and groups by their numbers, as the files of this computer have them; a directory
// service isn't asked, which may take seconds.
import { readFile, stat } from 'node:fs/promises';

const LARGEST = 4 * 1024 * 1024;

export interface AccountNames {
  user(uid: number): string | null;
  group(gid: number): string | null;
}

class NamesFile {
  readonly #path: string;
  #names = new Map<number, string>();
  #readAt = -1;

  constructor(path: string) {
    this.#path = path;
  }

  name(id: number): string | null {
    return this.#names.get(id) ?? null;
  }

  /** Reads it again where it has changed. One that can't be read has no names. */
  async refresh(): Promise<void> {
    try {
      const { mtimeMs, size } = await stat(this.#path);
      if (mtimeMs === this.#readAt || size > LARGEST) return;
      this.#names = namesIn(await readFile(this.#path, 'utf8'));
      this.#readAt = mtimeMs;
    } catch {
      this.#names = new Map();
    }
  }
}

/** `name:x:number:…`, of which the first counts for a number. */
export function namesIn(text: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , id] = line.split(':');
    if (!name || !id || !/^\d{1,10}$/.test(id)) continue;
    if (!names.has(Number(id))) names.set(Number(id), name);
  }
  return names;
}

export class LocalAccounts implements AccountNames {
  readonly #users = new NamesFile('/etc/passwd');
  readonly #groups = new NamesFile('/etc/group');

  user(uid: number): string | null {
    return this.#users.name(uid);
  }

  group(gid: number): string | null {
    return this.#groups.name(gid);
  }

  async refresh(): Promise<void> {
    await Promise.all([this.#users.refresh(), this.#groups.refresh()]);
  }
}
