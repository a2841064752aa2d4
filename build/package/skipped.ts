// Installers that could not be made here, collected so that `npm run make` can name them.
// A file, because Forge loads its configuration into a module graph of its own.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const FILE = path.resolve(import.meta.dirname, '../../out/package/skipped.txt');

export function forgetSkipped(): void {
  rmSync(FILE, { force: true });
}

export function skip(reason: string): void {
  mkdirSync(path.dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${reason}\n`);
}

export function skipped(): string[] {
  return existsSync(FILE) ? readFileSync(FILE, 'utf8').trimEnd().split('\n') : [];
}
