// Which files of a folder are keys: told by how they begin. No more of a private key is read than that.
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBeginning } from '../../core/files/readFile.ts';
import { readPublicKey } from './keyLines.ts';

export type PrivateFormat = 'ssh' | 'putty';

/** The files of one key, by the name that they share. */
export interface KeyFiles {
  name: string;
  /** Paths; null where there is none. */
  private: { path: string; format: PrivateFormat; mode: number; readable: boolean } | null;
  public: string | null;
  certificate: string | null;
}

export interface FolderLook {
  keys: KeyFiles[];
  /** There are more. */
  cut: boolean;
}

/** Of a folder; nobody has more keys. */
const MOST_FILES = 5_000;
export const MOST_KEYS = 200;
/** Bytes: enough for the first line of either half, of which RSA's is the longest. */
const BEGINNING = 16 * 1024;
/** Bytes: what a private key begins with, and nothing of the key. */
const HEADER = 64;
/** ssh-keygen reads no larger ones. */
const LARGEST = 1024 * 1024;

/** Throws the system's error where the folder is there and can't be read. */
export function lookInto(folder: string): FolderLook {
  const names = namesIn(folder);
  const looked = names.slice(0, MOST_FILES).flatMap((name) => lookAt(folder, name) ?? []);
  const keys = new Map<string, KeyFiles>();
  for (const { base, ...files } of looked) {
    const known = keys.get(base) ?? { name: base, private: null, public: null, certificate: null };
    keys.set(base, { ...known, ...files });
  }
  // A certificate alone is no key.
  const all = [...keys.values()].filter((key) => key.private ?? key.public);
  const cut = names.length > MOST_FILES || all.length > MOST_KEYS;
  return { keys: all.slice(0, MOST_KEYS), cut };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

type Looked = { base: string } & Partial<Omit<KeyFiles, 'name'>>;

function lookAt(folder: string, name: string): Looked | undefined {
  const path = join(folder, name);
  const file = plainFile(path);
  if (!file) return undefined;
  const begins = beginning(path);
  const readable = begins !== undefined;
  if (name.endsWith('.pub')) {
    if (!readPublicKey(begins?.split('\n', 1)[0] ?? '')) return undefined;
    const isCertificate = name.endsWith('-cert.pub');
    const base = name.slice(0, isCertificate ? -'-cert.pub'.length : -'.pub'.length);
    return { base, [isCertificate ? 'certificate' : 'public']: path };
  }
  const format = formatOf(begins ?? '');
  // What can't be read is a key where its name says so.
  if (!format && (readable || !name.startsWith('id_'))) return undefined;
  return { base: name, private: { path, format: format ?? 'ssh', readable, ...file } };
}

/** What begins like a private key. */
function formatOf(begins: string): PrivateFormat | undefined {
  if (/^PuTTY-User-Key-File-\d/.test(begins)) return 'putty';
  return /^\s*-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/.test(begins) ? 'ssh' : undefined;
}

/** A pipe or a device would be waited for: only files are opened. */
function plainFile(path: string): { mode: number } | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > LARGEST) return undefined;
    return { mode: stats.mode & 0o777 };
  } catch {
    return undefined;
  }
}

/** Undefined where it can't be read. */
function beginning(path: string): string | undefined {
  try {
    return readBeginning(path, path.endsWith('.pub') ? BEGINNING : HEADER).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Is something called so, be it a link that leads nowhere? */
export function isTaken(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
