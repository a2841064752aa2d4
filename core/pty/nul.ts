// The system ends every text of a command at its first NUL, so a program would be started with
// other arguments than those that were judged. Whoever passes one on by mistake is told here.
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import type { PtyOptions } from './ptyDevice.ts';

export class NulError extends SaidError {
  constructor(said: Said) {
    super(said);
    this.name = 'NulError';
  }
}

/** Throws a `NulError` that says where. */
export function refuseNul({ file, args, cwd, env }: Omit<PtyOptions, 'size'>): void {
  const texts: [Said, string][] = [
    [say('program-name-has-nul'), file],
    ...args.map((arg, index): [Said, string] => [
      say('argument-has-nul', { number: index + 1 }),
      arg,
    ]),
    [say('folder-name-has-nul'), cwd],
    ...Object.entries(env).map(([name, value]): [Said, string] => [
      say('variable-has-nul', { name }),
      name + value,
    ]),
  ];
  const found = texts.find(([, text]) => text.includes('\0'));
  if (found) throw new NulError(found[0]);
}
