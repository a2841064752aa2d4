// A computer made of what its files, variables and programs are said to be.
import { posix, win32 } from 'node:path';
import type { ShellSystem } from '../../../../electron/shells/found/shellSystem.ts';
import { systemClock, type Clock } from '../../../../core/time/clock.ts';

export interface Said {
  platform?: NodeJS.Platform;
  env?: Record<string, string>;
  loginShell?: string;
  programs?: readonly string[];
  /** Files on a computer that doesn't answer. */
  silent?: readonly string[];
  clock?: Clock;
  texts?: Record<string, string>;
  /** Links on the way: a folder, and what it is. */
  links?: Record<string, string>;
  /** What a program prints, by its arguments. */
  prints?: Record<string, string>;
}

export function fakeSystem(said: Said): ShellSystem {
  const { platform = 'linux', env = {}, loginShell = '/bin/sh' } = said;
  const { texts = {}, links = {}, prints = {} } = said;
  const path = platform === 'win32' ? win32 : posix;
  const key = (file: string): string => (platform === 'win32' ? file.toLowerCase() : file);
  const programs = (said.programs ?? []).map(key);
  return {
    ...{ platform, env, loginShell },
    clock: said.clock ?? systemClock,
    isProgram: async (file) => {
      if (said.silent?.includes(file)) await new Promise(() => undefined);
      return programs.includes(key(file));
    },
    names: async (folder) => {
      const inside = (said.programs ?? []).filter((file) =>
        key(file).startsWith(key(folder + path.sep)),
      );
      return [...new Set(inside.map((file) => file.slice(folder.length + 1).split(path.sep)[0]!))];
    },
    text: async (file) => texts[file] ?? '',
    real: async (folder) => links[folder] ?? folder,
    printed: async ({ args }) => prints[args.join(' ')] ?? '',
  };
}
