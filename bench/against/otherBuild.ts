// Another commit, built beside this checkout in out/against/: with its own build scripts, and with
// the packages that are here where it wants the same ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { outputOf } from '../../build/fresh.mjs';
import { step } from '../../build/setup/progress.mjs';
import { ROOT } from '../../tests/support/buildUnderTest.ts';
import { BuildCache } from './buildCache.ts';
import { CannotCompare } from './cannotCompare.ts';
import { Commits, outsideGit, type Commit } from './commits.ts';
import { linkTree } from './linkTree.ts';

/** With less room than this a build that failed did so for want of it. */
const NO_ROOM_BYTES = 64 * 1024 * 1024;
const NO_ROOM_CODES = ['ENOSPC', 'EDQUOT'];

/** The script that compiles; before it there was nothing that builds all of Bowline. */
const SCRIPT = path.join('build', 'run.mjs');
const COMPILES = path.join('build', 'tasks', 'compile.ts');

/**
 * Without these no bench runs. What a later part of the app needs besides (an importer's thread) only
 * some benches do, and those say so when they fail on a commit that hasn't got it.
 */
const NEEDED = ['main', 'preload', 'renderer', 'agent'] as const;

export interface OtherBuild {
  commit: Commit;
  folder: string;
}

/** Builds it, or finds it built. @throws CannotCompare */
export async function otherBuild(
  commit: Commit,
  commits = new Commits(),
  cache = new BuildCache(),
): Promise<OtherBuild> {
  try {
    const folder = await cache.get(commit.id, (draft) => build(commit, commits, draft));
    return { commit, folder };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const noRoom = NO_ROOM_CODES.includes(code ?? '') || isFull(cache.folder);
    throw noRoom ? noRoomFor(commit, cache.folder, error) : error;
  }
}

async function build(commit: Commit, commits: Commits, folder: string): Promise<void> {
  const { short } = commit;
  await step(`Writing the files of ${short}`, () => commits.write(commit, folder));
  mustHave(commit, folder, [SCRIPT, COMPILES]);
  if (wantsSamePackages(folder)) {
    await step('Linking the packages', () => Promise.resolve(linkPackages(folder)));
  }
  process.stderr.write(`  ${short} builds itself:\n`);
  await compile(commit, folder);
  const outputs = NEEDED.map((name) => path.relative(folder, outputOf(name, folder)));
  mustHave(commit, folder, outputs);
}

function wantsSamePackages(folder: string): boolean {
  const lock = (root: string): string => {
    const file = path.join(root, 'package-lock.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return lock(folder) === lock(ROOT) && existsSync(path.join(ROOT, 'node_modules'));
}

/** Set-up puts its own module into node-pty, and its own notes beside the packages. */
function linkPackages(folder: string): void {
  const written = (name: string): boolean => name.startsWith('.') || name === 'node-pty';
  const packages = path.join(folder, 'node_modules');
  linkTree(path.join(ROOT, 'node_modules'), packages, written);
}

/** What it says stands before the person as it comes. */
async function compile({ short }: Commit, folder: string): Promise<void> {
  const child = spawn(process.execPath, [path.join(folder, SCRIPT), 'compile'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    env: outsideGit(),
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code === 0) return;
  const words = `${short} does not build here (${signal ?? `exit code ${code}`}). What it said stands above.`;
  throw new CannotCompare('build-failed', words);
}

function mustHave({ short }: Commit, folder: string, files: readonly string[]): void {
  const missing = files.filter((file) => !existsSync(path.join(folder, file)));
  if (missing.length === 0) return;
  const words =
    `${short} is too old (or too new) for this checkout’s benches, which need a build with ` +
    `${missing.join(', ')}. Compare with a later commit, or check out one that is as old.`;
  throw new CannotCompare('too-old', words);
}

function isFull(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < NO_ROOM_BYTES;
}

function noRoomFor({ short }: Commit, folder: string, cause: unknown): CannotCompare {
  const words =
    `The disk has no room for a build of ${short}. Make some: the builds of other commits in ` +
    `${path.relative(ROOT, folder) || folder} may be deleted, too.`;
  return new CannotCompare('no-room', words, cause);
}
