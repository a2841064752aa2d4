// A program of this computer behind a wrapper that notes how it was called, and what a file was before and after.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface ToolCall {
  args: string[];
  before: string;
  after: string;
}

export interface LoggedTool {
  /** To be put before the others of PATH. */
  bin: string;
  /** Those that have ended, by when they began. */
  calls(): ToolCall[];
}

/** Ends what is noted of a call that hasn't come to its end. */
const UNDER_WAY = '.begun';

/** @param watched the file; its calls change nothing else that is noted */
export function loggedTool(name: string, watched: string, folder: string): LoggedTool {
  const [bin, log] = [path.join(folder, 'bin'), path.join(folder, 'log')];
  for (const one of [bin, log]) mkdirSync(one, { recursive: true });
  const real = execFileSync('which', [name], { encoding: 'utf8' }).trim();
  const script = [
    '#!/bin/sh',
    `done='${log}'/$(date +%s%N)-$$; at="$done${UNDER_WAY}"; mkdir "$at"`,
    'for one; do printf "%s\\n" "$one"; done > "$at/args"',
    `cat '${watched}' > "$at/before"`,
    `${real} "$@"; code=$?`,
    `cat '${watched}' > "$at/after"; mv "$at" "$done"`,
    'exit $code',
  ];
  writeFileSync(path.join(bin, name), `${script.join('\n')}\n`, { mode: 0o755 });
  const noted = (at: string, what: string): string =>
    readFileSync(path.join(log, at, what), 'utf8');
  const calls = (): ToolCall[] =>
    readdirSync(log)
      .filter((at) => !at.endsWith(UNDER_WAY))
      .sort()
      .map((at) => ({
        args: noted(at, 'args').split('\n').slice(0, -1),
        ...{ before: noted(at, 'before'), after: noted(at, 'after') },
      }));
  return { bin, calls };
}
