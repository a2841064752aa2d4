// The system ends every text of a command at its first NUL, so a program would be started with
// other arguments than those that were judged. Whoever passes one on by mistake is told here.
import type { PtyOptions } from './ptyDevice.ts';

export class NulError extends Error {
  constructor(what: string) {
    super(`${what} contains a NUL character, at which the system would cut it off.`);
    this.name = 'NulError';
  }
}

/** Throws a `NulError` that says where. */
export function refuseNul({ file, args, cwd, env }: Omit<PtyOptions, 'size'>): void {
  const texts: [string, string][] = [
    ['The program’s name', file],
    ...args.map((arg, index): [string, string] => [`Argument ${index + 1} of the program`, arg]),
    ['The folder’s name', cwd],
    ...Object.entries(env).map(([key, value]): [string, string] => [
      `The variable ${JSON.stringify(key)}`,
      key + value,
    ]),
  ];
  const found = texts.find(([, text]) => text.includes('\0'));
  if (found) throw new NulError(found[0]);
}
