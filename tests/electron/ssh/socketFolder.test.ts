// Where the sockets of an SSH connection lie: out of other users' reach, at a path that a socket
// and ssh can take.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeSocketFolder, type SocketFolder } from '../../../electron/ssh/socketFolder.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

function make(env: NodeJS.ProcessEnv): SocketFolder {
  const folder = makeSocketFolder(env);
  onTestFinished(() => folder.remove());
  return folder;
}

it('is new each time, for its owner alone, and goes with all that is in it', () => {
  const XDG_RUNTIME_DIR = temporaryDirectory();
  const [first, second] = [make({ XDG_RUNTIME_DIR }), make({ XDG_RUNTIME_DIR })];
  expect(first.path).not.toBe(second.path);
  expect(path.dirname(first.path)).toBe(XDG_RUNTIME_DIR);
  expect(statSync(first.path).mode & 0o777).toBe(0o700);
  mkdirSync(first.socket('a'));
  first.remove();
  expect(existsSync(first.path)).toBe(false);
});

it('what a process left behind that was killed is removed, and nothing else', () => {
  const XDG_RUNTIME_DIR = temporaryDirectory();
  const dead = spawnSync('true').pid;
  for (const name of [`bowline-ssh-${dead}-abcdef`, `bowline-ssh-1-abcdef`, 'bowline-other']) {
    mkdirSync(path.join(XDG_RUNTIME_DIR, name, 'a'), { recursive: true });
  }
  const mine = make({ XDG_RUNTIME_DIR });
  expect(readdirSync(XDG_RUNTIME_DIR).sort()).toEqual(
    ['bowline-other', 'bowline-ssh-1-abcdef', path.basename(mine.path)].sort(),
  );
});

it('another user’s folder of such a name is left alone, by root too', (test) => {
  needs(process.getuid?.() === 0 ? undefined : 'only root can make one', test);
  const XDG_RUNTIME_DIR = temporaryDirectory();
  const theirs = path.join(XDG_RUNTIME_DIR, `bowline-ssh-${spawnSync('true').pid}-abcdef`);
  mkdirSync(theirs);
  chownSync(theirs, 12_345, 12_345);
  make({ XDG_RUNTIME_DIR });
  expect(existsSync(theirs)).toBe(true);
});

it.each([
  ['there is none', () => undefined],
  ['its path is too long for a socket', () => makeIn('x'.repeat(80))],
  ['ssh would read its path as something else', () => makeIn('a:b%h')],
  ['others could put another folder in our place', () => makeIn('open', 0o777)],
])('lies elsewhere when the runtime folder can’t be used: %s', (_, runtime) => {
  const folder = make({ XDG_RUNTIME_DIR: runtime() });
  expect([tmpdir(), '/tmp']).toContain(path.dirname(folder.path));
});

it('lies in a folder that all may write, where nobody moves what is another’s', () => {
  const XDG_RUNTIME_DIR = makeIn('sticky', 0o1777);
  expect(path.dirname(make({ XDG_RUNTIME_DIR }).path)).toBe(XDG_RUNTIME_DIR);
});

function makeIn(name: string, mode = 0o700): string {
  const folder = path.join(temporaryDirectory(), name);
  mkdirSync(folder);
  chmodSync(folder, mode);
  return folder;
}
