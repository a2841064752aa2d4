// The shells of Linux and macOS: the user's own, and those that /etc/shells lists.
import { posix } from 'node:path';
import { commandLine } from '../../programs/commandWords.ts';
import type { FoundShell } from './findShells.ts';
import { programsOf, type ShellSystem } from './shellSystem.ts';
import { inWords, say } from '../../../words/said.ts';

const LISTED = '/etc/shells';
/** They say goodbye. */
const NO_SHELL = /\/(nologin|false|true)$/;

export async function posixShells(system: ShellSystem): Promise<FoundShell[]> {
  const listed = (await system.text(LISTED)).split('\n').map((line) => line.replace(/#.*/, ''));
  const paths = [system.loginShell, ...listed.map((line) => line.trim())];
  const shells = paths.filter((path) => path.startsWith('/') && !NO_SHELL.test(path));
  const there = await programsOf(system, shells);
  const places = new Map<string, string>();
  for (const path of there) {
    const place = await placeOf(path, system);
    if (!places.has(place)) places.set(place, path);
  }
  return named([...places.values()]);
}

// /bin and /usr/bin are one folder on most systems. What a shell itself links to is another matter:
// as `sh`, bash and busybox are other shells than under their own name.
async function placeOf(path: string, system: ShellSystem): Promise<string> {
  return posix.join(await system.real(posix.dirname(path)), posix.basename(path));
}

function named(paths: readonly string[]): FoundShell[] {
  const names = paths.map((path) => posix.basename(path));
  return paths.map((path, index) => {
    const name = names[index]!;
    const twice = names.indexOf(name) !== names.lastIndexOf(name);
    const full = twice
      ? inWords(say('shell-in-folder', { name, folder: posix.dirname(path) }))
      : name;
    return { name: full, command: commandLine([path]) };
  });
}
