// The files that somebody asked to have mistakes put into, and all that can be put into them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findMutants } from './findMutants.ts';
import type { Mutant } from './mutant.ts';

/** Somebody asked for what can't be done; the message says what can. */
export class CannotMutate extends Error {}

/** @param paths folders or files, from the root. @throws CannotMutate */
export function sourceFiles(root: string, paths: readonly string[]): string[] {
  const found = new Set(paths.flatMap((asked) => filesAt(root, asked)));
  return [...found].sort();
}

/** @param file from the root */
export function mutantsOf(root: string, file: string): Mutant[] {
  return findMutants(file, readFileSync(path.join(root, file), 'utf8'));
}

function filesAt(root: string, asked: string): string[] {
  const place = path.resolve(root, asked);
  const name = path.relative(root, place).replaceAll('\\', '/');
  if (name.startsWith('..') || !existsSync(place)) {
    throw new CannotMutate(`There is no "${asked}" here. Name a folder or file, like core/flow.`);
  }
  const files = statSync(place).isDirectory()
    ? readdirSync(place, { recursive: true, encoding: 'utf8' }).map((file) =>
        path.posix.join(name, file.replaceAll('\\', '/')),
      )
    : [name];
  const sources = files.filter(
    (file) => /(?<!\.d)\.ts$/.test(file) && !/^(tests|out)\//.test(file),
  );
  if (sources.length > 0) return sources;
  throw new CannotMutate(
    `There is no TypeScript in "${asked}" that tests could notice mistakes in.`,
  );
}
